const NUMBER = '(\\d{1,9}(?:[.,]\\d{1,3})?)';
const SIZE_UNIT =
  '(bytes?|b|kb|kilobytes?|mb|megs?|megabytes?|gb|gigs?|gigabytes?|tb|terabytes?)\\b';
const OVER =
  '(?:(?:that\\s+are\\s+|which\\s+are\\s+)?(?:larger|bigger|greater|heavier|longer|more|over|above|at\\s+least|min(?:imum)?)(?:\\s+than|\\s+of)?|≥|>=?)';
const UNDER =
  '(?:(?:that\\s+are\\s+|which\\s+are\\s+)?(?:smaller|lighter|shorter|less|under|below|at\\s+most|max(?:imum)?|not\\s+(?:more|larger|bigger|longer))(?:\\s+than|\\s+of)?|≤|<=?)';
const LEAD = '(?<![\\w-])(?:(?:and|with|of)\\s+)?';

/** Groups: number and unit, twice. */
const sizes = (compare: string, behind: string): RegExp =>
  new RegExp(
    `${LEAD}${compare}\\s*${NUMBER}\\s*${SIZE_UNIT}|(?<![\\w-])${NUMBER}\\s*${SIZE_UNIT}\\s+${behind}(?![\\w-])`,
    'i',
  );

const BEHIND_OVER = '(?:or|and)\\s+(?:more|larger|bigger|longer|up|over)';
const BEHIND_UNDER = '(?:or|and)\\s+(?:less|smaller|shorter|under|below)';

/** “over 500 MB”, “2 GB or more” */
export const SIZE = { over: sizes(OVER, BEHIND_OVER), under: sizes(UNDER, BEHIND_UNDER) };

const UNITS = { b: 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12 } as const;

/** Bytes, as Webex's pages count them: a megabyte is a million. Undefined for what no recording has. */
export function sizeOf([, one, unit, other, its]: RegExpExecArray): number | undefined {
  const number = numberOf(one ?? other ?? '');
  const each = UNITS[(unit ?? its ?? 'b').charAt(0).toLowerCase() as keyof typeof UNITS];
  const bytes = Math.round(number * each);
  return bytes >= 1 && bytes <= 1e15 - 1 ? bytes : undefined;
}

/** A comma before three digits separates thousands, any other is a decimal one. */
function numberOf(text: string): number {
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
    // Three decimals at most, as they are read.
    if (bytes >= each && bytes % (each / 1e3) === 0) return `${bytes / each} ${name}`;
  }
  return bytes >= 1e9 ? `${bytes / 1e3} KB` : `${bytes} bytes`;
}

const HOURS = '(?:hours?|hrs?|h)(?![a-z])';
const MINUTES = "(?:minutes?|mins?|min|m|['’])";
const SECONDS = '(?:seconds?|secs?|s)\\b';
/** Groups: hours as number or word, minutes behind it, twice, a half, minutes, seconds, “half an hour”. */
const DURATION = `(?:(?:${NUMBER}|(an?|one|two|three|four|five))\\s*${HOURS}(?:\\s*(?:and\\s+)?(\\d{1,2})\\s*m(?:in(?:ute)?s?)?\\b|(?<=h)(\\d{2})\\b|\\s+and\\s+(a\\s+half))?|(\\d{1,6})\\s*${MINUTES}(?![\\w])|(\\d{1,7})\\s*${SECONDS}|(half\\s+an\\s+hour))(?!\\s*(?:ago|old)\\b)`;

const lengths = (compare: string, behind: string): readonly [RegExp, RegExp] => [
  new RegExp(`${LEAD}${compare}\\s*${DURATION}(?:\\s+long)?`, 'i'),
  new RegExp(`(?<![\\w-])${DURATION}\\s+(?:long\\s+)?${behind}(?![\\w-])`, 'i'),
];

const [over, overBehind] = lengths(OVER, BEHIND_OVER);
const [under, underBehind] = lengths(UNDER, BEHIND_UNDER);
const either = (one: RegExp, other: RegExp): RegExp =>
  new RegExp(`(?:${one.source})|(?:${other.source})`, 'i');

/** “longer than 1 hour”, “under 90 minutes”, “an hour and a half or more” */
export const LENGTH = { over: either(over, overBehind), under: either(under, underBehind) };

const GROUPS = 8;
const WORDS: Readonly<Record<string, number>> = {
  a: 1,
  an: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
};

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
    numberOf(hours ?? '0') +
    (WORDS[(word ?? '').toLowerCase()] ?? 0) +
    (half === undefined && halfHour === undefined ? 0 : 0.5);
  const all = inHours * 3_600 + Number(more ?? digits ?? minutes ?? 0) * 60 + Number(seconds ?? 0);
  return all >= 1 && all < 1e9 ? Math.round(all) : undefined;
}

/** To the second: “1 hour”, “90 minutes”. */
export function exactLength(seconds: number): string {
  const of = (many: number, unit: string): string => `${many} ${unit}${many === 1 ? '' : 's'}`;
  if (seconds % 3_600 === 0 && seconds < 1e9) return of(seconds / 3_600, 'hour');
  if (seconds % 60 === 0 && seconds / 60 < 1e6) return of(seconds / 60, 'minute');
  return of(seconds, 'second');
}

const BETWEEN =
  /(?<![\w-])between\s+([\d.,]+)\s*([a-z]*)\s+(?:and|to)\s+([\d.,]+)\s*([a-z]+)(?![\w-])/i;

/** “between 100 MB and 1 GB” as “over 100 MB under 1 GB”; other words as they are. */
export function withoutBetween(text: string): string {
  return text.replace(BETWEEN, (whole, one: string, unit: string, other: string, its: string) => {
    const apart = `over ${one} ${unit === '' ? its : unit} under ${other} ${its}`;
    const isAmount = [SIZE, LENGTH].some((all) => all.over.test(apart) && all.under.test(apart));
    return isAmount ? apart : whole;
  });
}
