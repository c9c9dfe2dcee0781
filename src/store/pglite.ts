import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PGlite } from '@electric-sql/pglite';
import { dataDir } from '@electric-sql/pglite-prepopulatedfs';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import pg from 'pg';
import { SECOND } from '../util/time.js';
import { codeOf } from '../util/log.js';
import { StoreError } from './errors.js';
import { type FolderLock, lockFolder } from './folder-lock.js';
import { MIGRATIONS, migrateStore } from './migrations.js';
import { holdsData, notOpened, openData, syncAll, unfinishedIn } from './pglite-data.js';
import * as schema from './schema.js';
import type { Session, Statement, Watcher } from './session.js';
import type { Store, StoreLocks } from './store.js';

/** At most this often a write checks the lock first: another process may have taken a frozen one's folder. */
const LOOK_MS = SECOND;

/**
 * Opens the embedded database in DATA_DIR, which is made when it is not there, and migrates it. Rejects
 * with a StoreError when another process has it open, it cannot be written, or does not open.
 * @param onLost ends the process when another has taken the folder; nothing is written any more
 * @param sync writes an open file to the disk
 */
export async function openPglite(
  folder: string,
  onLost = leave,
  sync?: (file: number) => void,
): Promise<Store> {
  const lock = await openFolder(folder, onLost);
  try {
    const { client, made } = await openOrMake(folder, sync);
    guard(client, lock, () => onLost(folder));
    const db = await migrated(client);
    made();
    return {
      kind: 'pglite',
      db,
      locks: processLocks(),
      session: processSession(client),
      executeSql: async (text, values = []) => {
        if (values.length > 0) {
          const { rows } = await client.query<Record<string, unknown>>(text, [...values]);
          return { rows };
        }
        try {
          const results = await client.exec(text);
          return { rows: results.flatMap(({ rows }) => rows as Record<string, unknown>[]) };
        } catch (error) {
          // A transaction that failed midway must not stay open: everybody shares this connection.
          await client.exec('rollback');
          throw error;
        }
      },
      ping: async () => {
        await client.query('select 1');
      },
      archive: () => client.dumpDataDir('gzip'),
      close: async () => {
        try {
          // Closing writes as well.
          if (lock.isOurs()) await client.close();
        } finally {
          lock.release();
        }
      },
    };
  } catch (error) {
    lock.release();
    throw error instanceof StoreError ? error : notOpened(folder, error);
  }
}

/**
 * Puts a backup in the place of the embedded database, once it has been opened and migrated. Rejects with
 * a StoreError when it is none, or another process has the folder; then nothing has changed.
 * @returns the folder that keeps what was there before
 */
export async function restorePglite(
  folder: string,
  archive: Blob,
  now: number,
): Promise<{ readonly keptIn: string | undefined }> {
  const lock = await openFolder(folder, leave);
  const [data, fresh] = [join(folder, 'db'), join(folder, 'db.restoring')];
  try {
    rmSync(fresh, { recursive: true, force: true });
    const client = await openData(fresh, archive);
    await migrated(client);
    await client.close();
    syncAll(fresh);
    const stamp = new Date(now).toISOString().replaceAll(':', '-');
    const keptIn = existsSync(data) ? join(folder, `db.before-${stamp}`) : undefined;
    if (keptIn !== undefined) renameSync(data, keptIn);
    rmSync(unfinishedIn(folder), { force: true });
    renameSync(fresh, data);
    return { keptIn };
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      'The file is no backup of this bot, or the disk is full: nothing has changed.',
      { cause: error },
    );
  } finally {
    lock.release();
  }
}

async function openFolder(folder: string, onLost: (folder: string) => void): Promise<FolderLock> {
  try {
    makeFolder(folder);
  } catch (error) {
    const says = `The folder ${folder} cannot be made: set DATA_DIR to one that can.`;
    throw new StoreError(says, { cause: error }, codeOf(error) === 'ENOSPC' ? undefined : 'wrong');
  }
  const { uid } = statSync(folder);
  if (uid !== 0 && process.geteuid?.() === 0) {
    const says = `${folder} belongs to the user ${uid}, and root's files in it would keep that user out: start the bot as that user, or give all of it to root (chown -R root ${folder}/).`;
    throw new StoreError(says, {}, 'wrong');
  }
  return await lockFolder(folder, () => onLost(folder));
}

