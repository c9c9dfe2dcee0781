import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { projectFile } from '../util/log.js';
import { StoreError } from './errors.js';

export const MIGRATIONS = fileURLToPath(projectFile('migrations'));

/** The first line of a migration names the newest one that a version must know to run on the result. */
const LOWEST = /^-- lowest: (\S+)$/m;

const journal = z.object({ entries: z.array(z.object({ when: z.number(), tag: z.string() })) });
const schemaFound = z.object({ rows: z.array(z.object({ found: z.string().nullable() })) });
const applied = z.object({
  rows: z.array(
    z.object({ newest: z.coerce.number().nullable(), lowest: z.coerce.number().nullable() }),
  ),
});

interface Migrations {
  readonly known: number;
  /** The time of the newest migration, in milliseconds. */
  readonly newest: number;
  /** The time of the newest migration that a version must know to run on all of these. */
  readonly lowest: number;
}

/** A migration that names no lowest one must be known itself. */
export function migrationsIn(folder = MIGRATIONS): Migrations {
  const { entries } = journal.parse(
    JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')),
  );
  const lowest = entries.map((entry) => {
    const text = readFileSync(join(folder, `${entry.tag}.sql`), 'utf8');
    const [, tag = entry.tag] = LOWEST.exec(text) ?? [];
    return entries.find((one) => one.tag === tag)?.when ?? entry.when;
  });
  return {
    known: entries.length,
    newest: Math.max(...entries.map(({ when }) => when)),
    lowest: Math.max(...lowest),
  };
}

/**
 * Migrates, and leaves in the database which version can still run on it: the version before goes on
 * while processes are replaced one by one, and can come back. Rejects with a StoreError where a newer
 * version has left what this one could misread.
 *
 * @param migrate applies what is not applied yet
 */
export async function migrateStore(
  query: (text: string) => Promise<unknown>,
  migrate: () => Promise<void>,
  folder = MIGRATIONS,
): Promise<void> {
  const ours = migrationsIn(folder);
  const before = await appliedMigrations(query);
  if (before !== undefined && before.newest > ours.newest) {
    if (before.lowest <= ours.newest) return;
    throw new StoreError(
      'The database was changed by a newer version of this bot: run that version, or restore a backup from before.',
    );
  }
  await migrate();
  if (before?.lowest === ours.lowest) return;
  await query(`comment on table drizzle.__drizzle_migrations is '${ours.lowest}'`);
}

/** True when this version can run on the migrations that have been applied. Changes nothing. */
export async function canRunOn(query: (text: string) => Promise<unknown>): Promise<boolean> {
  const state = await appliedMigrations(query);
  return state === undefined || state.lowest <= migrationsIn().newest;
}

/** Without a lowest version, every applied migration must be known. */
async function appliedMigrations(
  query: (text: string) => Promise<unknown>,
): Promise<Omit<Migrations, 'known'> | undefined> {
  const exists = await query(`select to_regclass('drizzle.__drizzle_migrations')::text as found`);
  if (schemaFound.parse(exists).rows[0]?.found == null) return undefined;
  const { rows } = applied.parse(
    await query(
      `select max(created_at) as newest,
         obj_description('drizzle.__drizzle_migrations'::regclass, 'pg_class') as lowest
       from drizzle.__drizzle_migrations`,
    ),
  );
  const newest = rows[0]?.newest ?? 0;
  return { newest, lowest: rows[0]?.lowest ?? newest };
}
