import { sql } from 'drizzle-orm';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { gather } from '../util/async.js';
import type { LockProvider } from '../util/keyed-worker.js';
import { SECOND } from '../util/time.js';
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

/** Network delay and a slightly wrong clock explain no larger difference. */
const MOST_OFF_MS = 2 * SECOND;

/**
 * The database's clock, which all processes share: read now and then, and advanced by a timer that no change of
 * the system's clock moves. Until the first read, the system's clock. Where Webex's clock differs, Webex's: its
 * recordings, messages and clicks are compared with this one.
 * @param system milliseconds since the epoch
 * @param timer milliseconds since any moment; only goes forward
 */
export function sharedClock(system = Date.now, timer = () => performance.now()) {
  let ahead: number | undefined;
  let corrected = 0;
  /** The correction since the database's clock was last read; 0 for none. */
  let correctedSince = 0;
  /** By the last answer; a single one may come from a machine of Webex with a wrong clock. */
  let suspected: number | undefined;
  const now = (): number =>
    corrected + (ahead === undefined ? system() : Math.floor(timer() + ahead));
  return {
    /** Milliseconds since the epoch. */
    now,
    /** One answer of Webex's says that this clock is wrong. */
    isSuspected: (): boolean => suspected !== undefined,
    /**
     * Compares this clock with Webex's.
     * @param date when Webex answered, in whole seconds
     * @param ms how long the call took
     * @returns by how many milliseconds the clock was put forward; undefined where it stays
     */
    compare: (date: string, ms: number): number | undefined => {
      const off = Date.parse(date) + SECOND / 2 - (now() - ms / 2);
      const mayDiffer = MOST_OFF_MS + ms / 2;
      const isAgain = Math.abs(off - (suspected ?? NaN)) <= mayDiffer;
      suspected = Math.abs(off) > mayDiffer ? off : undefined;
      if (suspected === undefined || !isAgain) return undefined;
      suspected = undefined;
      corrected += off;
      correctedSince = off;
      return off;
    },
    /** Reads the database's clock. Rejects with a StoreError or what the database said. */
    follow: async (store: Pick<Store, 'executeSql'>): Promise<void> => {
      const asked = timer();
      const { rows } = await store.executeSql(
        'select extract(epoch from clock_timestamp())::float8 * 1000 as now',
      );
      const answered = timer();
      // A slow answer is less exact than the previous one.
      if (ahead !== undefined && answered - asked > SECOND) return;
      const read = z.number().parse(rows[0]?.now) - (asked + answered) / 2;
      const jump = read - (ahead ?? read);
      // The machine has slept, and its timers with it: Webex's answers have corrected that already.
      if (Math.abs(jump - correctedSince) <= MOST_OFF_MS) corrected -= jump;
      correctedSince = 0;
      ahead = read;
    },
  };
}