/** Node's `recursive` option loops for ever below /proc. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have been quicker.
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) throw error;
  }
}

/**
 * A new database is a copy of an empty one that comes as a package: PostgreSQL's own way of making
 * one takes five seconds of a core here. One that a killed process left half made is made again.
 * @returns made to be called once there is something in it to keep
 */
async function openOrMake(
  folder: string,
  sync?: (file: number) => void,
): Promise<{ client: PGlite; made: () => void }> {
  const [data, unfinished] = [join(folder, 'db'), unfinishedIn(folder)];
  if (holdsData(folder)) {
    return { client: await openData(data, undefined, sync), made: () => undefined };
  }
  if (existsSync(unfinished)) rmSync(data, { recursive: true, force: true });
  writeFileSync(unfinished, '');
  const client = await openData(data, await dataDir(), sync);
  const made = (): void => {
    syncAll(data);
    rmSync(unfinished, { force: true });
  };
  return { client, made };
}

async function migrated(client: PGlite) {
  const db = drizzle(client, { schema });
  await migrateStore(
    (text) => client.query(text),
    () => migrate(db, { migrationsFolder: MIGRATIONS }),
  );
  return db;
}

/** Checks the lock in front of every query: once the folder is lost, nothing more is written. */
function guard(client: PGlite, lock: FolderLock, onLost: () => void): void {
  const run = client.execProtocolRawSync.bind(client);
  let looked = Date.now();
  client.execProtocolRawSync = (message) => {
    const now = Date.now();
    if (Math.abs(now - looked) > LOOK_MS) {
      if (!lock.isOurs()) {
        onLost();
        throw new StoreError('Another process has taken the folder of the embedded database.');
      }
      looked = now;
    }
    return run(message);
  };
}

function leave(folder: string): void {
  process.stderr.write(
    `Another process has taken ${folder}, or its bot.lock is gone: this process ends without writing to it. Run one process on a folder.\n`,
  );
  process.exit(1);
}

/** Within this process, the only one of an embedded database. */
function processLocks(): StoreLocks {
  const held = new Set<string>();
  return {
    tryTake: (name) => {
      const free = !held.has(name);
      held.add(name);
      return Promise.resolve(free);
    },
    release: (name) => {
      held.delete(name);
      return Promise.resolve();
    },
    untaken: (names) => Promise.resolve(names.filter((name) => !held.has(name))),
  };
}

/**
 * Its one connection is the process's own, and nobody else notifies. A named statement is prepared in SQL:
 * PGlite itself would parse and plan each query anew, which is most of the cost of a short one.
 */
function processSession(client: PGlite): Session {
  const watchers = new Map<string, Watcher>();
  const prepared = new Map<string, Promise<unknown>>();
  const prepare = async ({ name, text }: Statement): Promise<void> => {
    const known = prepared.get(name) ?? client.exec(`prepare ${name} as ${text}`);
    prepared.set(name, known);
    try {
      await known;
    } catch (error) {
      prepared.delete(name);
      throw error;
    }
  };
  const ask: Session['ask'] = async (statement, values) => {
    await prepare(statement);
    const given = values.length === 0 ? '' : `(${values.map(literal).join()})`;
    return (await client.query<Record<string, unknown>>(`execute ${statement.name}${given}`)).rows;
  };
  return {
    ask,
    notify: (channel, payload) => Promise.resolve(watchers.get(channel)?.heard(payload)),
    watch: async (channel, watcher) => {
      watchers.set(channel, watcher);
      await watcher.first?.(ask);
      return () => Promise.resolve(void watchers.delete(channel));
    },
  };
}

/** Numbers, booleans and null look the same in JSON and SQL. */
function literal(value: unknown): string {
  return typeof value === 'string' ? pg.escapeLiteral(value) : JSON.stringify(value);
}
