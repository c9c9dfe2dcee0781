import { resolve } from 'node:path';
import { ConfigError } from './config-error.js';
import type { StoreWish } from './store/open.js';

type Environment = Readonly<Record<string, string | undefined>>;

const DATABASE_URL =
  'DATABASE_URL is not valid: the PostgreSQL to keep everything in, e.g. postgres://user:password@host:5432/name; leave it out for the embedded database in DATA_DIR';

/** Which database the environment names, and what is wrong with that. */
export function storeOf(
  env: Environment,
): { readonly store: StoreWish } | { readonly problem: string } {
  const url = env.DATABASE_URL?.trim() ?? '';
  if (url === '') {
    const folder = env.DATA_DIR?.trim() ?? '';
    return { store: { kind: 'pglite', folder: resolve(folder === '' ? 'data' : folder) } };
  }
  const sound = URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol);
  return sound ? { store: { kind: 'postgres', url } } : { problem: DATABASE_URL };
}

/**
 * The database alone, for the tools that need nothing else.
 *
 * @throws ConfigError
 */
export function readStoreConfig(env: Environment): StoreWish {
  const read = storeOf(env);
  if ('problem' in read) throw new ConfigError([read.problem]);
  return read.store;
}
