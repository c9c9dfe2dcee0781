import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Store } from '../../store/store.js';

/** Says, across all processes, that a line has something to do. */
export interface WakeUps {
  /** Rejects with what the database says; the sweep of the inbox is there for what is lost. */
  wake: (line: string, afterMs?: number) => Promise<void>;
  /** From now on takes wake-ups, those of other processes too. */
  start: (onWake: (line: string) => void) => Promise<void>;
  stop: () => Promise<void>;
}

const QUEUE = 'lines';
const BATCH = 100;
/** How long a wake-up of another process can take, in milliseconds; our own are taken at once. */
const POLL_MS = 1_000;
/** How long to leave a database alone that does not answer. */
const PAUSE_MS = 1_000;

const job = z.object({ id: z.string(), data: z.object({ line: z.string() }) });

/**
 * Wake-ups by pg-boss, on the bot's own database. The inbox table holds what there is to do; a
 * wake-up only says where to look, so one too many does no harm and a lost one is found by the sweep.
 */
export async function pgBossWakeUps(store: Store, log: Logger): Promise<WakeUps> {
  const boss = new PgBoss({
    db: { executeSql: (text: string, values?: unknown[]) => store.executeSql(text, values) },
    // Nothing is kept of a wake-up, so there is nothing to look after.
    supervise: false,
    schedule: false,
  });
  boss.on('error', (error: unknown) => log.warn({ err: error }, 'the queue has a problem'));
  await boss.start();
  await boss.createQueue(QUEUE);

  const state = { stopped: false, rung: false };
  let ring: () => void = () => undefined;
  let loop: Promise<void> = Promise.resolve();
  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      ring = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const round = async (onWake: (line: string) => void): Promise<void> => {
    state.rung = false;
    const jobs = z.array(job).parse(await boss.fetch(QUEUE, { batchSize: BATCH }));
    if (jobs.length > 0) {
      for (const line of new Set(jobs.map(({ data }) => data.line))) onWake(line);
      await boss.deleteJob(
        QUEUE,
        jobs.map(({ id }) => id),
      );
    }
    if (jobs.length < BATCH && !state.rung) await rest(POLL_MS);
  };

  return {
    wake: async (line, afterMs) => {
      const startAfter =
        afterMs === undefined ? {} : { startAfter: new Date(Date.now() + afterMs) };
      await boss.send(QUEUE, { line }, startAfter);
      if (afterMs !== undefined) return;
      state.rung = true;
      ring();
    },
    start: (onWake) => {
      loop = (async () => {
        while (!state.stopped) {
          try {
            await round(onWake);
          } catch (error) {
            log.warn({ err: error }, 'no wake-ups: the database does not answer');
            if (!state.stopped) await rest(PAUSE_MS);
          }
        }
      })();
      return Promise.resolve();
    },
    stop: async () => {
      state.stopped = true;
      // Whichever it is about to do: to rest, or resting already.
      state.rung = true;
      ring();
      await loop;
      await boss.stop({ graceful: false, wait: false });
    },
  };
}
