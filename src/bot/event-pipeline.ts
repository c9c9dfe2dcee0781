import type { Logger } from 'pino';
import { claimStore } from '../events/claims.js';
import { type EventHandler, NotYet, type WebexEvent, idempotencyKey } from '../events/event.js';
import { inboxStore, partitionSignal } from '../events/inbox-store.js';
import { openInbox } from '../events/inbox.js';
import type { Store } from '../store/store.js';
import { type Tasks, every, forEachConcurrent } from '../util/async.js';
import { logEvent } from '../util/log.js';
import { listedWaits } from '../util/retry-policy.js';
import { DAY, MINUTE, SECOND } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { hasStatus, isFinal } from '../webex/errors.js';
import { samePerson } from '../webex/ids.js';
import type { Messaging } from '../webex/messaging.js';
import { type Person, getMe } from '../webex/people.js';
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

interface CatchUpDeps {
  readonly messaging: Pick<Messaging, 'directSpaces' | 'newestMessages'>;
  readonly botId: string;
  /** Stores an event unless it is already stored. */
  readonly accept: (event: WebexEvent, late: boolean) => Promise<void>;
  /**
   * Record that events since then may have been missed, and that they were looked for, for the next process.
   */
  readonly noteGap: (since: number) => Promise<void>;
  readonly closeGap: (since: number) => Promise<void>;
  readonly log: Logger;
  readonly now: () => number;
  /** Milliseconds before a retry of what could not be read. */
  readonly againMs?: number;
}

/** Webex's clock and ours may differ by this much. */
const OVERLAP_MS = 5 * MINUTE;
const AGAIN_MS = 20 * SECOND;

/**
 * Finds messages that no webhook reported: in each 1:1 space with activity since the gap began, the newest
 * message of a person, if they wrote it less than a day ago. The inbox recognises by its id one that it already
 * has. A space that cannot be read is logged and retried every twenty seconds.
 */
export function catchUp(deps: CatchUpDeps) {
  const { messaging, botId, accept, noteGap, closeGap, log, now, againMs = AGAIN_MS } = deps;
  const stopping = new AbortController();
  /** The spaces active since then are still to be listed; Infinity: none. */
  let from = Infinity;
  /** Messages since then may still be missing; Infinity: none are. */
  let gap = Infinity;
  /** Spaces still to be read. */
  const left = new Set<string>();

  const hear = async (roomId: string): Promise<void> => {
    const newest = await messaging.newestMessages(roomId);
    const last = newest.find(({ personId }) => !samePerson(personId, botId));
    const at = Date.parse(last?.created ?? '');
    if (last === undefined || !(now() - at < DAY)) return;
    // What the bot said since may answer something before it. An inbox that knows of nothing cannot tell.
    const isAnswered = last !== newest[0] && (gap === 0 || at < gap - OVERLAP_MS);
    if (isAnswered) return;
    const { id, personId, created } = last;
    const data = { id, roomId, roomType: 'direct', personId, created };
    const event = { resource: 'messages', event: 'created', actorId: personId, data };
    await accept(event, now() - at > MINUTE);
  };
  const failed = (error: unknown): void => log.warn({ err: error }, 'catching up failed');
  const list = async (since: number): Promise<void> => {
    // Anything missed while Webex answers is another gap.
    from = Infinity;
    try {
      const active = await messaging.directSpaces(Math.max(since - OVERLAP_MS, now() - DAY));
      for (const roomId of active) left.add(roomId);
    } catch (error) {
      from = Math.min(since, from);
      throw error;
    }
  };
  const round = async (): Promise<void> => {
    if (from < Infinity) await list(from).catch(failed);
    const hearOne = async (roomId: string): Promise<void> => {
      left.delete(roomId);
      try {
        await hear(roomId);
      } catch (error) {
        // The bot is no longer in that space: nothing to find there.
        if (!isFinal(error)) left.add(roomId);
        throw error;
      }
    };
    await forEachConcurrent([...left], hearOne, failed, stopping.signal);
    if (from < Infinity || left.size > 0 || gap === Infinity) return;
    await closeGap(gap);
    gap = Infinity;
  };
  let rounds = Promise.resolve();
  const next = (): Promise<void> => (rounds = rounds.then(round).catch(failed));
  const again = every(
    againMs,
    async () => {
      if (gap < Infinity) await next();
    },
    { onError: failed },
  );
  again.start();
  return {
    /** @param since when the last event was received; milliseconds since the epoch */
    hear: async (since: number): Promise<void> => {
      from = Math.min(since, from);
      gap = Math.min(since, gap);
      await noteGap(since).catch(failed);
      await next();
    },
    /** Reads no further space; the gap stays recorded. */
    stop: async (): Promise<void> => {
      stopping.abort();
      await again.stop();
    },
  };
}
