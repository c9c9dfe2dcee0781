import type { Window } from '../../recordings/window.js';
import { EARLIEST_DAYS, type ListState } from '../list-state.js';
import { at, earliest, endOfToday } from './calendar.js';

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
  return from > now - 2 * EARLIEST_DAYS * 86_400_000 + 86_400_000;
}
