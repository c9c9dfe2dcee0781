import { DateTime } from 'luxon';
import { unitAround } from '../../query/calendar.js';
import { type Settings, zoneOrUtc } from '../../settings/settings.js';
import { DAY } from '../../util/time.js';
import { BIN_DAYS } from '../list/index.js';

// All times are milliseconds since the epoch. Days are those of the person, also when clocks change.

type Hours = Pick<Settings, 'timeZone' | 'quiet'>;

const MONDAY_HOUR = 8;

/**
 * The end of the quiet hours if they apply now. They may pass midnight; hours that a clock change skips end
 * with that change.
 */
export function quietUntil(chosen: Hours, now: number): number | undefined {
  const { quiet } = chosen;
  if (quiet === undefined || quiet.from === quiet.to) return undefined;
  const today = DateTime.fromMillis(now, { zone: zoneOrUtc(chosen) }).startOf('day');
  const spans = [today.minus({ days: 1 }), today].map((day) => {
    const next = quiet.to < quiet.from ? day.plus({ days: 1 }) : day;
    return { from: timeOn(day, quiet.from), to: timeOn(next, quiet.to) };
  });
  return spans.find(({ from, to }) => from <= now && now < to)?.to;
}

function timeOn(day: DateTime, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return day.set({ hour, minute }).toMillis();
}

/** When a morning message comes, as a time of day: at eight, or when quiet hours end. */
export function morningOf({ quiet }: Pick<Settings, 'quiet'>): string {
  const day = Date.UTC(2000, 0, 3);
  const { dueAt } = ofMonday({ quiet }, DateTime.fromMillis(day, { zone: 'UTC' }));
  return DateTime.fromMillis(dueAt, { zone: 'UTC' }).toFormat('H:mm');
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

const REMINDER = 'bin ';
/** Before Webex removes a recording from the recycle bin for good. */
export const AHEAD_DAYS = 3;

/** The day of the last reminder that was due, at the hour of reports. */
export function reminderOf(chosen: Hours, now: number): Week {
  const today = DateTime.fromMillis(now, { zone: zoneOrUtc(chosen) }).startOf('day');
  const due = [today, today.minus({ days: 1 })].map((day) => ofMonday(chosen, day));
  const { week, dueAt } = due.find((one) => one.dueAt <= now) ?? ofMonday(chosen, today);
  return { week: `${REMINDER}${week}`, dueAt };
}

/** When the recordings of a reminder were moved to the recycle bin; undefined for a weekly report. */
export function binnedFor(chosen: Hours, week: string) {
  if (!week.startsWith(REMINDER)) return undefined;
  const day = mondayOf(chosen, week).minus({ days: BIN_DAYS - AHEAD_DAYS });
  return unitAround(day, 'day');
}

function mondayOf(chosen: Hours, week: string): DateTime {
  return DateTime.fromISO(week.replace(REMINDER, ''), { zone: zoneOrUtc(chosen) });
}

/** A report that is a day late is no longer sent. @param week as in the store */
export function isNews(chosen: Hours, week: string, now: number): boolean {
  return now - ofMonday(chosen, mondayOf(chosen, week)).dueAt < DAY;
}

function ofMonday(chosen: Hours, monday: DateTime): Week {
  const morning = monday.set({ hour: MONDAY_HOUR }).toMillis();
  return { week: monday.toFormat('yyyy-MM-dd'), dueAt: quietUntil(chosen, morning) ?? morning };
}
