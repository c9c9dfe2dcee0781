import { DateTime } from 'luxon';
import type { Window } from '../recordings/types.js';
import { DAY } from '../util/time.js';
import { EARLIEST_DAYS, type ListState } from './list-state.js';

export interface Calendar {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** IANA name. */
  readonly zone: string;
}

/** A unit of the calendar; weeks begin on Monday. */
export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** This moment, in the person's zone. */
export function nowIn({ now, zone }: Calendar): DateTime {
  return at(now, zone);
}

/** A moment, in a zone. @param ms since the epoch */
export function at(ms: number, zone: string): DateTime {
  return DateTime.fromMillis(ms, { zone, locale: 'en-GB' });
}

/** Start of a day; undefined for a day that does not exist. */
export function dayOf(
  year: number,
  month: number,
  day: number,
  zone: string,
): DateTime | undefined {
  if (!Number.isFinite(year + month + day)) return undefined;
  const start = DateTime.fromObject({ year, month, day }, { zone, locale: 'en-GB' });
  return start.isValid ? start.startOf('day') : undefined;
}

/**
 * The whole unit that a moment lies in. Its end is where the next one begins, however long the
 * days between are.
 */
export function unitAround(moment: DateTime, unit: Unit): Window {
  const start = moment.startOf(unit);
  return {
    from: start.toMillis(),
    to: start
      .plus({ [unit]: 1 })
      .startOf('day')
      .toMillis(),
  };
}

/** End of today, the limit of every search. */
export function endOfToday(calendar: Calendar): number {
  return unitAround(nowIn(calendar), 'day').to;
}

/** The longest span of a search: recordings in the recycle bin can be of any year. */
export function ever(calendar: Calendar): Window {
  return { from: earliest(calendar), to: endOfToday(calendar) };
}

/** Whether a span leaves nothing out, as seen today. */
export function isEver({ from, to }: Window, calendar: Calendar): boolean {
  return from <= earliest(calendar) && to >= endOfToday(calendar);
}

/** Start of the day ten years ago: no search goes further back. */
export function earliest(calendar: Calendar): number {
  return nowIn(calendar).minus({ days: EARLIEST_DAYS }).startOf('day').toMillis();
}

const MONTHS_OF_A_SPAN = 60;

/**
 * The same length of time before or after a fixed span: months before months, days before days.
 * Undefined beyond the furthest back that a search goes, and in the future.
 */
export function shifted(
  { span, zone = 'UTC', asOf }: ListState,
  direction: -1 | 1,
): Window | undefined {
  if (span === undefined) return undefined;
  const calendar = { now: asOf * 1_000, zone };
  const from = at(span.from, zone);
  const to = at(span.to, zone);
  const whole = +from.startOf('month') === span.from && +to.startOf('month') === span.to;
  const months = whole ? Math.round(to.diff(from, 'months').months) : 0;
  const step =
    months >= 1 && months <= MONTHS_OF_A_SPAN
      ? { months: months * direction }
      : { days: Math.max(1, Math.round(to.diff(from, 'days').days)) * direction };
  const moved = {
    from: from.plus(step).toMillis(),
    to: Math.min(to.plus(step).toMillis(), endOfToday(calendar)),
  };
  const sound =
    direction > 0
      ? moved.from <= calendar.now
      : moved.to > earliest(calendar) && isNear(moved, calendar.now);
  return sound && moved.from < moved.to ? moved : undefined;
}

function isNear({ from }: Window, now: number): boolean {
  return from > now - 2 * EARLIEST_DAYS * DAY + DAY;
}
