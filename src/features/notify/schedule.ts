import { DateTime } from 'luxon';
import { type Settings, zoneOrUtc } from '../../settings/settings.js';
import { DAY } from '../../util/time.js';

/** When people are told: in their own zone, through the days on which clocks change. */

const MONDAY_HOUR = 8;

/**
 * When quiet hours end that hold at this moment; undefined when none do. They can go over
 * midnight. Hours that a change of clocks leaves out end when it does.
 *
 * @param now milliseconds since the epoch, as is what is returned
 */
export function quietUntil(
  chosen: Pick<Settings, 'timeZone' | 'quiet'>,
  now: number,
): number | undefined {
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

/** A week of a person, by its Monday. */
export interface Week {
  /** `yyyy-MM-dd` */
  readonly week: string;
  /** When its card is due: Monday at eight in the person's zone, or when quiet hours end then. */
  readonly dueAt: number;
}

/** The week whose card is the last that was due. @param now milliseconds since the epoch */
export function weekOf(chosen: Pick<Settings, 'timeZone' | 'quiet'>, now: number): Week {
  const monday = DateTime.fromMillis(now, { zone: zoneOrUtc(chosen) }).startOf('week');
  const week = ofMonday(chosen, monday);
  return week.dueAt <= now ? week : ofMonday(chosen, monday.minus({ weeks: 1 }));
}

/**
 * Whether the card of a week still is news: one that waited for a day is not sent.
 *
 * @param week its Monday, `yyyy-MM-dd`
 */
export function isNews(
  chosen: Pick<Settings, 'timeZone' | 'quiet'>,
  week: string,
  now: number,
): boolean {
  const monday = DateTime.fromISO(week, { zone: zoneOrUtc(chosen) });
  return now - ofMonday(chosen, monday).dueAt < DAY;
}

function ofMonday(chosen: Pick<Settings, 'timeZone' | 'quiet'>, monday: DateTime): Week {
  const morning = monday.set({ hour: MONDAY_HOUR }).toMillis();
  return {
    week: monday.toFormat('yyyy-MM-dd'),
    dueAt: quietUntil(chosen, morning) ?? morning,
  };
}
