import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import type { Store } from '../../store/store.js';

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
  store: Store,
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
