import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { ConfigError, readStoreConfig } from '../config/config.js';
import type { Environment } from '../config/transport.js';
import { StoreError, explainStoreError } from '../store/errors.js';
import { holdsData } from '../store/pglite-data.js';
import { type Store, type StoreConfig, openStore } from '../store/store.js';

export interface Terminal {
  readonly env: Environment;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/**
 * Opens an existing database for some work: with settings missing here, a new and empty one would mislead.
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
    return await asOwner(config, async (reached) => {
      const store = await openStore(reached);
      try {
        return await work(store);
      } finally {
        await store.close();
      }
    });
  });
}

/**
 * Does some work on the database. Root acts as the owner of the embedded database's folder, since the bot, which
 * runs as that user, could not open a file of root's.
 * @param work is told how the folder is reached
 */
export async function asOwner<C extends StoreConfig, T>(
  config: C,
  work: (reached: C) => Promise<T>,
): Promise<T> {
  const isRoot =
    config.kind === 'pglite' && process.platform === 'linux' && process.geteuid?.() === 0;
  const owner = isRoot && existsSync(config.folder) ? statSync(config.folder) : undefined;
  if (config.kind !== 'pglite' || owner === undefined || owner.uid === 0) return await work(config);
  // systemd keeps it where only root can enter (/var/lib/private); an open folder stays reachable.
  const held = openSync(config.folder, 'r');
  const folder = `/proc/self/fd/${held}`;
  const group = process.getegid?.() ?? 0;
  try {
    become(owner, config.folder);
    return await work({ ...config, folder });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new StoreError(
      error.message.replaceAll(folder, () => config.folder),
      { cause: error.cause },
    );
  } finally {
    process.seteuid?.(0);
    process.setegid?.(group);
    closeSync(held);
  }
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

function become(
  { uid, gid }: { readonly uid: number; readonly gid: number },
  folder: string,
): void {
  try {
    process.setegid?.(gid);
    process.seteuid?.(uid);
  } catch (error) {
    // A container may deny this even to root.
    const says = `${folder} belongs to the user ${uid}: run this command as that user.`;
    throw new StoreError(says, { cause: error });
  }
}

/** What a check of `npm run doctor` found; `todo` is given unless all is well. */
export interface Finding {
  /** `wrong` ends the doctor with 1; `look` is worth a look; `unknown` could not be checked. */
  readonly state: 'ok' | 'wrong' | 'look' | 'unknown';
  /** Holds no secret, person or topic. */
  readonly says: string;
  readonly todo?: string;
}

export interface Check {
  readonly name: string;
  /** Rejects with unforeseen errors. */
  readonly run: () => Promise<Finding | readonly Finding[]>;
}

export const ok = (says: string): Finding => ({ state: 'ok', says });
export const wrong = (says: string, todo: string): Finding => ({ state: 'wrong', says, todo });
export const suspect = (says: string, todo: string): Finding => ({ state: 'look', says, todo });
export const unknown = (says: string, todo: string): Finding => ({ state: 'unknown', says, todo });
