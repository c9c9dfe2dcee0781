import { ConfigError, readStoreConfig } from '../config/config.js';
import { StoreError } from '../store/errors.js';
import { type Store, openStore } from '../store/store.js';

/** The environment and the output of a command line tool. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** Opens the database for some work. @returns its exit code, or 1 after printing why it cannot be opened */
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
