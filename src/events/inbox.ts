import type { Logger } from 'pino';
import { storeAdvice } from '../store/errors.js';
import type { Locks } from '../store/store.js';
import { every } from '../util/async.js';
import { keyedWorker } from '../util/keyed-worker.js';
import { type RetryPolicy, eventRetry, waitAfter } from '../util/retry-policy.js';
import { DAY, HOUR, MINUTE, SECOND } from '../util/time.js';
import { condition } from '../util/log.js';
import { uuidOf } from '../webex/ids.js';
import type { WebexEvent } from './event.js';
import type { InboxEvent, InboxStore, NextEvent } from './inbox-store.js';
import { maybeOutage, outageWatch } from './outage.js';
import type { PartitionSignal } from './signal.js';

/**
 * A partition is a person in a space: nobody waits for another's trouble. A welcome, which may be
 * delayed, has one of its own. Earlier versions, whose partitions are spaces, take these as they are.
 */
function partitionKeyOf({ resource, data: { roomId, personId } }: WebexEvent): string {
  return `${roomId} ${resource === 'memberships' ? resource : uuidOf(personId)}`;
}

/** A `change` must not overtake another one; a `stop` waits for nothing. */
export type Asks = 'view' | 'change' | 'stop';

/** The place of an event among those of its partition. */
export interface Turn {
  /** Says what it asks for, before anything is done. Throws where its turn has not come. */
  readonly asks: (what: Asks) => void;
  /** Its person has waited for long. */
  readonly heldUp: boolean;
}

/** Of an event that waits for nothing. */
export const ANY_TURN: Turn = { asks: () => undefined, heldUp: false };

export interface EventHandler {
  /** @param receivedAt the first delivery, by our clock; milliseconds since the epoch */
  handle: (event: WebexEvent, receivedAt: number, turn?: Turn) => Promise<void>;
  /** After the last attempt: an apology, a log line. */
  onExhausted: (event: WebexEvent, error: unknown) => Promise<void>;
}

export interface InboxDeps {
  readonly store: InboxStore;
  readonly locks: Locks;
  readonly signal: PartitionSignal;
  readonly handler: EventHandler;
  readonly log: Logger;
  readonly now: () => number;
  readonly retry?: RetryPolicy;
  /** Milliseconds between two sweeps for partitions that no signal came for. */
  readonly sweepMs?: number;
  /** Whether Webex answers the bot at all; left out: always. */
  readonly isWebexThere?: () => Promise<boolean>;
  /** An event could not be kept: Webex counts that against the webhook. */
  readonly onRefused?: () => void;
  /** Events can be kept again. @param since when that failed first; milliseconds since the epoch */
  readonly onRegained?: (since: number) => void;
}

/** Extra attempts for events whose process crashed; a poison message is dead-lettered after this many. */
const UNFINISHED = 5;
const SWEEP_MS = 5 * SECOND;
/** Far longer than Webex delivers an event again. */
const REMEMBER_DONE_MS = 3 * DAY;
/** Past this age a duplicate may not be known as one; clocks differ by less than an hour. */
const KNOWN_FOR_MS = REMEMBER_DONE_MS - HOUR;
/** Time for the operator to replay the dead letters. */
const REMEMBER_DEAD_MS = 30 * DAY;

/**
 * Whether an event may have been handled before, and forgotten.
 * @param created of the message or the click, as Webex says
 */
export function maybeForgotten(created: string | undefined, now: number): boolean {
  return now - Date.parse(created ?? '') > KNOWN_FOR_MS;
}

class NeverFinished extends Error {
  override readonly name = 'NeverFinished';
}

class NotYet extends Error {
  override readonly name = 'NotYet';
}

/**
 * Keeps events in the database until they are handled, through crashes and by any number of processes.
 * Events of one partition are handled in order, one at a time over all processes; partitions side by
 * side. One that waits for its next try lets those behind it pass, but changes keep their order; while
 * Webex as a whole is away none is given up.
 */
