import type { Words } from '../util/words.js';
import type { Unit } from './calendar.js';
import { pattern, source } from '../util/pattern.js';

const NUMBER = source`(#\d{1,12}([.,]\d{1,3})?)`;
const SIZE_UNIT =
  '(bytes?|b|kb|kilobytes?|mb|megs?|megabytes?|gb?|gigs?|gigabytes?|tb|terabytes?)\\b';
/** “how many gigs”: a pattern without groups. */
export const MANY_BYTES = source`((gig|meg)a?(byte)?s|[gmt]bs?)`;
const OVER = source`
  (
    (that are |which are )?((?<!\bno\s)(larger|bigger|greater|heavier|longer|more)|over|above|at least|min(imum)?)
    ( than| of)?
    |≥|>=?
  )
`;
const UNDER = source`
  (
    (that are |which are )?(
      smaller|lighter|shorter|less|under|below|at most|up to|max(imum)?|not? (more|larger|bigger|longer)
    )( than| of)?
    |≤|<=?
  )
`;
const LEAD = source`(?<![\w-])((and|but|with|of) )?`;

/** Groups: number and unit, twice. */
const sizes = (compare: string, behind: string): RegExp =>
  pattern`${LEAD}${compare}\s*${NUMBER}\s*${SIZE_UNIT}|(?<![\w-])${NUMBER}\s*${SIZE_UNIT} ${behind}(?![\w-])`;

const BEHIND_OVER = source`(or|and) (more|larger|bigger|longer|up|over)(?! (than )?\d)`;
const BEHIND_UNDER = source`(or|and) (less|smaller|shorter|under|below)(?! (than )?\d)`;

/** “over 500 MB”, “2 GB or more” */
export const SIZE = { over: sizes(OVER, BEHIND_OVER), under: sizes(UNDER, BEHIND_UNDER) };

const UNITS = { b: 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 } as const;

/** Bytes, as Webex's pages count them: a megabyte is a million. Undefined for what no recording has. */
export function sizeOf([, one, unit, other, its]: RegExpExecArray): number | undefined {
  const number = decimalOf(one ?? other ?? '');
  const each = UNITS[(unit ?? its ?? 'b').charAt(0).toLowerCase() as keyof typeof UNITS];
  const bytes = Math.round(number * each);
  return bytes >= 1 && bytes <= 1e15 - 1 ? bytes : undefined;
}

/** A comma before three digits separates thousands, any other is a decimal one. */
function decimalOf(text: string): number {
  return Number(text.replace(/,(?=\d{3}$)/, '').replace(',', '.'));
}

/** To the byte: “1.5 GB”, “500 MB”. */
export function exactSize(bytes: number): string {
  const units = [
    ['TB', 1e12],
    ['GB', 1e9],
    ['MB', 1e6],
    ['KB', 1e3],
  ] as const;
  for (const [name, each] of units) {
    // Two decimals at most: “1.500 MB” is read as 1500 MB, as people write thousands.
    if (bytes >= each && bytes % (each / 1e2) === 0) return `${bytes / each} ${name}`;
  }
  return bytes >= 1e9 ? `${bytes / 1e3} KB` : `${bytes} bytes`;
}

const HOURS = source`(hours?|hrs?|h)(?![a-z])`;
const MINUTES = source`(minutes?|mins?|min|m|['’])`;
const SECONDS = source`(seconds?|secs?|s)\b`;
/** Groups: hours as number or word, minutes behind it, twice, a half, minutes, seconds, “half an hour”. */
const DURATION = source`
  (
    (${NUMBER}|(#an?))\s*${HOURS}(
      \s*(and )?(#\d{1,2})\s*m(in(ute)?s?)?\b|(?<=h)(#\d{2})\b| and (#a half)
    )?
    |(#\d{1,6})\s*${MINUTES}(?![\w])|(#\d{1,7})\s*${SECONDS}|(#half an hour)
  )(?!\s*(ago|old)\b)
`;

const lengths = (compare: string, behind: string): readonly [RegExp, RegExp] => [
  pattern`${LEAD}${compare}\s*${DURATION}( long)?`,
  pattern`(?<![\w-])${DURATION} (long )?${behind}(?![\w-])`,
];

const [over, overBehind] = lengths(OVER, BEHIND_OVER);
const [under, underBehind] = lengths(UNDER, BEHIND_UNDER);
const either = (one: RegExp, other: RegExp): RegExp => pattern`(${one.source})|(${other.source})`;

/** “longer than 1 hour”, “under 90 minutes”, “an hour and a half or more” */
export const LENGTH = { over: either(over, overBehind), under: either(under, underBehind) };

