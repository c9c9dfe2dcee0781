import type { Logger } from 'pino';
import { z } from 'zod';
import type { Store } from '../store/store.js';
import { startQueue } from './queue.js';
import { signal } from './signal.js';

/** Something to be done again and again, by one process at a time. */
export interface RecurringJob {
  /** Makes the first round now. Rejects with what the database says. */
  start: () => Promise<void>;
  /** Aborts the one that is under way, and settles when it is over. */
  stop: () => Promise<void>;
}

/** What rounds stand on. */
export interface RecurringJobDeps {
  readonly store: Pick<Store, 'executeSql'>;
  /** What is done, less of it when it is aborted; what it rejects with is logged. */
  readonly work: (signal: AbortSignal) => Promise<void>;
  readonly log: Logger;
  /** Milliseconds from one round to the next. */
  readonly everyMs: number;
}

const QUEUE = 'rounds';

const job = z.object({ id: z.string() });

/**
 * Rounds by pg-boss, once however many processes run: the queue holds at most one round that is
 * still to come (policy `short`). Whoever fetches it makes it; everybody sees to it that there is a
 * next one, so that a process which dies in a round ends that one alone. What a round does must
 * bear being done twice all the same: two can be under way when one of them takes long.
 */
export function recurringJob({ store, work, log, everyMs }: RecurringJobDeps): RecurringJob {
  const stopped = new AbortController();
  const doorbell = signal();
  let loop: Promise<void> = Promise.resolve();

  const loops = async (boss: Awaited<ReturnType<typeof startQueue>>): Promise<void> => {
    const next = async (afterMs: number): Promise<void> => {
      // The queue's clock is the wall's, and so is this.
      await boss.send(QUEUE, {}, { startAfter: new Date(Date.now() + afterMs) });
    };
    const turn = async (): Promise<void> => {
      const [due] = z.array(job).parse(await boss.fetch(QUEUE));
      if (due !== undefined) {
        await work(stopped.signal).catch((error: unknown) =>
          log.warn({ err: error }, 'a round was not finished'),
        );
        await boss.deleteJob(QUEUE, due.id);
      }
      await next(everyMs);
    };
    await next(0).catch((error: unknown) => log.warn({ err: error }, 'a first round was not made'));
    while (!stopped.signal.aborted) {
      await turn().catch((error: unknown) =>
        log.warn({ err: error }, 'no rounds: the database does not answer'),
      );
      await doorbell.wait(everyMs / 2);
    }
    await boss.stop({ graceful: false, wait: false });
  };

  return {
    start: async () => {
      const boss = await startQueue(store, log, { name: QUEUE, policy: 'short' });
      loop = loops(boss);
    },
    stop: async () => {
      stopped.abort();
      doorbell.set();
      await loop;
    },
  };
}
