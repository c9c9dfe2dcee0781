import { DateTime } from 'luxon';
import type { Window } from '../recordings/types.js';
import { EARLIEST_DAYS } from './list-state.js';

/** In which days a person thinks. */
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

/** Where a day of the calendar begins; undefined for a day that there is not. */
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

/** Where today ends: no search goes beyond. */
export function endOfToday(calendar: Calendar): number {
  return unitAround(nowIn(calendar), 'day').to;
}

/** All the time that a search can go through: what is in the recycle bin can be of any year. */
export function ever(calendar: Calendar): Window {
  return { from: earliest(calendar), to: endOfToday(calendar) };
}

/** Whether a span leaves nothing out, as seen today. */
export function isEver({ from, to }: Window, calendar: Calendar): boolean {
  return from <= earliest(calendar) && to >= endOfToday(calendar);
}

/** The furthest back that a search goes: the beginning of a day, ten years ago. */
export function earliest(calendar: Calendar): number {
  return nowIn(calendar).minus({ days: EARLIEST_DAYS }).startOf('day').toMillis();
}
