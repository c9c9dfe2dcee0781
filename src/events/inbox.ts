import type { Logger } from 'pino';
import type { Locks } from '../store/store.js';
import { keyedWorker } from '../util/keyed-worker.js';
import { type RetryPolicy, eventRetry } from '../util/retry-policy.js';
import { uuidOf } from '../webex/ids.js';
import { type EventHandler, type Intent, NotYet, type WebexEvent } from './event.js';
import type { ClaimStore, InboxEvent, Kept, NextEvent } from './claims.js';
import type { InboxStore, PartitionSignal } from './inbox-store.js';
import { afterFailure, inboxUpkeep, outageWatch } from './upkeep.js';

/**
 * A partition is a person in a space, so nobody waits for another's trouble. A welcome, which may be
 * delayed, has its own. Earlier versions, whose partitions are spaces, handle these as they are.
 */
function partitionKeyOf({ resource, data: { roomId, personId } }: WebexEvent): string {
  return `${roomId} ${resource === 'memberships' ? resource : uuidOf(personId)}`;
}

export interface InboxDeps {
  readonly store: InboxStore;
  readonly claims: ClaimStore;
  readonly locks: Locks;
  readonly signal: PartitionSignal;
  readonly handler: EventHandler;
  readonly log: Logger;
  readonly now: () => number;
  readonly retry?: RetryPolicy;
  readonly tooMuch?: RetryPolicy;
  /** Milliseconds between two sweeps for partitions that no signal announced. */
  readonly sweepMs?: number;
  /** Milliseconds between two rounds that delete what ended long ago. */
  readonly forgetMs?: number;
  /** Left out: Webex always answers. */
  readonly isWebexThere?: () => Promise<boolean | 'busy'>;
  /** An event could not be stored: Webex counts that against the webhook. */
  readonly onRefused?: () => void;
  /** Events can be stored again. @param since the first failure; milliseconds since the epoch */
  readonly onRegained?: (since: number) => void;
}

/** Extra attempts for events whose process crashed; a poison message is dead-lettered after that. */
const UNFINISHED = 5;
class NeverFinished extends Error {
  override readonly name = 'NeverFinished';
}

/**
 * Stores events in the database until they are handled, through crashes and by any number of processes.
 * Events of a partition are handled in order, one at a time over all processes; partitions in parallel. One
 * that waits for a retry lets later ones pass, except that changes keep their order. While Webex as a whole
 * is away, none is given up.
 */
