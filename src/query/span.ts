import type { Window } from '../recordings/types.js';
import { DAY } from '../util/time.js';
import { at, earliest, endOfToday } from './calendar.js';
import { EARLIEST_DAYS, type ListState, WIDER_DAYS } from './list-state.js';
import type { When } from './query.js';

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

/**
 * A time in words that read as the same time: “in October 2026”, “1–15 October 2026”, “since 1
 * October 2026”, “from the last 30 days”. A span that does not begin and end with a day is told by
 * the days that it touches.
 *
 * @param zone in whose days
 * @param now milliseconds since the epoch: what ends with today is “since”
 */
export function whenWords(when: When, zone: string, now: number): string {
  if ('days' in when) return `from the last ${daysWords(when.days)}`;
  const first = at(when.from, zone);
  const last = at(when.to - 1, zone);
  const full = 'd MMMM yyyy';
  if (covers(when, 'day', zone)) return `on ${first.toFormat(full)}`;
  if (last.hasSame(at(now, zone), 'day')) return `since ${first.toFormat(full)}`;
  if (covers(when, 'month', zone)) return `in ${first.toFormat('MMMM yyyy')}`;
  if (covers(when, 'year', zone)) return `in ${first.toFormat('yyyy')}`;
  const short = first.hasSame(last, 'month')
    ? `${first.toFormat('d')}–`
    : first.hasSame(last, 'year')
      ? `${first.toFormat('d MMMM')} – `
      : `${first.toFormat(full)} – `;
  return `${short}${last.toFormat(full)}`;
}

function daysWords(days: number): string {
  if (days === 1) return '24 hours';
  return days === WIDER_DAYS ? '12 months' : `${days} days`;
}

/** Whether a span is exactly one day, month or year. */
function covers({ from, to }: Window, unit: 'day' | 'month' | 'year', zone: string): boolean {
  const first = at(from, zone);
  const within = first.hasSame(at(to - 1, zone), unit);
  if (unit === 'day') return within;
  return within && +first.startOf(unit) === from && +first.plus({ [unit]: 1 }).startOf(unit) === to;
}
