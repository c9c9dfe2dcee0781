import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { StoreError } from './errors.js';
import { lockFolder } from './folder-lock.js';
import { checkNotNewer, MIGRATIONS } from './migrations.js';
import * as schema from './schema.js';
import type { Locks, Store } from './store.js';

/**
 * Opens the embedded database in DATA_DIR, which is made when it is not there, and migrates it. Rejects
 * with a StoreError when another process has it open, or it cannot be written.
 */
export async function openPglite(folder: string): Promise<Store> {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StoreError(`The folder ${folder} cannot be made: set DATA_DIR to one that can.`, {
      cause: error,
    });
  }
  const unlock = lockFolder(folder);
  try {
    // The folder may be there already and open to others (a mounted volume): what is in it is not.
    const data = join(folder, 'db');
    mkdirSync(data, { recursive: true, mode: 0o700 });
    const client = await PGlite.create(data);
    const db = drizzle(client, { schema });
    await checkNotNewer((text) => client.query(text));
    await migrate(db, { migrationsFolder: MIGRATIONS });
    return {
      kind: 'pglite',
      db,
      locks: processLocks(),
      executeSql: async (text, values = []) => {
        // The queue sends several statements at once where it has no values to bind.
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
      close: async () => {
        try {
          await client.close();
        } finally {
          unlock();
        }
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** The embedded database has one process. */
function processLocks(): Locks {
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
  };
}