const GROUPS = 8;
/** Seconds; undefined for what no recording has. */
export function longOf([, ...found]: RegExpExecArray): number | undefined {
  const first = found.slice(0, GROUPS);
  const groups: readonly (string | undefined)[] = first.some(
    (group?: string) => group !== undefined,
  )
    ? first
    : found.slice(GROUPS);
  const [hours, word, more, digits, half, minutes, seconds, halfHour] = groups;
  const inHours =
    decimalOf(hours ?? '0') +
    (word === undefined ? 0 : 1) +
    (half === undefined && halfHour === undefined ? 0 : 0.5);
  const all = inHours * 3_600 + Number(more ?? digits ?? minutes ?? 0) * 60 + Number(seconds ?? 0);
  return all >= 1 && all < 1e9 ? Math.round(all) : undefined;
}

/** To the second: “1 hour”, “90 minutes”. */
export function exactLength(seconds: number, said: Words): string {
  if (seconds % 3_600 === 0 && seconds < 1e9) return said.query.hours({ count: seconds / 3_600 });
  if (seconds % 60 === 0 && seconds / 60 < 1e6) return said.query.minutes({ count: seconds / 60 });
  return said.query.seconds({ count: seconds });
}

const BETWEEN = pattern`
  (?<![\w-])((between|from) (#[\d.,]+)\s*(#[a-z]*) (and|to) |(#[\d.,]+)\s*(#[a-z]*)\s*(-|–|to)\s*)(#[\d.,]+)\s*
  (#[a-z]{2,}|[hm])(?![\w-]|\s*(ago|old)\b)
`;

/** The first hour of the morning at which people meet. */
const EARLIEST = 6;

/** “between 100 MB and 1 GB”, “1-2 GB” as “over 100 MB under 1 GB”; other words as they are. */
export function withoutBetween(text: string): string {
  return text.replace(BETWEEN, (whole, ...found: (string | undefined)[]) => {
    const [one, unit, other, its, most = '', units = ''] = found;
    const first = [unit, its].find((said = '') => said !== '') ?? units;
    const least = `${one ?? other ?? ''} ${first}`;
    // Nothing has no bytes or seconds.
    const isFromZero = /^[0.,]+$/.test(one ?? other ?? '');
    const apart = `over ${least} under ${most} ${units}`;
    // “9h-17h” are hours of a day; nobody meets from one in the night to two.
    const isClock =
      units.toLowerCase() === 'h' &&
      first.toLowerCase() === 'h' &&
      Number(one ?? other) >= EARLIEST;
    if (isClock) return whole;
    const isAmount = [SIZE, LENGTH].some(
      (all) => (isFromZero || all.over.test(apart)) && all.under.test(apart),
    );
    return !isAmount ? whole : isFromZero ? `under ${most} ${units}` : apart;
  });
}

/** A time of day at the beginning of a text. */
export interface ClockAt {
  /** Minutes since midnight, on the clock on the wall. */
  readonly minutes: number;
  /** In characters. */
  readonly length: number;
  /** “3 pm” and “15:00”, but not “3”. */
  readonly sure: boolean;
}

/** In minutes. */
export const WHOLE_DAY = 24 * 60;

const NAMED = pattern`^(12 )?(#noon|midday|midnight)\b`;
const CLOCK = pattern`
  ^(#\d{1,2})([:.h](#\d{2}))?(\s*(#a\.?m\b\.?|p\.?m\b\.?|o['’]?clock\b|h\b|hrs?\b))?(?![\w:]|[.,/]\d|(?<=\d)-\d)
`;

export function clockAt(text: string): ClockAt | undefined {
  const [named, name = ''] = NAMED.exec(text) ?? [];
  if (named !== undefined) {
    const minutes = /midnight/i.test(name) ? 0 : WHOLE_DAY / 2;
    return { minutes, length: named.length, sure: true };
  }
  const [whole, hours, past, half = ''] = CLOCK.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const hour = Number(hours);
  const minute = Number(past ?? 0);
  const isHalf = /^[ap]/i.test(half);
  // “13 pm”
  const isTwice = hour > 12 && !/^p/i.test(half);
  if (minute > 59 || hour > 24 || (isHalf && (hour < 1 || isTwice))) return undefined;
  const twelve = isHalf ? (hour % 12) + (/^p/i.test(half) ? 12 : 0) : hour;
  const minutes = twelve * 60 + minute;
  if (minutes > WHOLE_DAY) return undefined;
  return { minutes, length: whole.length, sure: past !== undefined || half !== '' };
}

/** Hours of work, where neither “am” nor “pm” is said. */
const BEGIN_OF_WORK = 7;

/** “at 3” is of the afternoon. */
export function hourInTheDay({ minutes, sure }: ClockAt): number {
  return sure || minutes >= BEGIN_OF_WORK * 60 ? minutes : minutes + WHOLE_DAY / 2;
}

/** The 9 of “9-11am” and “9:30-11”, which are no times by themselves. */
export function bareHour(text: string): ClockAt | undefined {
  const [whole, hour, past] = /^(\d{1,2})(?:[:.]([0-5]\d))?(?=\s*[-–—])/.exec(text) ?? [];
  if (whole === undefined || Number(hour) > 23) return undefined;
  const minutes = Number(hour) * 60 + Number(past ?? 0);
  return { minutes, length: whole.length, sure: past !== undefined };
}

