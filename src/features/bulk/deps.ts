import type { Deps } from '../deps.js';
import type { ListDeps } from '../list/deps.js';

/** What work on many recordings takes. */
export interface BulkDeps extends ListDeps, Pick<Deps, 'allowPurge'> {}
