import type { Logger } from 'pino';
import type { Locks } from '../store/store.js';
import type { WebexEvent } from './event.js';
import type { NextEvent, InboxEvent, InboxStore } from './inbox-store.js';
import type { PartitionSignal } from './queue.js';

/** What waits for what: a space's events for each other; a welcome, which may be held, for none. */
export function partitionKeyOf({ resource, data: { roomId } }: WebexEvent): string {
  return resource === 'memberships' ? `${roomId} memberships` : roomId;
}

/** What the inbox does with an event, and what when that keeps failing. */
export interface EventHandler {
  /** @param receivedAt when it was first delivered, by our clock; milliseconds since the epoch */
  handle: (event: WebexEvent, receivedAt: number) => Promise<void>;
  /** After the last try: an apology, a log line. */
  onExhausted: (event: WebexEvent, error: unknown) => Promise<void>;
}

/** Keeps events until they are worked off, through crashes and by any number of processes. */
export interface Inbox {
  /**
   * Writes an event down; settles once it is safe to tell Webex so. A duplicate does nothing.
   * Rejects when the database does not take it.
   */
  accept: (event: WebexEvent, holdMs?: number) => Promise<void>;
  start: () => Promise<void>;
  /** Settles when nothing waits, due or not. For tests and tools. */
  idle: () => Promise<void>;
  /** Takes up nothing new; settles when what is in hand is finished. The rest stays kept. */
  stop: () => Promise<void>;
}

/** What the inbox stands on. */
export interface InboxDeps {
  readonly store: InboxStore;
  readonly locks: Locks;
  readonly signal: PartitionSignal;
  readonly handler: EventHandler;
  readonly log: Logger;
  readonly now: () => number;
  /** Milliseconds before each further try; after the last one an event is given up. */
  readonly waits?: readonly number[];
  /** Milliseconds between two looks for what nobody was woken for. */
  readonly sweepMs?: number;
}

const WAITS = [1_000, 5_000, 20_000, 60_000, 180_000];
/**
 * How often more than that an event may be found unfinished: its process died, or the database went
 * away. One that ends every process that touches it must not do so for ever.
 */
const UNFINISHED = 5;
const SWEEP_MS = 5_000;
/** When another process has the line: it may be about to leave it. */
const PARTITION_BUSY_MS = 500;
/** Webex delivers an event again for as long as it counts failures; this is far more. */
const REMEMBER_DONE_MS = 3 * 86_400_000;
/** Time for the operator to look at what was given up, and to replay it. */
const REMEMBER_DEAD_MS = 30 * 86_400_000;

/** An event that was begun again and again, and never came to an end of any kind. */
class NeverFinished extends Error {
  override readonly name = 'NeverFinished';
}

/**
 * The inbox on the database. Events of one line are worked off in order, one at a time over all
 * processes; lines side by side, so that one slow person never holds up another.
 */
export function openInbox(parts: InboxDeps): Inbox {
  const { store: events, locks, signal: wakeUps, handler: worker, log, now, waits = WAITS } = parts;
  /** Lines in hand here; `again` when they were called for meanwhile. */
  const inHand = new Map<string, { again: boolean; readonly ended: Promise<void> }>();
  let started = false;
  let stopping = false;
  let sweeper: NodeJS.Timeout | undefined;

  /** The first of a line, unless we are about to stop: then it stays as it is. */
  const next = async (line: string): Promise<NextEvent> =>
    stopping ? undefined : await events.peek(line, now());

  /** @returns the next of its line */
  const process = async (
    { seq, event, receivedAt, attempts }: InboxEvent,
    line: string,
  ): Promise<NextEvent> => {
    const about = { resource: event.resource, id: event.data.id, attempts };
    try {
      if (attempts > waits.length + 1 + UNFINISHED) throw new NeverFinished();
      await worker.handle(event, receivedAt);
    } catch (error) {
      const pause = waits[attempts - 1];
      if (pause !== undefined) {
        log.warn({ ...about, err: error }, 'an event will be tried again');
        await events.retryLater(seq, now() + pause);
        return await next(line);
      }
      log.error({ ...about, err: error }, 'gave up on an event');
      // The apology first: a crash in between makes a second one, and not none. When it fails, the
      // rest of the line goes on all the same.
      await worker
        .onExhausted(event, error)
        .catch((failure: unknown) => log.error({ ...about, err: failure }, 'no apology'));
      await events.deadLetter(seq, now(), error instanceof Error ? error.name : 'unknown');
      return await next(line);
    }
    if (!stopping) return await events.completeAndNext(seq, line, now());
    await events.complete(seq, now());
    return undefined;
  };

  /** Works a line off until it is empty, or its first event is not due yet. */
  const drain = async (line: string): Promise<void> => {
    let head = await next(line);
    while (head !== undefined && !('dueAt' in head)) head = await process(head, line);
    if (head !== undefined) await wakeUps.notify(line, Math.max(0, head.dueAt - now()));
  };

  const acquire = async (line: string): Promise<void> => {
    if (!(await locks.tryTake(line))) {
      await wakeUps.notify(line, PARTITION_BUSY_MS);
      return;
    }
    try {
      await drain(line);
    } finally {
      await locks.release(line);
    }
  };

  const schedule = (line: string): void => {
    const current = inHand.get(line);
    if (stopping || current !== undefined) {
      if (current !== undefined) current.again = true;
      return;
    }
    const ended = acquire(line)
      // The database went away: what is kept there is found again by the sweep.
      .catch((error: unknown) => log.warn({ err: error }, 'a line was left for later'))
      .then(() => {
        const again = inHand.get(line)?.again === true;
        inHand.delete(line);
        if (again) schedule(line);
      });
    inHand.set(line, { again: false, ended });
  };

  const sweep = async (): Promise<void> => {
    for (const line of await events.duePartitions(now())) schedule(line);
  };

  const tidy = async (): Promise<void> => {
    await sweep();
    await events.forget(now() - REMEMBER_DONE_MS, now() - REMEMBER_DEAD_MS);
  };

  return {
    accept: async (event, holdMs = 0) => {
      const line = partitionKeyOf(event);
      const at = now();
      if (!(await events.insert(event, line, at, at + holdMs))) return;
      if (holdMs === 0 && started && !stopping) {
        // What can be done here and now need not go by the queue. Should this process die first, the
        // sweep of another one finds it, or its own when it is back.
        schedule(line);
        return;
      }
      await wakeUps
        .notify(line, holdMs > 0 ? holdMs : undefined)
        .catch((error: unknown) => log.warn({ err: error }, 'a wake-up was lost'));
    },
    start: async () => {
      await wakeUps.start(schedule);
      started = true;
      await tidy();
      sweeper = setInterval(() => {
        tidy().catch((error: unknown) => log.warn({ err: error }, 'no sweep of the inbox'));
      }, parts.sweepMs ?? SWEEP_MS);
    },
    idle: async () => {
      while (inHand.size > 0 || (await events.hasPending())) {
        await Promise.all([...inHand.values()].map(({ ended }) => ended));
        await new Promise((done) => setTimeout(done, 5));
      }
    },
    stop: async () => {
      stopping = true;
      clearInterval(sweeper);
      await wakeUps.stop();
      await Promise.all([...inHand.values()].map(({ ended }) => ended));
    },
  };
}
