import { z } from 'zod';

const UNITS: Readonly<Record<string, number>> = { d: 86_400_000, h: 3_600_000 };
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/**
 * Since when, in words of the command line.
 *
 * @param text `30d`, `12h`, or an ISO date (midnight UTC) or date and time with its zone
 * @param now milliseconds since the epoch
 * @returns milliseconds since the epoch; undefined when it is none of these
 */
export function sinceOf(text: string, now: number): number | undefined {
  const [, count, unit = ''] = /^(\d{1,5})([dh])$/.exec(text) ?? [];
  const ms = UNITS[unit];
  if (count !== undefined && ms !== undefined) return now - Number(count) * ms;
  return moment.safeParse(text).success ? Date.parse(text) : undefined;
}
