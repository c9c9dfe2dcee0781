import type { Logger } from 'pino';
import type { Locks } from '../store/store.js';
import { every } from '../util/async.js';
import { keyedWorker } from '../util/keyed-worker.js';
import {
  type RetryPolicy,
  eventRetry,
  partitionLockRetry,
  waitAfter,
} from '../util/retry-policy.js';
import { DAY, SECOND } from '../util/time.js';
import type { WebexEvent } from './event.js';
import type { InboxEvent, InboxStore, NextEvent } from './inbox-store.js';
import type { PartitionSignal } from './queue.js';

/**
 * Events of one partition wait for each other: those of a space do; a welcome, which may be delayed,
 * has a partition of its own.
 */
function partitionKeyOf({ resource, data: { roomId } }: WebexEvent): string {
  return resource === 'memberships' ? `${roomId} memberships` : roomId;
}

export interface EventHandler {
  /** @param receivedAt the first delivery, by our clock; milliseconds since the epoch */
  handle: (event: WebexEvent, receivedAt: number) => Promise<void>;
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
}

/** Extra attempts for events whose process crashed; a poison message is dead-lettered after this many. */
const UNFINISHED = 5;
const SWEEP_MS = 5 * SECOND;
/** Far longer than Webex delivers an event again. */
const REMEMBER_DONE_MS = 3 * DAY;
/** Time for the operator to replay the dead letters. */
const REMEMBER_DEAD_MS = 30 * DAY;

class NeverFinished extends Error {
  override readonly name = 'NeverFinished';
}

/**
 * Keeps events in the database until they are handled, through crashes and by any number of processes.
 * Events of one partition are handled in order, one at a time over all processes; partitions side by
 * side, so that one slow person never holds up another.
 */
export function openInbox(deps: InboxDeps) {
  const { store, locks, signal, handler, log, now, retry = eventRetry } = deps;
  let started = false;
  let stopping = false;

  const next = async (partition: string): Promise<NextEvent> =>
    stopping ? undefined : await store.peek(partition, now());

  /** @returns the next event of its partition */
  const process = async (
    { seq, event, receivedAt, attempts }: InboxEvent,
    partition: string,
  ): Promise<NextEvent> => {
    const about = { resource: event.resource, id: event.data.id, attempts };
    try {
      if (attempts > (retry.retries ?? Infinity) + 1 + UNFINISHED) throw new NeverFinished();
      await handler.handle(event, receivedAt);
    } catch (error) {
      const waitMs = waitAfter(retry, attempts);
      if (waitMs !== undefined) {
        log.warn({ ...about, err: error }, 'event will be retried');
        await store.retryLater(seq, now() + waitMs);
        return await next(partition);
      }
      log.error({ ...about, err: error }, 'event dead-lettered');
      // The apology first: a crash in between makes a second one, and not none.
      await handler
        .onExhausted(event, error)
        .catch((failure: unknown) => log.error({ ...about, err: failure }, 'apology failed'));
      await store.deadLetter(seq, now(), error instanceof Error ? error.name : 'unknown');
      return await next(partition);
    }
    if (!stopping) return await store.completeAndNext(seq, partition, now());
    await store.complete(seq, now());
    return undefined;
  };

  const drain = async (partition: string): Promise<void> => {
    let head = await next(partition);
    while (head !== undefined && !('dueAt' in head)) head = await process(head, partition);
    if (head !== undefined) await signal.notify(partition, Math.max(0, head.dueAt - now()));
  };

  const worker = keyedWorker({
    work: drain,
    // The database went away: the sweep finds again what is kept there.
    onError: (partition, error) => log.warn({ partition, err: error }, 'partition deferred'),
    lock: {
      locks,
      nameOf: (partition) => partition,
      // By the signal, which any process may take: the one that has the partition may be gone.
      whenTaken: (partition) => signal.notify(partition, partitionLockRetry.firstWaitMs),
    },
  });
  const schedule = (partition: string): void => void worker.run(partition);

  const round = async (): Promise<void> => {
    for (const partition of await store.duePartitions(now())) schedule(partition);
    await store.forget(now() - REMEMBER_DONE_MS, now() - REMEMBER_DEAD_MS);
  };
  const sweep = every(deps.sweepMs ?? SWEEP_MS, round, {
    onError: (error) => log.warn({ err: error }, 'inbox: round failed'),
  });

  return {
    /** Settles once the event may be acknowledged; a duplicate does nothing. */
    accept: async (event: WebexEvent, holdMs = 0): Promise<void> => {
      const partition = partitionKeyOf(event);
      const at = now();
      if (!(await store.insert(event, partition, at, at + holdMs))) return;
      if (holdMs === 0 && started && !stopping) {
        // Without the queue. Should this process die first, a sweep finds the event.
        schedule(partition);
        return;
      }
      await signal
        .notify(partition, holdMs > 0 ? holdMs : undefined)
        .catch((error: unknown) => log.warn({ partition, err: error }, 'partition signal lost'));
    },
    start: async (): Promise<void> => {
      await signal.start(schedule);
      started = true;
      await round();
      sweep.start();
    },
    /** Settles when nothing waits, due or not. For tests and tools. */
    idle: async (): Promise<void> => {
      for (;;) {
        await worker.idle();
        if (!(await store.hasPending())) return;
        await new Promise((done) => setTimeout(done, 5));
      }
    },
    /** Begins nothing new; settles when the active events are handled. The rest stays kept. */
    stop: async (): Promise<void> => {
      stopping = true;
      // All three stop at once: a signal or a sweep that is under way schedules nothing any more.
      await Promise.all([sweep.stop(), worker.stop(), signal.stop()]);
    },
  };
}

export type Inbox = ReturnType<typeof openInbox>;
