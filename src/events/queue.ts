import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Store } from '../store/store.js';
import { signal } from './signal.js';

/** PostgreSQL: somebody else has just made the very same thing, or is making it and so are we. */
const MADE_MEANWHILE = new Set(['23505', '40P01', '42P06', '42P07', '42710']);
const TRIES = 5;

/** A queue of ours; `short`: at most one job of it is still to come. */
export interface QueueKind {
  readonly name: string;
  readonly policy?: 'standard' | 'short';
}

/**
 * Starts pg-boss on the bot's own database, with a queue. Of several processes that start at once on
 * an empty one, all but the first find its tables half made and are refused: they look again.
 *
 * Rejects with what the database says.
 */
export async function startQueue(
  store: Pick<Store, 'executeSql'>,
  log: Logger,
  queue: QueueKind,
  tries = TRIES,
): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: (text: string, values?: unknown[]) => store.executeSql(text, values) },
    // Nothing is kept of a wake-up, so there is nothing to look after.
    supervise: false,
    schedule: false,
  });
  boss.on('error', (error: unknown) => log.warn({ err: error }, 'the queue has a problem'));
  try {
    await boss.start();
    await boss.createQueue(queue.name, queue);
    return boss;
  } catch (error) {
    if (tries <= 1 || !madeMeanwhile(error)) throw error;
    return await startQueue(store, log, queue, tries - 1);
  }
}

function madeMeanwhile(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    MADE_MEANWHILE.has(error.code)
  );
}

/** Says, across all processes, that a line has something to do. */
export interface PartitionSignal {
  /** Rejects with what the database says; the sweep of the inbox is there for what is lost. */
  notify: (line: string, afterMs?: number) => Promise<void>;
  /** From now on takes wake-ups, those of other processes too. */
  start: (onWake: (line: string) => void) => Promise<void>;
  stop: () => Promise<void>;
}

const QUEUE = 'lines';
const BATCH = 100;
/** How long a wake-up of another process can take, in milliseconds; our own are taken in time. */
const POLL_MS = 1_000;
/** The queue gives a wake-up out once its time is past by the database's clock, not when it is there. */
const JUST_AFTER_MS = 5;
/** How long to leave a database alone that does not answer. */
const PAUSE_MS = 1_000;

const job = z.object({ id: z.string(), data: z.object({ line: z.string() }) });

/**
 * Wake-ups by pg-boss, on the bot's own database. The inbox table holds what there is to do; a
 * wake-up only says where to look, so one too many does no harm and a lost one is found by the sweep.
 *
 * @param pollMs how often to look for the wake-ups of other processes
 */
export async function pgBossSignal(
  store: Pick<Store, 'executeSql'>,
  log: Logger,
  pollMs = POLL_MS,
): Promise<PartitionSignal> {
  const boss = await startQueue(store, log, { name: QUEUE });

  const stopped = new AbortController();
  const doorbell = signal();
  const alarms = new Set<NodeJS.Timeout>();
  let loop: Promise<void> = Promise.resolve();

  const round = async (onWake: (line: string) => void): Promise<void> => {
    const jobs = z.array(job).parse(await boss.fetch(QUEUE, { batchSize: BATCH }));
    if (jobs.length > 0) {
      for (const line of new Set(jobs.map(({ data }) => data.line))) onWake(line);
      await boss.deleteJob(
        QUEUE,
        jobs.map(({ id }) => id),
      );
    }
    if (jobs.length < BATCH) await doorbell.wait(pollMs);
  };

  const rounds = async (onWake: (line: string) => void): Promise<void> => {
    while (!stopped.signal.aborted) {
      try {
        await round(onWake);
      } catch (error) {
        log.warn({ err: error }, 'no wake-ups: the database does not answer');
        await doorbell.wait(PAUSE_MS);
      }
    }
  };

  /** Whoever waits for us to try again should not wait for the next poll as well. */
  const ringAfter = (ms: number): void => {
    const alarm = setTimeout(() => {
      alarms.delete(alarm);
      doorbell.set();
    }, ms + JUST_AFTER_MS);
    alarms.add(alarm.unref());
  };

  return {
    notify: async (line, afterMs) => {
      const startAfter =
        afterMs === undefined ? {} : { startAfter: new Date(Date.now() + afterMs) };
      await boss.send(QUEUE, { line }, startAfter);
      if (afterMs === undefined) doorbell.set();
      else ringAfter(afterMs);
    },
    start: (onWake) => {
      loop = rounds(onWake);
      return Promise.resolve();
    },
    stop: async () => {
      stopped.abort();
      for (const alarm of alarms) clearTimeout(alarm);
      doorbell.set();
      await loop;
      await boss.stop({ graceful: false, wait: false });
    },
  };
}
