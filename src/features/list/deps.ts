import type { Actor } from '../../accounts/types.js';
import type { ListState } from '../../query/list-state.js';
import type { Content } from '../../webex/messages.js';
import type { Deps } from '../deps.js';
import type { SearchCache } from './search/cache.js';

/** The list that the Find form begins with (by default the usual one), and what was wrong with the words. */
export interface FormStart {
  readonly state?: ListState;
  readonly problems?: readonly string[];
}

export interface ListDeps extends Pick<
  Deps,
  | 'webex'
  | 'tokens'
  | 'accounts'
  | 'authorityName'
  | 'roles'
  | 'hosts'
  | 'audit'
  | 'settings'
  | 'jobs'
  | 'messaging'
  | 'lookAgain'
  | 'now'
  | 'log'
> {
  readonly searches: SearchCache;
  /** The form for a search that cannot be done as written. */
  readonly findForm: (actor: Actor, start: FormStart) => Promise<Content>;
}
