import { type Filter, type Window, lastDays } from '../recordings/types.js';

/** In which order a list stands; by default the newest first, as Webex gives it. */
export const SORTS = ['newest', 'largest', 'longest'] as const;
/** One of {@link SORTS}. */
export type Sort = (typeof SORTS)[number];

/** How far a list can scope beyond one person's recordings. */
export const SCOPES = ['site', 'organization'] as const;
/** One of {@link SCOPES}. */
export type Scope = (typeof SCOPES)[number];

/**
 * Which page of which list a card shows. It travels in the card's buttons, so it comes back as
 * text that anyone may have changed: it can ask for another page of one's own list, and no more.
 */
export interface ListState {
  /** Length of the span in days. */
  readonly days: number;
  /** How many such spans before the latest one. */
  readonly back: number;
  /** When the list was asked for, in seconds since the epoch; pages of one list share it. */
  readonly asOf: number;
  /** How many recordings at most. */
  readonly limit: number;
  /** The first one shown, from 0. */
  readonly start: number;
  /** A span with fixed ends, instead of `days` and `back`. */
  readonly span?: Window;
  /** In whose days the ends of the span lie: IANA name; UTC when it is not said. */
  readonly zone?: string;
  readonly filter?: Filter;
  readonly sort?: Sort;
  /** UUID of the host whose recordings an administrator asked for; checked at every click. */
  readonly host?: string;
  /** Beyond one person: all hosts of a site, or an officer's organisation; checked at every click. */
  readonly scope?: Scope;
}

/** Rows on a card: five keep it small enough for every client. */
export const PAGE = 5;
/** Days that a list goes back where nothing else was asked for. */
export const USUAL_DAYS = 30;
/** Days of the widest search that a button offers. */
export const WIDER_DAYS = 365;
/** What one call to Webex can give. */
export const USUAL_LIMIT = 100;
/** What a person can ask to go through on cards. */
export const LARGEST_LIMIT = 1_000;

/** The list that `list` alone means. @param now milliseconds since the epoch */
export function latest(now: number, limit = USUAL_LIMIT, days = USUAL_DAYS): ListState {
  return { days, back: 0, asOf: Math.floor(now / 1000), limit, start: 0 };
}

/** The span that a list covers. */
export function windowOf({ days, back, asOf, span }: ListState): Window {
  // Today ends in the future, and a search does not go there.
  if (span !== undefined) {
    const to = Math.min(span.to, (asOf + 1) * 1000);
    return to > span.from ? { from: span.from, to } : span;
  }
  const { from, to } = lastDays(days, asOf * 1000);
  const shift = back * (to - from);
  return { from: from - shift, to: to - shift };
}

/** The furthest back that a list reaches. */
export const EARLIEST_DAYS = 3_650;

/** Whether there is another span before this one. */
export function hasEarlier({ days, back, span }: ListState): boolean {
  return span === undefined && (back + 1) * days <= EARLIEST_DAYS;
}
