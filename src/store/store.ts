import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as schema from './schema.js';

/** The database, by Drizzle: the same for PostgreSQL and PGlite. */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

/** Locks by name: of all processes one holds each. */
export interface Locks {
  /** Whether it was free; then it is ours until {@link Locks.release}, or until this process ends. */
  tryTake: (name: string) => Promise<boolean>;
  release: (name: string) => Promise<void>;
}

/** An open database. */
export interface Store {
  readonly kind: 'postgres' | 'pglite';
  readonly db: Db;
  readonly locks: Locks;
  /** Plain SQL, for the queue. */
  readonly executeSql: (
    text: string,
    values?: readonly unknown[],
  ) => Promise<{ rows: Record<string, unknown>[] }>;
  /** Settles when the database answers. Rejects with a StoreError or what it said. */
  ping: () => Promise<void>;
  close: () => Promise<void>;
}