export function openInbox(deps: InboxDeps) {
  const { store, claims, signal, handler, log, now, retry = eventRetry } = deps;
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
  const isHalted = (): boolean => stopping || outage.isAway();
  const next = async (partition: string): Promise<NextEvent> =>
    isHalted() ? undefined : await claims.next(partition);

  const failed = afterFailure(deps, outage);

  /** Handled, but not marked done at once, because the database went away. It may still be read as waiting. */
  const handled = new Set<number>();
  const unmarked = new Set<number>();
  const marks = async <T>(seq: number, mark: () => Promise<T>): Promise<T> => {
    try {
      return await mark();
    } catch (error) {
      handled.add(seq);
      unmarked.add(seq);
      throw error;
    }
  };
  const markDone = (partition: string, seq: number): Promise<NextEvent> =>
    marks(seq, async () => {
      if (!isHalted()) return await claims.next(partition, seq);
      await store.complete(seq);
      return undefined;
    });
  /** Before anything is freed: another process could take what is freed. */
  const markLate = async (): Promise<void> => {
    for (const seq of unmarked) {
      await store.complete(seq);
      unmarked.delete(seq);
    }
  };

  /** @returns the next event of its partition */
  const process = async (head: InboxEvent, partition: string): Promise<NextEvent> => {
    const { seq, event, ageMs, attempts, behindChange, heldUp } = head;
    if (handled.has(seq)) return await markDone(partition, seq);
    let intent: Intent | undefined;
    const declare = (what: Intent): void => {
      intent = what;
      if (behindChange && what === 'change') throw new NotYet();
    };
    try {
      if (attempts > (retry.retries ?? Infinity) + 1 + UNFINISHED) throw new NeverFinished();
      await handler.handle(event, now() - ageMs, { declare, heldUp });
    } catch (error) {
      // Unless known to be harmless, it may be a change: some could not even be fetched.
      const changes = intent === undefined || intent === 'change';
      if (error instanceof NotYet) await store.retryLater(seq, 0, { changes }, false);
      else await failed(head, changes, error);
      return await next(partition);
    }
    return await markDone(partition, seq);
  };

  /** Handles what need not wait while the partition is busy. */
  const overtake = async (partition: string): Promise<void> => {
    if (isHalted()) return;
    for (const { seq, event, ageMs, heldUp } of await store.takeClicks(partition)) {
      let changes = true;
      const declare = (what: Intent): void => {
        changes = what === 'change';
        if (what !== 'stop') throw new NotYet();
      };
      try {
        await handler.handle(event, now() - ageMs, { declare, heldUp });
        await marks(seq, () => store.complete(seq));
      } catch (error) {
        if (handled.has(seq)) {
          log.warn({ id: event.data.id, err: error }, 'click handled; not marked as done yet');
          continue;
        }
        if (!(error instanceof NotYet))
          log.warn({ id: event.data.id, err: error }, 'click not handled; queued again');
        await store.giveBack(seq, { changes });
        schedule(partition);
      }
    }
  };

  /** Events taken in hand as they were stored, for the run that handles them. */
  const handed = new Map<string, Promise<Kept>>();
  /** Partitions of events that arrived here, until another process is notified. */
  const untold = new Set<string>();

  const headOf = async (partition: string): Promise<NextEvent> => {
    const kept = handed.get(partition);
    handed.delete(partition);
    if (kept === undefined) return await next(partition);
    // An event that could not be stored is nobody's, and the caller of `accept` knows.
    const head = await kept.then(
      (known) => known.head,
      () => undefined,
    );
    return head === 'again' ? await next(partition) : head;
  };

  const drain = async (partition: string): Promise<void> => {
    const isOurs = untold.delete(partition);
    try {
      let head = await headOf(partition);
      while (head !== undefined && head !== 'elsewhere') {
        if (!('seq' in head)) {
          signal.wakeIn(partition, head.waitMs);
          break;
        }
        head = await process(head, partition);
      }
      if (head !== 'elsewhere') return;
      void overtaking.run(partition);
      // The process that has it looks once more. It is notified only of what arrived here.
      if (isOurs) await signal.notifyOthers(partition);
    } finally {
      claims.release(partition);
    }
  };

  const worker = keyedWorker({
    work: drain,
    // The database went away: the sweep finds what is stored there.
    onError: (partition, error) => log.warn({ partition, err: error }, 'partition deferred'),
  });
  const overtaking = keyedWorker({
    work: overtake,
    onError: (partition, error) => log.warn({ partition, err: error }, 'clicks deferred'),
  });
  const schedule = (partition: string): void => void worker.run(partition);
  const lostSignal = (partition: string) => (error: unknown) =>
    log.warn({ partition, err: error }, 'partition signal lost');

  const scheduleDue = async (): Promise<void> => {
    await markLate();
    const due = await claims.sweep(worker.busy());
    if (!isHalted()) for (const partition of due) schedule(partition);
  };
  const rounds = inboxUpkeep(deps, scheduleDue);

  return {
    /** Settles once the event may be acknowledged; a duplicate does nothing. */
    accept: async (event: WebexEvent, holdMs = 0, heldUp = false): Promise<void> => {
      const partition = partitionKeyOf(event);
      const kept = heldUp ? { ...event, heldUp } : event;
      const isHere = holdMs === 0 && started && !stopping;
      const isFree = isHere && !isHalted() && !worker.isBusy(partition);
      const keeping = claims.keep({ event: kept, partition, holdMs, claims: isFree });
      if (isFree) {
        // Nobody else is notified. Should this process die first, a sweep finds the event.
        untold.add(partition);
        handed.set(partition, keeping);
        schedule(partition);
      }
      const { isNew } = await keeping.catch((error: unknown) => {
        rounds.refused(error);
        throw error;
      });
      if (!isNew || isFree) return;
      if (isHere && !stopping) {
        if (worker.isBusy(partition) && event.resource === 'attachmentActions')
          void overtaking.run(partition);
        untold.add(partition);
        schedule(partition);
        return;
      }
      if (holdMs > 0) signal.wakeIn(partition, holdMs);
      else await signal.notifyOthers(partition).catch(lostSignal(partition));
    },
    start: async (): Promise<void> => {
      await signal.start({
        onWake: schedule,
        first: claims.register,
        onRegained: () => {
          claims.regained();
          rounds.sweepSoon();
        },
      });
      started = true;
      await rounds.start();
    },
    /** Why nothing can be stored just now. */
    problem: rounds.problem,
    /** Settles when nothing waits, due or not. For tests and tools. */
    idle: async (): Promise<void> => {
      for (;;) {
        await Promise.all([worker.idle(), overtaking.idle()]);
        if (!(await store.hasPending())) return;
        await new Promise((done) => setTimeout(done, 5));
      }
    },
    /** Begins nothing new; settles when the active events are handled. The rest stays stored. */
    stop: async (): Promise<void> => {
      stopping = true;
      // All stop at once: a signal or a sweep that is under way schedules nothing more.
      await Promise.all([worker.stop(), overtaking.stop(), outage.stop(), rounds.stop()]);
      await markLate()
        .then(claims.leave)
        .catch((error: unknown) => log.warn({ err: error }, 'inbox: claimed events not returned'));
      await signal.stop();
    },
  };
}

export type Inbox = ReturnType<typeof openInbox>;
