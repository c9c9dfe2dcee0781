import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { MINUTE } from '../util/time.js';
import { noticeLoss, sessionLocks } from './advisory-locks.js';
import { StoreError, explainStoreError } from './errors.js';
import { MIGRATIONS, checkNotNewer } from './migrations.js';
import * as schema from './schema.js';
import type { Store } from './store.js';

/** PostgreSQL 13: the oldest that the queue runs on. */
const OLDEST_SERVER = 130_000;

/** Any number will do, as long as every version of the bot uses this one. */
const MIGRATION_LOCK = 7_739_001;

/** How long to wait for a connection, and for a free one of the pool, in milliseconds. */
const CONNECT_MS = 5_000;

/**
 * How long a query may go unanswered, in milliseconds: a connection can fall silent without closing,
 * behind a firewall that forgot it. Migrations may take as long as they need.
 */
const ANSWER_MS = 15_000;

/** A pool that outlives a restart of its database: broken connections are replaced when asked for. */
function openPool(url: string, answerMs: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 12,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: MINUTE,
    query_timeout: answerMs,
    keepAlive: true,
  });
  // An idle connection that breaks says so here; nobody listening would end the process.
  pool.on('error', () => undefined);
  // The same for one that breaks while it is lent out: whoever has it learns so from their query.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * Opens PostgreSQL, and brings its tables up to date under a lock, so that of many processes that
 * start at once a single one does it.
 *
 * Rejects with a StoreError that says what to do.
 *
 * @param url DATABASE_URL
 * @param answerMs how long a query may go unanswered, in milliseconds
 */
export async function openPostgres(url: string, answerMs = ANSWER_MS): Promise<Store> {
  const pool = openPool(url, answerMs);
  const db = drizzle(pool, { schema });
  const locks = sessionLocks(url, CONNECT_MS, answerMs);
  const close = async (): Promise<void> => {
    await locks.close();
    await pool.end();
  };
  try {
    await prepare(url);
  } catch (error) {
    await close();
    throw explainStoreError(error);
  }
  return {
    kind: 'postgres',
    db,
    locks,
    executeSql: async (text, values = []) => {
      const client = await pool.connect();
      try {
        const result: unknown = await client.query(text, [...values]);
        client.release();
        return { rows: rowsOf(result) };
      } catch (error) {
        // The queue sends whole transactions; one that failed midway must not stay open in the pool.
        client.release(true);
        throw error;
      }
    },
    ping: async () => {
      await pool.query('select 1').catch((error: unknown) => {
        throw explainStoreError(error);
      });
    },
    close,
  };
}

/** Several statements at once have several results. */
function rowsOf(result: unknown): Record<string, unknown>[] {
  return (Array.isArray(result) ? result : [result]).flatMap(
    ({ rows }: pg.QueryResult<Record<string, unknown>>) => rows,
  );
}

async function prepare(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  // What breaks is told by the query that it breaks.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await noticeLoss(client);
    const { rows } = await client.query<{ version: string; readonly: string }>(
      `select current_setting('server_version_num') as version,
              current_setting('transaction_read_only') as readonly`,
    );
    if (Number(rows[0]?.version) < OLDEST_SERVER) {
      throw new StoreError('The database is too old: the bot needs PostgreSQL 13 or newer.');
    }
    if (rows[0]?.readonly === 'on') {
      throw new StoreError(
        'The database is read-only: DATABASE_URL must name the primary, not a replica.',
      );
    }
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      const session = drizzle(client, { schema });
      await checkNotNewer((text) => client.query(text));
      await migrate(session, { migrationsFolder: MIGRATIONS });
    } finally {
      await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await client.end();
  }
}
