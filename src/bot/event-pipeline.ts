import type { Logger } from 'pino';
import { claimStore } from '../events/claims.js';
import { type EventHandler, NotYet, type WebexEvent, idempotencyKey } from '../events/event.js';
import { inboxStore } from '../events/inbox-store.js';
import { openInbox } from '../events/inbox.js';
import { partitionSignal } from '../events/signal.js';
import type { Store } from '../store/store.js';
import type { Tasks } from '../util/async.js';
import { logEvent } from '../util/log.js';
import { listedWaits } from '../util/retry-policy.js';
import type { WebexClient } from '../webex/client.js';
import { hasStatus } from '../webex/errors.js';
import type { Messaging } from '../webex/messaging.js';
import { type Person, getMe } from '../webex/people.js';
import { catchUp } from './catch-up.js';
import { delayFor, eventDispatcher, isRelevant, spaceStore } from './dispatcher.js';
import type { BotFramework } from './framework/framework.js';

/** Delivers events, by webhooks or over the web socket. */
interface EventSource {
  /** Checks at once, when something suggests that events do not arrive. */
  readonly checkNow: () => void;
  /** Why events may not arrive; undefined while all is well. */
  readonly problem: () => string | undefined;
}

interface EventSink {
  /** Settles once the event is stored, or ignored as irrelevant. */
  readonly accept: (event: WebexEvent) => Promise<void>;
  /** Looks for missed messages since then; milliseconds since the epoch. */
  readonly catchUpSince: (since: number) => void;
  readonly lastHeardAt: () => Promise<number>;
  /** `lastHeardAt` before this source delivered anything. */
  readonly heardBefore: number;
}

interface EventMeter {
  readonly received: (event: WebexEvent) => void;
  readonly dead: (event: WebexEvent) => void;
  readonly answered: (event: WebexEvent, now: number) => void;
  readonly retried: (event: WebexEvent) => void;
}

interface PipelineDeps<Source extends EventSource> {
  readonly framework: BotFramework;
  readonly me: Pick<Person, 'id'>;
  readonly botToken: string;
  readonly webex: WebexClient;
  readonly messaging: Messaging;
  readonly store: Store;
  readonly background: Pick<Tasks, 'run'>;
  readonly metrics: EventMeter | undefined;
  readonly log: Logger;
  readonly now: () => number;
  /** For the inbox, instead of the database's clock. */
  readonly clock?: (() => number) | undefined;
  readonly eventWaits?: readonly number[] | undefined;
  readonly welcomePatienceMs?: number | undefined;
  readonly openSource: (sink: EventSink) => Source;
}

/**
 * The way of an event: its source stores it in the inbox, from there it goes to the framework, and from the
 * framework to the router. Missed events are looked for.
 */
export async function openEventPipeline<Source extends EventSource>(deps: PipelineDeps<Source>) {
  const { me, botToken, webex, messaging, store, background, metrics, log, now } = deps;
  const spaces = spaceStore(store.db, messaging.isDirect);
  const events = inboxStore(store.db, deps.clock);
  const dispatcher = eventDispatcher({ framework: deps.framework, messaging, spaces, log, now });
  const handler: EventHandler = {
    handle: (event, ...turn) =>
      logEvent(idempotencyKey(event), async () => {
        try {
          await dispatcher.handle(event, ...turn);
        } catch (error) {
          if (!(error instanceof NotYet)) metrics?.retried(event);
          throw error;
        }
        metrics?.answered(event, now());
      }),
    onExhausted: async (event, error) => {
      await dispatcher.onExhausted(event, error);
      metrics?.dead(event);
    },
  };
  const inbox = openInbox({
    store: events,
    claims: claimStore(store.session, deps.clock),
    locks: store.locks,
    signal: partitionSignal(store, log),
    handler,
    isWebexThere: async () => {
      const error = await getMe(webex, botToken).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (hasStatus(error, 429)) return 'busy';
      if (error !== undefined) source.checkNow();
      return error === undefined;
    },
    onRefused: () => source.checkNow(),
    onRegained: (since) => {
      source.checkNow();
      catchUpSince(since);
    },
    ...{ log, now },
    ...(deps.eventWaits !== undefined && {
      retry: listedWaits(deps.eventWaits),
      tooMuch: { firstWaitMs: deps.eventWaits[0] ?? 0 },
    }),
  });
  const acceptLate = (event: WebexEvent, late: boolean) => inbox.accept(event, 0, late);
  const missed = catchUp({ ...events, messaging, botId: me.id, accept: acceptLate, log, now });
  const catchUpSince = (since: number): void =>
    background.run('catch-up', () => missed.hear(since));
  const accept = async (event: WebexEvent): Promise<void> => {
    if (!isRelevant(event, me.id)) return;
    await inbox.accept(event, delayFor(event, deps.welcomePatienceMs));
    metrics?.received(event);
  };
  const { lastHeardAt } = events;
  const heardBefore = await lastHeardAt();
  const source = deps.openSource({ accept, catchUpSince, lastHeardAt, heardBefore });
  return {
    inbox,
    source,
    accept,
    /** Stops looking for missed events. */
    stop: missed.stop,
    /** Why messages may not be answered; undefined while all is well. */
    problem: (): string | undefined => inbox.problem() ?? source.problem(),
  };
}
