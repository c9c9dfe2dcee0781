import { sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { gather } from '../util/async.js';
import type { LockProvider } from '../util/keyed-worker.js';
import { openPostgres } from './postgres.js';
import type { Session } from './session.js';
import type * as schema from './schema.js';
import { accounts, settingsTable } from './schema.js';

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

/**
 * Reads a person's account and settings, batching people who are asked for while a query is under way. Caches
 * nothing. One reader for each database, so that those who need the one and the other at the same time share
 * a statement.
 */
export function personReader(db: Db): (personId: string) => Promise<PersonRows> {
  const known = personReaders.get(db);
  if (known !== undefined) return known;
  const those = db
    .select({ id: sql<string>`wanted.id`, account: accounts, settings: settingsTable })
    .from(sql`unnest(${sql.placeholder('ids')}::text[]) as wanted(id)`)
    .leftJoin(accounts, sql`${accounts.personId} = wanted.id`)
    .leftJoin(settingsTable, sql`${settingsTable.personId} = wanted.id`)
    .prepare('person_rows');
  const read = gather(
    async (ids: readonly string[]) => {
      const rows = await those.execute({ ids: [...new Set(ids)] });
      const byId = new Map(rows.map(({ id, ...of }) => [id, of]));
      return ids.map((id) => byId.get(id) ?? NOTHING_KEPT);
    },
    () => false,
  );
  personReaders.set(db, read);
  return read;
}

interface PersonRows {
  readonly account: typeof accounts.$inferSelect | null;
  readonly settings: typeof settingsTable.$inferSelect | null;
}

const NOTHING_KEPT: PersonRows = { account: null, settings: null };
const personReaders = new WeakMap<Db, (personId: string) => Promise<PersonRows>>();

/** Opens the database and brings its tables up to date. Rejects with a StoreError that says what to do. */
export async function openStore(config: StoreConfig): Promise<Store> {
  if (config.kind === 'postgres') {
    return await openPostgres(config.url, undefined, config.connections);
  }
  // PGlite is large: loaded only where it is used.
  const { openPglite } = await import('./pglite.js');
  return await openPglite(config.folder);
}
