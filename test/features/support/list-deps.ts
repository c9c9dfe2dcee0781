import type { Deps } from '../../../src/features/deps.js';
import {
  createSearchCache,
  encryptedNotices,
  type ListDeps,
  searchCardLock,
} from '../../../src/features/list/index.js';

/** What showing a list takes, on these; nothing here opens the Find form. */
export function listDepsOn(deps: Deps): ListDeps {
  return {
    ...deps,
    searches: createSearchCache({
      cards: searchCardLock(deps.store.db, deps.now),
      notices: encryptedNotices(deps.vault),
    }),
    findForm: () => Promise.reject(new Error('no form here')),
    ofSiteMeant: (_actor, read) => Promise.resolve(read),
  };
}
