import { openPglite } from './pglite.js';
import { openPostgres } from './postgres.js';
import type { Store } from './store.js';

/** Which database. */
export type StoreConfig =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'pglite'; readonly folder: string };

/** Opens the database and brings its tables up to date. Rejects with a StoreError that says what to do. */
export function openStore(wish: StoreConfig): Promise<Store> {
  return wish.kind === 'postgres' ? openPostgres(wish.url) : openPglite(wish.folder);
}
