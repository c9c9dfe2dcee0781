import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchPostgres } from '../../test/support/launch-postgres.js';
import type { Name } from './name.js';

/** What a bot keeps its events in, gone when it is stopped. */
export interface Database {
  /** Variables that tell the bot of it. */
  readonly env: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/** Makes an empty database, as durable as it comes: PostgreSQL flushes every commit to the disk. */
export async function openDatabase(name: Name): Promise<Database> {
  if (name === 'plain' || name === 'stock') return { env: {}, stop: () => Promise.resolve() };
  if (name === 'pglite') {
    const folder = mkdtempSync(join(tmpdir(), 'bot-bench-'));
    return {
      env: { DATA_DIR: folder },
      stop: () => {
        rmSync(folder, { recursive: true, force: true });
        return Promise.resolve();
      },
    };
  }
  const { urlOf, stop } = await launchPostgres([]);
  const key = randomBytes(32).toString('base64');
  return { env: { DATABASE_URL: urlOf('postgres'), TOKEN_KEYS: `bench:${key}` }, stop };
}
