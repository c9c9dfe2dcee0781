import type { Actor } from '../../accounts/types.js';
import type { ListState } from '../../query/list-state.js';
import type { Content } from '../../webex/messages.js';
import type { Deps } from '../deps.js';
import type { SearchCache } from './search/cache.js';

/** What the Find form begins with. */
export interface FormStart {
  /** The list that it edits; left out: the usual one. */
  readonly state?: ListState;
  /** What is wrong with what was asked for. */
  readonly problems?: readonly string[];
}

/** What showing a list takes: whoever shows one passes it on. */
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
  | 'now'
  | 'log'
> {
  /** Lists that take more than one call, and what was found lately. */
  readonly searches: SearchCache;
  /** The form for a search that cannot be done as it was said. */
  readonly findForm: (actor: Actor, start: FormStart) => Promise<Content>;
}
