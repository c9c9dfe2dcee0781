import { ConfigError, readStoreConfig } from '../config/config.js';
import { StoreError, explainStoreError } from '../store/errors.js';
import { holdsData } from '../store/pglite-data.js';
import { type Store, openStore } from '../store/store.js';

export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/**
 * Opens the database for some work; makes none: whoever has no settings here would be told of an empty one.
 * @returns its exit code, or 1 after printing why it cannot be opened
 */
export async function withStore(
  terminal: Terminal,
  work: (store: Store) => Promise<number>,
): Promise<number> {
  return await explained(terminal, async () => {
    const config = readStoreConfig(terminal.env);
    if (config.kind === 'pglite' && !holdsData(config.folder)) {
      terminal.complain(
        `There is no database in ${config.folder}: set DATABASE_URL or DATA_DIR as the bot has it. The bot makes the embedded one at its first start.`,
      );
      return 1;
    }
    const store = await openStore(config);
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  });
}

/** @returns the exit code of the work, or 1 after printing what stands in its way */
export async function explained(
  { complain }: Terminal,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const reason = explainStoreError(error);
    if (!(reason instanceof ConfigError) && !(reason instanceof StoreError)) throw error;
    complain(reason.message);
    return 1;
  }
}
