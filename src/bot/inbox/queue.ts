import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import type { Store } from '../../store/store.js';

/** PostgreSQL: somebody else has just made the very same thing. */
const MADE_MEANWHILE = new Set(['23505', '42P06', '42P07', '42710']);
const TRIES = 5;

/**
 * Starts pg-boss on the bot's own database. Of several processes that start at once on an empty
 * one, all but the first find its tables half made and are refused: they look again.
 *
 * Rejects with what the database says.
 */
export async function startQueue(store: Store, log: Logger, tries = TRIES): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: (text: string, values?: unknown[]) => store.executeSql(text, values) },
    // Nothing is kept of a wake-up, so there is nothing to look after.
    supervise: false,
    schedule: false,
  });
  boss.on('error', (error: unknown) => log.warn({ err: error }, 'the queue has a problem'));
  try {
    return await boss.start();
  } catch (error) {
    if (tries <= 1 || !madeMeanwhile(error)) throw error;
    return await startQueue(store, log, tries - 1);
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
