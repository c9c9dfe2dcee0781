import { lastDays, type Window } from '../recordings/window.js';

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
}

/** Rows on a card: five keep it small enough for every client. */
export const PAGE = 5;
export const USUAL_DAYS = 30;
export const WIDER_DAYS = 365;
/** What one call to Webex can give. */
export const USUAL_LIMIT = 100;

/** The list that `list` alone means. @param now milliseconds since the epoch */
export function latest(now: number, limit = USUAL_LIMIT, days = USUAL_DAYS): ListState {
  return { days, back: 0, asOf: Math.floor(now / 1000), limit, start: 0 };
}

/** The span that a list covers. */
export function windowOf({ days, back, asOf }: ListState): Window {
  const { from, to } = lastDays(days, asOf * 1000);
  const shift = back * (to - from);
  return { from: from - shift, to: to - shift };
}

/** The furthest back that a list reaches. */
const EARLIEST_DAYS = 3_650;

/** Whether there is another span before this one. */
export function hasEarlier({ days, back }: ListState): boolean {
  return (back + 1) * days <= EARLIEST_DAYS;
}

/** As it travels in a button. */
export function writeState({ days, back, asOf, limit, start }: ListState): string {
  return [days, back, asOf, limit, start].join('.');
}

/** Five numbers, as JavaScript writes them. */
const WRITTEN = /^[1-9]\d{0,2}(\.(0|[1-9]\d{0,9})){4}$/;

/**
 * As it comes back.
 *
 * @param now milliseconds since the epoch
 * @returns undefined for anything that {@link writeState} would not have written
 */
export function readState(text: unknown, now: number): ListState | undefined {
  if (typeof text !== 'string' || !WRITTEN.test(text)) return undefined;
  const [days = 0, back = 0, asOf = 0, limit = 0, start = 0] = text.split('.').map(Number);
  const sound =
    days <= WIDER_DAYS &&
    back * days <= EARLIEST_DAYS &&
    asOf * 1000 <= now + 60_000 &&
    limit >= 1 &&
    limit <= USUAL_LIMIT &&
    start < limit;
  return sound ? { days, back, asOf, limit, start } : undefined;
}
