import type { Filter, Window } from '../recordings/types.js';
import type { Calendar } from './calendar.js';
import {
  type ListState,
  type Sort,
  USUAL_DAYS,
  USUAL_LIMIT,
  latest,
  windowOf,
} from './list-state.js';

/** A span with fixed ends. */
interface Span extends Window {
  /** Its ends were counted back from a moment, and nobody means their hours. */
  readonly isRough?: true;
}

/** The last days up to now, or a span with fixed ends. */
export type When = { readonly days: number } | Span;

/** A search for recordings. */
export interface Query {
  readonly when: When;
  readonly filter: Filter;
  readonly sort: Sort;
  readonly limit: number;
}

/** The meaning of `list` alone. */
export const USUAL_QUERY: Query = {
  when: { days: USUAL_DAYS },
  filter: {},
  sort: 'newest',
  limit: USUAL_LIMIT,
};

/** The first page. @param zone time zone of the span's ends */
export function stateOfQuery(
  { when, filter, sort, limit }: Query,
  { now, zone }: Calendar,
): ListState {
  const days = 'days' in when ? when.days : USUAL_DAYS;
  return {
    ...latest(now, limit, days),
    ...('days' in when ? {} : { span: { from: when.from, to: when.to }, zone }),
    ...(Object.keys(filter).length === 0 ? {} : { filter }),
    ...(sort === 'newest' ? {} : { sort }),
  };
}

/** The query of a list that a card shows; an earlier span of days has fixed ends. */
export function queryOfState(state: ListState): Query {
  const { days, back, span, filter = {}, sort = 'newest', limit } = state;
  const when = span ?? (back === 0 ? { days } : { ...windowOf(state), isRough: true as const });
  return { when, filter, sort, limit };
}
