import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { projectFile } from '../util/project-file.js';
import { StoreError } from './errors.js';

export const MIGRATIONS = fileURLToPath(projectFile('migrations'));

const journal = z.object({ entries: z.array(z.object({ when: z.number() })) });
const schemaFound = z.object({ rows: z.array(z.object({ found: z.string().nullable() })) });
const applied = z.object({ rows: z.array(z.object({ newest: z.coerce.number().nullable() })) });

/**
 * Refuses a database that a newer version of the bot has already changed: an older one might
 * write what the newer cannot read. Rejects with a StoreError.
 */
export async function checkNotNewer(query: (text: string) => Promise<unknown>): Promise<void> {
  const path = join(MIGRATIONS, 'meta', '_journal.json');
  const { entries } = journal.parse(JSON.parse(readFileSync(path, 'utf8')));
  const newestKnown = Math.max(...entries.map(({ when }) => when));
  const exists = await query(`select to_regclass('drizzle.__drizzle_migrations')::text as found`);
  if (schemaFound.parse(exists).rows[0]?.found == null) return;
  const { rows } = applied.parse(
    await query('select max(created_at) as newest from drizzle.__drizzle_migrations'),
  );
  if ((rows[0]?.newest ?? 0) > newestKnown) {
    throw new StoreError(
      'The database was changed by a newer version of this bot: run that version, or restore a backup from before.',
    );
  }
}
