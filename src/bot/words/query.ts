import { filterParams, type Filter } from '../../recordings/filter.js';
import type { Window } from '../../recordings/window.js';
import { latest, USUAL_DAYS, USUAL_LIMIT, type ListState, type Sort } from '../list-state.js';
import { narrowing } from '../list-state-text.js';

/** The last days up to now, or a span with fixed ends. */
export type When = { readonly days: number } | Window;

/** What somebody is looking for. */
export interface Query {
  readonly when: When;
  readonly filter: Filter;
  readonly sort: Sort;
  /** How many recordings at most. */
  readonly limit: number;
}

/** What `list` alone means. */
export const USUAL_QUERY: Query = {
  when: { days: USUAL_DAYS },
  filter: {},
  sort: 'newest',
  limit: USUAL_LIMIT,
};

/**
 * The first page of what was asked for.
 *
 * @param now milliseconds since the epoch
 * @param host UUID of the host whose recordings are meant, where an administrator asks
 */
export function stateOfQuery(
  { when, filter, sort, limit }: Query,
  now: number,
  host?: string,
): ListState {
  const days = 'days' in when ? when.days : USUAL_DAYS;
  return {
    ...latest(now, limit, days),
    ...('days' in when ? {} : { span: when }),
    ...(Object.keys(filter).length === 0 ? {} : { filter: inOrder(filter) }),
    ...(sort === 'newest' ? {} : { sort }),
    ...(host === undefined ? {} : { host }),
  };
}

/** As it comes back from a button, where everything has its place. */
function inOrder(filter: Filter): Filter {
  return narrowing.parse(filterParams(filter)) as Filter;
}
