import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { gather } from '../util/async.js';
import type { LockProvider } from '../util/keyed-worker.js';
import { openPostgres } from './postgres.js';
import type { Session } from './session.js';
import type * as schema from './schema.js';

/** The database, by Drizzle: the same for PostgreSQL and PGlite. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

export type Locks = LockProvider;

export interface StoreLocks extends Locks {
  /** Those that no process has. */
  readonly untaken: (names: readonly string[]) => Promise<string[]>;
}

export interface Store {
  readonly kind: 'postgres' | 'pglite';
  readonly db: Db;
  readonly locks: StoreLocks;
  readonly session: Session;
  /** Plain SQL, several statements at once too. */
  readonly executeSql: (
    text: string,
    values?: readonly unknown[],
  ) => Promise<{ rows: Record<string, unknown>[] }>;
  /** Settles when the database answers. Rejects with a StoreError or what it said. */
  ping: () => Promise<void>;
  /** Of this process to PostgreSQL. */
  readonly connections?: () => Readonly<Record<'busy' | 'idle' | 'waiting', number>>;
  /** All of the embedded database as a compressed file. */
  readonly archive?: () => Promise<Blob>;
  close: () => Promise<void>;
}

export type StoreConfig =
  | {
      readonly kind: 'postgres';
      readonly url: string;
      /** The most that one process opens, beside one for its locks. */
      readonly connections?: number;
    }
  | { readonly kind: 'pglite'; readonly folder: string };

/** Reads rows by key, batching keys that are asked for while a query is under way. Caches nothing. */
export function readByKey<Row>(
  rowsOf: (keys: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): (key: string) => Promise<Row | undefined> {
  const read = gather(
    async (keys: readonly string[]) => {
      const rows = new Map((await rowsOf([...new Set(keys)])).map((row) => [keyOf(row), row]));
      return keys.map((key) => ({ row: rows.get(key) }));
    },
    () => false,
  );
  return async (key) => (await read(key)).row;
}

/** Opens the database and brings its tables up to date. Rejects with a StoreError that says what to do. */
export async function openStore(config: StoreConfig): Promise<Store> {
  if (config.kind === 'postgres') {
    return await openPostgres(config.url, undefined, config.connections);
  }
  // PGlite is large: loaded only where it is used.
  const { openPglite } = await import('./pglite.js');
  return await openPglite(config.folder);
}
