import type { DateTime } from 'luxon';

/** Zones of the one large country that writes 10/1 for the first of October. */
const MONTH_FIRST = new Set([
  'America/New_York',
  'America/Detroit',
  'America/Chicago',
  'America/Menominee',
  'America/Denver',
  'America/Boise',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'America/Juneau',
  'America/Sitka',
  'America/Nome',
  'America/Adak',
  'Pacific/Honolulu',
]);

/**
 * Whether 10/1 is the first of October, or the tenth of January, where people live in this zone.
 * It is a guess: the sentence above every list says how it was read.
 */
export function isMonthFirst(zone: string): boolean {
  return (
    MONTH_FIRST.has(zone) || /^(?:US\/|America\/(?:Indiana|Kentucky|North_Dakota)\/)/.test(zone)
  );
}

/** A length of time as people say it: “3 weeks”, “24h”, “a couple of days”. */
export interface Amount {
  readonly many: number;
  readonly unit: LengthUnit;
}

/** What lengths of time are counted in. */
export type LengthUnit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

const WORDS: Readonly<Record<string, number>> = {
  ...{ a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8 },
  ...{ nine: 9, ten: 10, twelve: 12, couple: 2, few: 3 },
};
const COUNT_WORDS =
  'an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|(?:a\\s+)?couple(?:\\s+of)?|(?:a\\s+)?few';

/** Every way to write a unit, as a pattern without groups. */
export const UNIT =
  '(?:minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mths?|mos?|quarters?|years?|yrs?|y)\\b';
/** A length of time, as a pattern with three groups: those of {@link amountOf}. */
export const AMOUNT = `(?:(\\d{1,4})\\s*|(${COUNT_WORDS})\\s+)(${UNIT})`;

/** What the groups of {@link AMOUNT} caught. */
export function amountOf(digits: string | undefined, word = '', unit = ''): Amount {
  const said = word.toLowerCase().replace(/^a\s+(?=\S)|\s+of$/g, '');
  return { many: digits === undefined ? (WORDS[said] ?? 1) : Number(digits), unit: unitOf(unit) };
}

function unitOf(text: string): LengthUnit {
  const word = text.toLowerCase();
  if (word.startsWith('mi')) return 'minute';
  if (word.startsWith('m')) return 'month';
  const units = ['hour', 'day', 'week', 'quarter', 'year'] as const;
  return units.find((unit) => unit.startsWith(word.charAt(0))) ?? 'day';
}

/** How many days, begun ones too; undefined for units that are not of the same length each time. */
export function daysOf({ many, unit }: Amount): number | undefined {
  const days = { minute: 1 / 1_440, hour: 1 / 24, day: 1, week: 7 };
  return unit in days ? Math.ceil(many * days[unit as keyof typeof days]) : undefined;
}

/** The beginning of the day that was so long before a moment. */
export function before(moment: DateTime, { many, unit }: Amount): DateTime {
  return moment.minus({ [`${unit}s`]: many }).startOf('day');
}
