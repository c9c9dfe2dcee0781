import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openPglite } from '../../src/store/pglite.js';
import { openPostgres } from '../../src/store/postgres.js';
import type { Store } from '../../src/store/store.js';
import { scratchFolder } from './scratch.js';

/** All that somebody who took a database has. */
export interface Dump {
  /** Names of the tables, e.g. `public.accounts`. */
  readonly tables: readonly string[];
  /** Every row of every table as text, the queue's own tables among them. */
  readonly text: string;
  /** The files as they lie on the disk, where the database is a folder: old rows are still there. */
  readonly files: string;
}

const tables = z.array(z.object({ name: z.string() }));
const rows = z.array(z.object({ row: z.string().nullable() }));

/** Dumps the database that a running bot has, as its environment names it. */
export async function dumpOf(env: Record<string, string | undefined>): Promise<Dump> {
  const { DATABASE_URL: url, DATA_DIR: folder = '' } = env;
  if (url !== undefined) {
    const store = await openPostgres(url);
    return { ...(await read(store)), files: '' };
  }
  // The bot has the folder: what a thief copies is read instead, as after a crash.
  const copy = scratchFolder('bot-stolen-');
  try {
    const filter = (file: string): boolean => !file.endsWith('.sock');
    cpSync(folder, copy, { recursive: true, filter });
    rmSync(join(copy, 'bot.lock'), { force: true });
    const files = filesIn(copy)
      .map((file) => readFileSync(file, 'latin1'))
      .join('\n');
    const store = await openPglite(copy);
    return { ...(await read(store)), files };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function read({ executeSql, close }: Store): Promise<Pick<Dump, 'tables' | 'text'>> {
  try {
    const names = tables.parse(
      (
        await executeSql(
          `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
           where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
        )
      ).rows,
    );
    const texts: string[] = [];
    for (const { name } of names) {
      const found = rows.parse((await executeSql(`select t::text as row from ${name} t`)).rows);
      texts.push(...found.map(({ row }) => row ?? ''));
    }
    return { tables: names.map(({ name }) => name), text: texts.join('\n') };
  } finally {
    await close();
  }
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}