export function openInbox(deps: InboxDeps) {
  const { store, locks, signal, handler, log, now, retry = eventRetry } = deps;
  let started = false;
  let stopping = false;

  const outage = outageWatch({
    isWebexThere: deps.isWebexThere ?? (() => Promise.resolve(true)),
    onBack: async () => {
      await store.releaseHeldUp();
      await scheduleDue();
    },
    log,
  });
  const unwritable = condition(log);
  let refusedAt = 0;
  const refuses = (error: unknown): void => {
    if (unwritable.reason() === undefined) refusedAt = now();
    unwritable.is(storeAdvice(error));
  };
  const isHalted = (): boolean => stopping || outage.isAway();
  const next = async (partition: string): Promise<NextEvent> =>
    isHalted() ? undefined : await store.peek(partition);

  const failed = async (
    { seq, event, attempts }: InboxEvent,
    changes: boolean,
    error: unknown,
  ): Promise<void> => {
    const about = { resource: event.resource, id: event.data.id, attempts };
    if (maybeOutage(error) && (await outage.suspect())) {
      log.warn({ ...about, err: error }, 'event waits for Webex');
      await store.retryLater(seq, 0, { changes, heldUp: true }, false);
      return;
    }
    const waitMs = waitAfter(retry, attempts);
    if (waitMs !== undefined) {
      log.warn({ ...about, err: error }, 'event will be retried');
      await store.retryLater(seq, waitMs, { changes, ...(waitMs >= MINUTE && { heldUp: true }) });
      return;
    }
    log.error({ ...about, err: error }, 'event dead-lettered');
    // The apology first: a crash in between makes a second one, and not none.
    await handler
      .onExhausted(event, error)
      .catch((failure: unknown) => log.error({ ...about, err: failure }, 'apology failed'));
    await store.deadLetter(seq, error instanceof Error ? error.name : 'unknown');
  };

  /** @returns the next event of its partition */
  const process = async (head: InboxEvent, partition: string): Promise<NextEvent> => {
    const { seq, event, ageMs, attempts, behindChange, heldUp } = head;
    let asked: Asks | undefined;
    const asks = (what: Asks): void => {
      asked = what;
      if (behindChange && what === 'change') throw new NotYet();
    };
    try {
      if (attempts > (retry.retries ?? Infinity) + 1 + UNFINISHED) throw new NeverFinished();
      await handler.handle(event, now() - ageMs, { asks, heldUp });
    } catch (error) {
      // Not known to be harmless: what could not even be fetched may be a change.
      const changes = asked === undefined || asked === 'change';
      if (error instanceof NotYet) await store.retryLater(seq, 0, { changes }, false);
      else await failed(head, changes, error);
      return await next(partition);
    }
    if (!isHalted()) return await store.completeAndNext(seq, partition);
    await store.complete(seq);
    return undefined;
  };

  /** Handles what waits for nothing while the partition is busy. */
  const overtake = async (partition: string): Promise<void> => {
    if (isHalted()) return;
    for (const { seq, event, ageMs, heldUp } of await store.takeClicks(partition)) {
      let changes = true;
      const asks = (what: Asks): void => {
        changes = what === 'change';
        if (what !== 'stop') throw new NotYet();
      };
      try {
        await handler.handle(event, now() - ageMs, { asks, heldUp });
        await store.complete(seq);
      } catch (error) {
        if (!(error instanceof NotYet)) log.warn({ id: event.data.id, err: error }, 'click waits');
        await store.giveBack(seq, { changes });
        schedule(partition);
      }
    }
  };

  const drain = async (partition: string): Promise<void> => {
    let head = await next(partition);
    while (head !== undefined && 'seq' in head) head = await process(head, partition);
    if (head !== undefined) signal.wakeIn(partition, head.waitMs);
  };

  /** Partitions of events that came in here, as long as no other process has been told. */
  const untold = new Set<string>();
  const worker = keyedWorker({
    work: (partition) => {
      untold.delete(partition);
      return drain(partition);
    },
    // The database went away: the sweep finds again what is kept there.
    onError: (partition, error) => log.warn({ partition, err: error }, 'partition deferred'),
    lock: {
      locks,
      nameOf: (partition) => partition,
      // Whoever has it looks once more. Told of what came in here alone: it tells nobody else.
      whenTaken: async (partition) => {
        void overtaking.run(partition);
        if (untold.delete(partition)) await signal.notifyOthers(partition);
      },
    },
  });
  const overtaking = keyedWorker({
    work: overtake,
    onError: (partition, error) => log.warn({ partition, err: error }, 'clicks deferred'),
  });
  const schedule = (partition: string): void => void worker.run(partition);
  const lostSignal = (partition: string) => (error: unknown) =>
    log.warn({ partition, err: error }, 'partition signal lost');

  const scheduleDue = async (): Promise<void> => {
    for (const partition of await store.duePartitions()) schedule(partition);
  };
  const round = async (): Promise<void> => {
    if (!outage.isAway()) await scheduleDue();
    await store.forget(REMEMBER_DONE_MS, REMEMBER_DEAD_MS);
    if (unwritable.reason() === undefined) return;
    await store.probeWrite();
    unwritable.is(undefined);
    deps.onRegained?.(refusedAt);
  };
  const sweep = every(deps.sweepMs ?? SWEEP_MS, round, {
    onError: (error) => {
      refuses(error);
      log.warn({ err: error }, 'inbox: round failed');
    },
    afterErrorMs: Math.min(SECOND, deps.sweepMs ?? SWEEP_MS),
  });

  return {
    /** Settles once the event may be acknowledged; a duplicate does nothing. */
    accept: async (event: WebexEvent, holdMs = 0, heldUp = false): Promise<void> => {
      const partition = partitionKeyOf(event);
      const kept = heldUp ? { ...event, heldUp } : event;
      const isNew = await store.insert(kept, partition, holdMs).catch((error: unknown) => {
        refuses(error);
        deps.onRefused?.();
        sweep.soon(SECOND);
        throw error;
      });
      if (!isNew) return;
      if (holdMs === 0 && started && !stopping) {
        if (worker.isBusy(partition) && event.resource === 'attachmentActions')
          void overtaking.run(partition);
        // Told to nobody. Should this process die first, a sweep finds the event.
        untold.add(partition);
        schedule(partition);
        return;
      }
      if (holdMs > 0) signal.wakeIn(partition, holdMs);
      else await signal.notifyOthers(partition).catch(lostSignal(partition));
    },
    start: async (): Promise<void> => {
      await signal.start(schedule, () => sweep.soon(0));
      started = true;
      await round();
      sweep.start();
    },
    /** Why nothing can be kept just now. */
    problem: unwritable.reason,
    /** Settles when nothing waits, due or not. For tests and tools. */
    idle: async (): Promise<void> => {
      for (;;) {
        await Promise.all([worker.idle(), overtaking.idle()]);
        if (!(await store.hasPending())) return;
        await new Promise((done) => setTimeout(done, 5));
      }
    },
    /** Begins nothing new; settles when the active events are handled. The rest stays kept. */
    stop: async (): Promise<void> => {
      stopping = true;
      // All stop at once: a signal or a sweep that is under way schedules nothing any more.
      const workers = [worker.stop(), overtaking.stop(), outage.stop()];
      await Promise.all([sweep.stop(), signal.stop(), ...workers]);
    },
  };
}

export type Inbox = ReturnType<typeof openInbox>;
