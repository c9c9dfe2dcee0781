import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { z } from 'zod';
import { MINUTE, SECOND } from '../util/time.js';
import { StoreError, explainStoreError } from './errors.js';
import { MIGRATIONS, migrateStore } from './migrations.js';
import * as schema from './schema.js';
import { type OpenSession, noticeLoss, openSession } from './session.js';
import type { Db, Store, StoreLocks } from './store.js';
import { type Address, atAddressOf } from './tls.js';

/** PostgreSQL 13: older versions get no fixes. */
const OLDEST_SERVER = 130_000;

/** Any number will do, as long as every version of the bot uses this one. */
const MIGRATION_LOCK = 7_739_001;
/** Separates our locks from those of anybody else on the same database. */
const LOCK_CLASS = 7_739_002;

/** The longest wait for a connection, and for a free one of the pool. */
const CONNECT_MS = 5 * SECOND;

/**
 * The longest wait for an answer: a connection can fall silent without closing, behind a firewall that
 * forgot it. Migrations may take as long as they need.
 */
const ANSWER_MS = 15 * SECOND;

/** The most that one process opens for its queries. */
export const CONNECTIONS = 12;

/**
 * Opens PostgreSQL, and brings its tables up to date under a lock, so that of many processes that
 * start at once a single one does it. Rejects with a StoreError that says what to do.
 */
export async function openPostgres(
  url: string,
  answerMs = ANSWER_MS,
  connections = CONNECTIONS,
): Promise<Store> {
  const address = await prepared(url);
  const pool = openPool(address, answerMs, connections);
  const db = Object.assign(drizzle(pool, { schema }), { transaction: transactions(pool) });
  const session = openSession(address, CONNECT_MS, answerMs);
  const close = async (): Promise<void> => {
    await session.close();
    await pool.end();
  };
  return {
    kind: 'postgres',
    db,
    session,
    locks: sessionLocks(session),
    executeSql: async (text, values = []) => {
      const client = await pool.connect();
      try {
        const result: unknown = await client.query(text, [...values]);
        client.release();
        return { rows: rowsOfAll(result) };
      } catch (error) {
        // The text may be a transaction; one that failed midway must not stay open in the pool.
        client.release(true);
        throw error;
      }
    },
    connections: () => {
      const { totalCount, idleCount, waitingCount } = pool;
      return { busy: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
    },
    ping: async () => {
      await pool.query('select 1').catch((error: unknown) => {
        throw explainStoreError(error);
      });
    },
    close,
  };
}

/** A pool that outlives a restart of its database: broken connections are replaced when asked for. */
function openPool(address: Address, answerMs: number, max: number): pg.Pool {
  const pool = new pg.Pool({
    ...address,
    max,
    connectionTimeoutMillis: CONNECT_MS,
    idleTimeoutMillis: MINUTE,
    query_timeout: answerMs,
    keepAlive: true,
  });
  // Without a listener, an idle connection that breaks would end the process.
  pool.on('error', () => undefined);
  // The same for a connection in use, whose query rejects.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/**
 * Drizzle's own returns a connection whose statement timed out with its transaction still open, which loses
 * everything after it, and never returns one that could not begin.
 */
function transactions(pool: pg.Pool): Db['transaction'] {
  return async (work) => {
    const client = await pool.connect();
    let isOver = false;
    try {
      const result = await drizzle(client, { schema }).transaction(work);
      isOver = true;
      return result;
    } finally {
      // Closing the connection rolls back.
      client.release(!isOver);
    }
  };
}

/** Several statements at once have several results. */
function rowsOfAll(result: unknown): Record<string, unknown>[] {
  return (Array.isArray(result) ? result : [result]).flatMap(
    ({ rows }: pg.QueryResult<Record<string, unknown>>) => rows,
  );
}

/** @returns how the server takes connections */
async function prepared(url: string): Promise<Address> {
  try {
    return await atAddressOf(url, async (address) => {
      await prepare(address);
      return address;
    });
  } catch (error) {
    throw explainStoreError(error);
  }
}

async function prepare(address: Address): Promise<void> {
  const client = new pg.Client({ ...address, connectionTimeoutMillis: CONNECT_MS });
  // A query rejects when the connection is lost.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await noticeLoss(client);
    const { rows } = await client.query<{ version: string; readonly: string }>(
      `select current_setting('server_version_num') as version,
              current_setting('transaction_read_only') as readonly`,
    );
    if (Number(rows[0]?.version) < OLDEST_SERVER) {
      const says = 'The database is too old: the bot needs PostgreSQL 13 or newer.';
      throw new StoreError(says, {}, 'wrong');
    }
    if (rows[0]?.readonly === 'on') {
      throw new StoreError(
        'The database is read-only: DATABASE_URL must name the primary, not a replica.',
      );
    }
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      const session = drizzle(client, { schema });
      await migrateStore(
        (text) => client.query(text),
        () => migrate(session, { migrationsFolder: MIGRATIONS }),
      );
    } finally {
      await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await client.end();
  }
}

/**
 * Advisory locks of a session: the database releases them when this process ends, however it ends. When the
 * connection breaks, the locks are lost; the next connection takes them again at once, unless another process
 * was faster, which the holder cannot know.
 */
export function sessionLocks(session: Pick<OpenSession, 'ask' | 'isOpen' | 'onNew'>): StoreLocks {
  // The database counts a lock that one session takes twice; within this process we must not.
  const held = new Map<string, 'asked' | 'taken'>();
  const ask = async (
    what: 'pg_try_advisory_lock' | 'pg_advisory_unlock',
    name: string,
    by = session.ask,
  ): Promise<boolean> => {
    const text = `select ${what}($1, hashtext($2)) as yes`;
    const [row] = await by({ name: what, text }, [LOCK_CLASS, name]);
    return row?.yes === true;
  };
  session.onNew(async (by) => {
    for (const [name, how] of held)
      if (how === 'taken') await ask('pg_try_advisory_lock', name, by);
  });
  return {
    tryTake: async (name) => {
      if (held.has(name)) return false;
      held.set(name, 'asked');
      let taken = false;
      try {
        taken = await ask('pg_try_advisory_lock', name);
      } finally {
        if (taken) held.set(name, 'taken');
        else held.delete(name);
      }
      return taken;
    },
    release: async (name) => {
      if (!held.has(name)) return;
      // A lock goes with its connection.
      if (session.isOpen()) await ask('pg_advisory_unlock', name).catch(() => undefined);
      held.delete(name);
    },
    untaken: async (names) => {
      if (names.length === 0) return [];
      const rows = await session.ask(UNTAKEN, [JSON.stringify(names), LOCK_CLASS]);
      return z
        .array(z.object({ name: z.string() }))
        .parse(rows)
        .map(({ name }) => name);
    },
  };
}

/** pg_locks shows a lock's number without its sign. */
const UNTAKEN = {
  name: 'untaken_locks',
  text: `select value as name from jsonb_array_elements_text($1::jsonb)
    where (hashtext(value)::bigint & 4294967295) not in (
      select l.objid::bigint from pg_locks l where l.locktype = 'advisory' and l.granted
        and l.classid::bigint = $2::int and l.objsubid = 2
        and l.database = (select d.oid from pg_database d where d.datname = current_database()))`,
};
