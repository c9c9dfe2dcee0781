import { DateTime } from 'luxon';
import { type Settings, zoneOrUtc } from '../../settings/settings.js';
import { DAY } from '../../util/time.js';

// All times are milliseconds since the epoch. Days are those of the person, also when clocks change.

type Hours = Pick<Settings, 'timeZone' | 'quiet'>;

const MONDAY_HOUR = 8;

/**
 * The end of the quiet hours if they apply now. They can go over midnight; hours that a change of
 * clocks skips end with the change.
 */
export function quietUntil(chosen: Hours, now: number): number | undefined {
  const { quiet } = chosen;
  if (quiet === undefined || quiet.from === quiet.to) return undefined;
  const today = DateTime.fromMillis(now, { zone: zoneOrUtc(chosen) }).startOf('day');
  const spans = [today.minus({ days: 1 }), today].map((day) => {
    const next = quiet.to < quiet.from ? day.plus({ days: 1 }) : day;
    return { from: at(day, quiet.from), to: at(next, quiet.to) };
  });
  return spans.find(({ from, to }) => from <= now && now < to)?.to;
}

function at(day: DateTime, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return day.set({ hour, minute }).toMillis();
}

interface Week {
  /** Its Monday, `yyyy-MM-dd`. */
  readonly week: string;
  /** Monday at eight, or the end of quiet hours then. */
  readonly dueAt: number;
}

/** The week of the last report that was due. */
export function weekOf(chosen: Hours, now: number): Week {
  const monday = DateTime.fromMillis(now, { zone: zoneOrUtc(chosen) }).startOf('week');
  const week = ofMonday(chosen, monday);
  return week.dueAt <= now ? week : ofMonday(chosen, monday.minus({ weeks: 1 }));
}

/** A report that is a day late is no longer sent. @param week its Monday, `yyyy-MM-dd` */
export function isNews(chosen: Hours, week: string, now: number): boolean {
  const monday = DateTime.fromISO(week, { zone: zoneOrUtc(chosen) });
  return now - ofMonday(chosen, monday).dueAt < DAY;
}

function ofMonday(chosen: Hours, monday: DateTime): Week {
  const morning = monday.set({ hour: MONDAY_HOUR }).toMillis();
  return { week: monday.toFormat('yyyy-MM-dd'), dueAt: quietUntil(chosen, morning) ?? morning };
}
