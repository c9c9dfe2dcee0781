import { DateTime } from 'luxon';
import { msPerDay } from './recording.js';

/** Milliseconds since the epoch; `from` belongs to it, `to` does not. */
export interface TimeWindow {
  from: number;
  to: number;
}

/** Why a list refuses a window that is longer than it takes. */
export function tooLong({ from, to }: TimeWindow, days: number): string | undefined {
  if (to - from <= days * msPerDay) return undefined;
  return `The interval between from and to must be within ${days} days.`;
}

const week = 7 * msPerDay;

/** Reads any ISO 8601 time; without an offset it is taken in `zone`. Undefined when it is none. */
export function parseTime(text: string, zone = 'utc'): number | undefined {
  const time = DateTime.fromISO(text, { zone });
  return time.isValid ? time.toMillis() : undefined;
}

/** Webex writes times in UTC without milliseconds. */
export function formatTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/**
 * The window that the List Recordings document describes: 7 days before `to` (default now), and
 * 7 days after `from` when only `from` is given, not until now.
 */
export function resolveWindow(
  given: { from?: number | undefined; to?: number | undefined },
  now: number,
): TimeWindow {
  const { from, to } = given;
  if (from !== undefined) return { from, to: to ?? from + week };
  const end = to ?? now;
  return { from: end - week, to: end };
}
