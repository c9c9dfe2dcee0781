import { ConfigError } from '../config/env.js';
import { readStoreConfig } from '../config/limits.js';
import { StoreError } from '../store/errors.js';
import { openStore } from '../store/open.js';
import type { Store } from '../store/store.js';

/** What a command line tool stands on. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** The terminal that this process has. */
export const terminal: Terminal = {
  env: process.env,
  say: (line) => console.log(line),
  complain: (line) => console.error(line),
};

/**
 * Does something with the database and closes it.
 *
 * @returns the exit code: what the work returns, or 1 with the reason told
 */
export async function withStore(
  { env, complain }: Terminal,
  work: (store: Store) => Promise<number>,
): Promise<number> {
  try {
    const store = await openStore(readStoreConfig(env));
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (!(error instanceof ConfigError) && !(error instanceof StoreError)) throw error;
    complain(error.message);
    return 1;
  }
}