/** “9 to 5” ends in the afternoon. */
export function clocksInOrder(
  first: ClockAt,
  second: ClockAt,
): readonly [number, number] | undefined {
  const half = WHOLE_DAY / 2;
  let { minutes: from } = first;
  let { minutes: to } = second;
  // “between 2 and 4” is of the afternoon, as “at 3” is.
  if (!first.sure && !second.sure && from < BEGIN_OF_WORK * 60 && from < to && to < half) {
    from += half;
    to += half;
  }
  if (!first.sure && second.sure && to > half && from < half && from + half < to) from += half;
  if (to > from) return [from, to];
  const later = to + half;
  return to < half && later > from ? [from, later] : undefined;
}

/** A length of time as people say it: “3 weeks”, “24h”, “a couple of days”. */
export interface Amount {
  readonly many: number;
  readonly unit: 'minute' | 'hour' | Unit;
}

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const NTHS =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'.split(
    ' ',
  );
/** Patterns without groups. */
export const ONES = SMALL.slice(1, 10).join('|');
export const ORDINALS = source`(twenty|thirty)[\s-](${NTHS.slice(0, 9).join('|')})|thirtieth|${NTHS.toReversed().join('|')}`;
/** Numbers in words: “forty-five”. */
export const COUNTS = source`(${TENS.join('|')})([\s-](${ONES}))?|${SMALL.slice(10).join('|')}|dozen|hundred|${ONES}`;

/** Of words and of digits; NaN for others. */
export function numberOf(said: string): number {
  const parts = said.toLowerCase().split(/[\s-]+/);
  return parts.reduce((sum, part) => sum + numberOfWord(part), 0);
}

function numberOfWord(word: string): number {
  const named = { dozen: 12, hundred: 100, thirtieth: 30 }[word];
  if (named !== undefined) return named;
  if (TENS.includes(word)) return (TENS.indexOf(word) + 2) * 10;
  if (NTHS.includes(word)) return NTHS.indexOf(word) + 1;
  return SMALL.includes(word) ? SMALL.indexOf(word) : Number(word);
}

/** “quarter to four” is 3:45. */
export function clockOf(minutes: string, isTo: boolean, hour: string, half = ''): string {
  const past = { quarter: 15, half: 30 }[minutes.toLowerCase()] ?? numberOf(minutes);
  const full = numberOf(hour) - (isTo ? 1 : 0);
  const clock = `${full === 0 ? 12 : full}:${String(isTo ? 60 - past : past).padStart(2, '0')}`;
  // As “at 3” is of the afternoon.
  return `${clock} ${half === '' && full < 7 ? 'pm' : half}`.trim();
}

const COUNT_WORDS = source`an?|(a )?couple( of)?|(a )?few|${COUNTS}`;

/** A pattern without groups. */
export const UNIT = source`(minutes?|mins?|hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mths?|mos?|quarters?|years?|yrs?|y)\b`;
/** A pattern with three groups: the parameters of {@link amountOf}. */
export const AMOUNT = source`((#\d{1,4})\s*|(#${COUNT_WORDS}) )(#${UNIT})`;

export function amountOf(digits: string | undefined, word = '', unit = ''): Amount {
  const said = word.toLowerCase().replace(/^a\s+(?=\S)|\s+of$/g, '');
  const many = { a: 1, an: 1, couple: 2, few: 3, '': 1 }[said] ?? numberOf(said);
  return { many: digits === undefined ? many : Number(digits), unit: unitOf(unit) };
}

function unitOf(text: string): Amount['unit'] {
  const word = text.toLowerCase();
  if (word.startsWith('mi')) return 'minute';
  if (word.startsWith('m')) return 'month';
  const units = ['hour', 'day', 'week', 'quarter', 'year'] as const;
  return units.find((unit) => unit.startsWith(word.charAt(0))) ?? 'day';
}

/** Counts begun days, too; undefined for units of varying length. */
export function daysOf({ many, unit }: Amount): number | undefined {
  const days = { minute: 1 / 1_440, hour: 1 / 24, day: 1, week: 7 };
  return unit in days ? Math.ceil(many * days[unit as keyof typeof days]) : undefined;
}

/** A pattern without groups. */
export const HALVED = source`(hour|hr|h|day|week|month|year)`;
/** In smaller units, of which there are no halves. */
export function inUnits(many: number, unit: string): string {
  const [each, smaller] = { h: [60, 'min'], d: [24, 'hours'], w: [7, 'days'], m: [30, 'days'] }[
    unit.charAt(0).toLowerCase()
  ] ?? [12, 'months'];
  return `${Math.round(many * Number(each))} ${smaller}`;
}
