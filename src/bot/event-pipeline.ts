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

/** Brings the events, by whichever way. */
interface EventSource {
  /** Looks at once: something says that they may not come. */
  readonly checkNow: () => void;
  /** Why they may not come; undefined while all is well. */
  readonly problem: () => string | undefined;
}

/** What whoever brings the events is given. */
export interface EventSink {
  /** Settles once an event is kept, or is none for this bot. */
  readonly accept: (event: WebexEvent) => Promise<void>;
  /** Looks for what people asked from then on; milliseconds since the epoch. */
  readonly catchUpSince: (since: number) => void;
  readonly lastHeardAt: () => Promise<number>;
  /** The same before anything was brought. */
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
 * The way of an event: whoever brings it has it kept in the inbox, from there it goes to the framework,
 * and from the framework to the router. What nobody brought is looked for.
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
    /** Looks for nothing any more that no webhook told. */
    stop: missed.stop,
    /** Why messages may not be answered; undefined while all is well. */
    problem: (): string | undefined => inbox.problem() ?? source.problem(),
  };
}
