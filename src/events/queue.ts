import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Store } from '../store/store.js';
import { SECOND } from '../util/time.js';
import { codeOf } from '../util/log.js';

/** Something for one caller to wait for, with a longest time. */
export function signal() {
  let isSet = false;
  let wake: (() => void) | undefined;
  return {
    /** Ends the wait, or spares the caller their next one. */
    set: (): void => {
      isSet = true;
      wake?.();
    },
    /** Waits so many milliseconds, or until it is set; not at all when it was set since the last wait. */
    wait: async (ms: number): Promise<void> => {
      if (!isSet) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = undefined;
      isSet = false;
    },
  };
}

/** PostgreSQL's codes for concurrent CREATE statements of the same thing. */
const MADE_MEANWHILE = new Set(['23505', '40P01', '42P06', '42P07', '42710']);
const TRIES = 5;

/**
 * Starts pg-boss on the bot's own database, with a queue. Of several processes that start at once on an
 * empty one, all but the first are refused and try again. Rejects with database errors.
 */
export async function startQueue(
  store: Pick<Store, 'executeSql'>,
  log: Logger,
  queue: string,
  tries = TRIES,
): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: (text: string, values?: unknown[]) => store.executeSql(text, values) },
    // A wake-up is deleted when it is taken, so that there is nothing to maintain.
    supervise: false,
    schedule: false,
  });
  boss.on('error', (error: unknown) => log.warn({ err: error }, 'queue error'));
  try {
    await boss.start();
    await boss.createQueue(queue);
    return boss;
  } catch (error) {
    if (tries <= 1 || !MADE_MEANWHILE.has(codeOf(error) ?? '')) throw error;
    return await startQueue(store, log, queue, tries - 1);
  }
}

/** The names of the first version: processes of two versions may share the queue. */
const QUEUE = 'lines';
const wakeUp = z.object({ id: z.string(), data: z.object({ line: z.string() }) });

const BATCH = 100;
/** The latest that a wake-up of another process comes. */
const POLL_MS = SECOND;
/** The database's clock and the timers of this process do not tick together. */
const JUST_AFTER_MS = 5;
/** The wait after a database did not answer. */
const PAUSE_MS = SECOND;

/**
 * Wakes the partitions of all processes, by pg-boss. The inbox table holds the work; a wake-up only says
 * where to look, so one too many does no harm and the sweep finds a lost one.
 */
export async function partitionSignal(
  store: Pick<Store, 'executeSql'>,
  log: Logger,
  pollMs = POLL_MS,
) {
  const boss = await startQueue(store, log, QUEUE);

  const stopped = new AbortController();
  const poll = signal();
  const timers = new Set<NodeJS.Timeout>();
  let loop: Promise<void> = Promise.resolve();
  let wake: (partition: string) => void = () => undefined;

  const rounds = async (onWake: (partition: string) => void): Promise<void> => {
    while (!stopped.signal.aborted) {
      try {
        const wakeUps = z.array(wakeUp).parse(await boss.fetch(QUEUE, { batchSize: BATCH }));
        const ids = wakeUps.map(({ id }) => id);
        for (const partition of new Set(wakeUps.map(({ data }) => data.line))) onWake(partition);
        if (ids.length > 0) await boss.deleteJob(QUEUE, ids);
        if (ids.length < BATCH) await poll.wait(pollMs);
      } catch (error) {
        log.warn({ err: error }, 'partition signals: round failed');
        await poll.wait(PAUSE_MS);
      }
    }
  };

  return {
    /**
     * With a time, wakes this process alone, whatever clocks say; should it be gone by then, a sweep of
     * another one finds the partition. Rejects with database errors.
     */
    notify: async (partition: string, afterMs?: number): Promise<void> => {
      if (afterMs === undefined) {
        await boss.send(QUEUE, { line: partition });
        poll.set();
      } else if (!stopped.signal.aborted) {
        const timer = setTimeout(() => {
          timers.delete(timer);
          wake(partition);
        }, afterMs + JUST_AFTER_MS);
        timers.add(timer.unref());
      }
    },
    start: (onWake: (partition: string) => void): Promise<void> => {
      wake = onWake;
      loop = rounds(onWake);
      return Promise.resolve();
    },
    stop: async (): Promise<void> => {
      stopped.abort();
      for (const timer of timers) clearTimeout(timer);
      poll.set();
      await loop;
      await boss.stop({ graceful: false, wait: false });
    },
  };
}

export type PartitionSignal = Awaited<ReturnType<typeof partitionSignal>>;
