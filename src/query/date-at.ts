import { GB, casual } from 'chrono-node/en';
import type { DateTime } from 'luxon';
import type { Window } from '../recordings/types.js';
import {
  type Calendar,
  type Unit,
  at,
  dayOf,
  isMonthFirst,
  nowIn,
  startOf,
  unitAround,
} from './calendar.js';
import { pattern, source } from '../util/pattern.js';

/** A date at the beginning of a text. */
export interface DateAt {
  /** The whole day, month, … */
  readonly span: Window;
  /** In characters. */
  readonly length: number;
  /** The year was given, not guessed. */
  readonly sure: boolean;
  /** Reads as a date even without a “since” or “in” before it. */
  readonly plain: boolean;
  /** Said by its name alone. */
  readonly isWeekday?: true;
}

/** A pattern without groups. */
export const MONTHS = source`
  jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sept?(ember)?|oct(ober)?|nov(ember)?
  |dec(ember)?
`;
const MONTH = pattern`^((the )?(#last|past|previous|this) )?(#${MONTHS})\b\.?(,? (of )?(#\d{4})\b)?`;
/** Nothing of a topic follows: a pattern without groups. */
export const NOTHING_BEHIND = source`
  \s*(
    $|[,;.?!)\uE000\uE001&–—-]|['’]s?(\s|$)
    |(
      20\d\d|last|this|about|except|without|until|till|to|through|and|or|but|recordings?|videos?|with|over
      |under|longer|shorter|larger|smaller|hosted|by|since|from|before|after|sorted|oldest|newest|largest
      |longest|top|mp4s?|arf|that|nobody|never|only
    )\b
  )
`;
export const ALONE = `(?=${NOTHING_BEHIND})`;
const IS_ALONE = pattern`^${ALONE}`;
export const isAlone = (behind: string): boolean => IS_ALONE.test(behind);
export const THREE = [
  'jan',
  'feb',
  'mar',
  'apr',
  'may',
  'jun',
  'jul',
  'aug',
  'sep',
  'oct',
  'nov',
  'dec',
];
/** From January on, in German, French and Spanish: patterns without groups. */
const ELSEWHERE = [
  ...[source`jan(vier|uar)|enero`, 'f[eé]vrier|februar|febrero', source`mars|m(ä|ae)rz|marzo`],
  ...['avril|abril', 'mai|mayo', 'juin|juni|junio', 'juillet|juli|julio', 'ao[uû]t|agosto'],
  ...['septembre|septiembre', 'octobre|oktober|octubre', 'novembre|noviembre'],
  'd[eé]cembre|dezember|diciembre',
];
export const MONTHS_ELSEWHERE = ELSEWHERE.join('|');
/** “octobre” as “oct”. */
export const monthElsewhere = (name = ''): string =>
  THREE[ELSEWHERE.findIndex((names) => new RegExp(`^(?:${names})$`, 'i').test(name))] ?? name;
const RELATIVE = pattern`^(the )?(#last|previous|past|this|next) (#week|weekend|month|quarter|year)\b`;
const BEFORE_LAST = pattern`^(the )?(#week|weekend|month|quarter|year) before last\b`;
/** A day of this month, or of the last one. */
const NTH_DAY = pattern`
  ^(the )?(#\d{1,2})(st|nd|rd|th)( of (#the|this|last) month)?(?=
    \s*($|[,;\uE000\uE001])| (at|from|about|except|without|to|until|till|and|or|around|over|under|with)\b
  )
`;
/** Behind a day: “from 3 and 4 March” does not go on until now. */
export const AND_DAY = pattern`^\s*(,?\s*(and|or)|&) ((on|from|the) )*(\d{1,2}(st|nd|rd|th)? (of )?)?(${MONTHS})\b`;
const QUARTER = pattern`^q(#[1-4])\b( (of )?(#\d{4})\b)?`;
const YEAR = /^(20\d\d)\b(?![-/.:]?\d)/;
/** “2025-10”, “10/2025” */
const MONTH_NUMBER = /^(?:(20\d\d)-(\d\d?)|(\d\d?)[/.-](20\d\d))(?![\w/.-])/;
const ISO = /^(?:(\d{4})-(\d\d?)-(\d\d?)|(20\d\d)([01]\d)([0-3]\d))\b/;
/** The slow parser runs only where a date could begin. */
const BEGINS = pattern`
  ^(the )?(
    \d|week(?!end\b(?! before))|month|year|quarter|today|yesterday|tomorrow|day before|next\b|last\b
    |this\b|an?\s|one\s|two\s|three\s|four\s|five\s|six\s|mon|tue|wed|thu|fri|sat|sun|${MONTHS}
  )
`;
/** Words that begin like a weekday or a month, and may mean something else. */
const AMBIGUOUS = /^(?:mon|tues?|wed|thurs?|thu|fri|sat|sun|\d{1,2}[/.]\d{1,2})$/i;
const NUMERIC = /^(?:(?:mon|tue|wed|thu|fri|sat|sun)\p{L}*[\s.,]+)?\d{1,2}[/.-]\d{1,2}/iu;
/** A second date is read by itself; “Friday, November 13” and “Jan 5, 2025” are one. */
const BETWEEN = pattern`
  \s+(to|until|till|through|thru|and|or|but) | (?=(last|past|previous|this|next) week\b)|\s*[–—]\s*| -\s+
  |(?<=[a-z])-(?=[a-z])|(?<!\b(mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(day)?\.?),(?!\s*\d{4}\b)
  |[;\uE000\uE001]
`;
/** Hours are read by themselves. */
const HOURS = pattern`
  [\s,]+((at|@|around|about|from|between|after|before|since|until|till|by|in|during|the) )*(
    \d{1,2}[:.h]\d\d(?![\d.])|\d{1,2}\s*([ap]\.?m\b|o['’]?clock|h\b)
    |\d{1,2}\s*[-–—]\s*\d{1,2}\s*[ap]\.?m\b|noon\b|mid(day|night)\b
    |(early |late )?(morning|forenoon|afternoon|evening|night|lunch)\b
  )
  |[\s,]+(at|@|from|between) \d{1,2}\b|[\s,]+(after|before|since|until|till|by) \d{1,2}\s*$
  |(?<=^(today|yesterday))[\s,]+\d
  |[\s,]+\d{1,2}\s*([-–—]|to|until|till)\s*\d{1,2}[:.]\d\d(?![\d.])
`;
const LONGEST_DATE = 40;
const LEAP_DAY = pattern`^(the )?(29(th)? (of )?feb(ruary)?\b\.?|feb(ruary)?\.? 29(th)?\b)(?!,?\s*\d{4}\b)`;
/** Lengths of time begin so, too, and are no days. */
const BY_NOW = pattern`^(the )?(last|past|previous|this|next)\b(?! night\b)`;
/** The parser counts these from the day where the process runs, and takes “weekdays” for one day. */
const COUNTED_ON = /\b(?:before|after|from)\b|^weekday/i;

/** Reads the date that a text begins with; without a year, and for weekdays, the last such date. */
export function dateAt(text: string, calendar: Calendar): DateAt | undefined {
  if (!BEGINS.test(text) && !QUARTER.test(text) && !/^(?:previous|past)\s/i.test(text))
    return undefined;
  return (
    isoAt(text, calendar) ??
    relativeAt(text, calendar) ??
    quarterAt(text, calendar) ??
    yearAt(text, calendar) ??
    leapDayAt(text, calendar) ??
    nthDayAt(text, calendar) ??
    (MONTH_NUMBER.test(text) ? undefined : spokenAt(text, calendar)) ??
    monthAt(text, calendar)
  );
}

function isoAt(text: string, { zone }: Calendar): DateAt | undefined {
  const [whole = '', ...parts] = ISO.exec(text) ?? [];
  const [year, month, day] = parts.flatMap((part?: string) =>
    part === undefined ? [] : Number(part),
  );
  const start = dayOf(year ?? NaN, month ?? NaN, day ?? NaN, zone);
  return start && { ...of(start, 'day', whole), sure: true };
}

export function relativeAt(text: string, calendar: Calendar): DateAt | undefined {
  const [twice, last] = BEFORE_LAST.exec(text) ?? [];
  const [whole = twice ?? '', which = '', unit = last ?? ''] = RELATIVE.exec(text) ?? [];
  if (whole === '') return undefined;
  const steps = twice === undefined ? ({ this: 0, next: 1 }[which.toLowerCase()] ?? -1) : -2;
  if (/weekend/i.test(unit)) return { ...weekend(steps, whole, calendar), sure: true };
  const kind = unit.toLowerCase() as Unit;
  return { ...of(nowIn(calendar).plus({ [kind]: steps }), kind, whole), sure: true };
}

/** @param steps 0 is the week of today, which ends with its weekend */
function weekend(steps: number, whole: string, calendar: Calendar): DateAt {
  const monday = nowIn(calendar).startOf('week').plus({ weeks: steps });
  const dayAt = (days: number): number => startOf(monday.plus({ days }), 'day').toMillis();
  return { ...of(monday, 'week', whole), span: { from: dayAt(5), to: dayAt(7) } };
}

/** The last 29 February: most years have none. */
function leapDayAt(text: string, calendar: Calendar): DateAt | undefined {
  const [whole = ''] = LEAP_DAY.exec(text) ?? [];
  if (whole === '') return undefined;
  const { year } = nowIn(calendar);
  for (let ago = 0; ago <= 8; ago += 1) {
    const day = dayOf(year - ago, 2, 29, calendar.zone);
    if (day !== undefined && day.toMillis() <= calendar.now) return of(day, 'day', whole);
  }
  return undefined;
}

function nthDayAt(text: string, calendar: Calendar): DateAt | undefined {
  const [whole = '', nth, which] = NTH_DAY.exec(text) ?? [];
  if (whole === '') return undefined;
  const now = nowIn(calendar);
  const isLast = which?.toLowerCase() === 'last' || (which === undefined && Number(nth) > now.day);
  const { year, month } = isLast ? now.minus({ months: 1 }) : now;
  const day = dayOf(year, month, Number(nth), calendar.zone);
  return day && { ...of(day, 'day', whole), sure: true };
}

function quarterAt(text: string, calendar: Calendar): DateAt | undefined {
  const [whole = '', quarter, said] = QUARTER.exec(text) ?? [];
  if (whole === '') return undefined;
  const now = nowIn(calendar);
  const year = said === undefined ? now.year : Number(said);
  const start = dayOf(year, Number(quarter) * 3 - 2, 1, calendar.zone);
  const date = start && past(of(start, 'quarter', whole), start, said !== undefined, calendar);
  return date && { ...date, plain: said !== undefined || isAlone(text.slice(whole.length)) };
}

function yearAt(text: string, { zone }: Calendar): DateAt | undefined {
  const [whole = '', year] = MONTH_NUMBER.test(text) ? [] : (YEAR.exec(text) ?? []);
  const start = dayOf(Number(year), 1, 1, zone);
  return start && { ...of(start, 'year', whole), sure: true, plain: false };
}

export function monthAt(text: string, calendar: Calendar): DateAt | undefined {
  const [numbers, before, behind, ...turned] = MONTH_NUMBER.exec(text) ?? [];
  const [its = turned[1], number = turned[0]] = [before, behind];
  const first = dayOf(Number(its), Number(number), 1, calendar.zone);
  if (numbers !== undefined && first !== undefined) {
    return { ...of(first, 'month', numbers), sure: true };
  }
  const [whole = '', which, name = '', said] = MONTH.exec(text) ?? [];
  if (whole === '') return undefined;
  const month = monthOf(name);
  const now = nowIn(calendar);
  // “last november” in November is that of the year before.
  const isYearAgo = which !== undefined && !/this/i.test(which) && month === now.month;
  const year = said === undefined ? now.year - (isYearAgo ? 1 : 0) : Number(said);
  const start = dayOf(year, month, 1, calendar.zone);
  const isShort = /^(?:may|march|.{1,4})$/i.test(name);
  // “standup nov”; “Jan”, “Mar” and “Jun” are names, too.
  const endsLine =
    /^(?:feb|apr|aug|sept?|oct|nov|dec)$/i.test(name) && isAlone(text.slice(whole.length));
  const plain = said !== undefined || which !== undefined || !isShort || endsLine;
  return (
    start && { ...past(of(start, 'month', whole), start, said !== undefined, calendar), plain }
  );
}

/** January is 1. */
export function monthOf(name: string): number {
  return THREE.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

/** “1 Oct”, “October 1st”, “3 days ago”, “last Friday” */
function spokenAt(text: string, calendar: Calendar): DateAt | undefined {
  if (
    /^\d{1,2}(?::\d\d|(?:[:.]\d\d)?\s*(?:[ap]\.?m\b|h\b|o['’]?clock)|\s+(?:on|yesterday|today)\b)/i.test(
      text,
    )
  )
    return undefined;
  const [untimed = ''] = text.slice(0, LONGEST_DATE).split(HOURS);
  const [alone = ''] = untimed.split(BETWEEN);
  const dayFirst = NUMERIC.test(alone) && (/[.-]/.test(alone) || !isMonthFirst(calendar.zone));
  const now = nowIn(calendar);
  const [found] = (dayFirst ? GB : casual).parse(alone, {
    instant: new Date(calendar.now),
    timezone: now.offset,
  });
  if (found?.index !== 0 || found.end || COUNTED_ON.test(found.text)) return undefined;
  const { start, text: whole } = found;
  const weekday = start.isCertain('weekday') && !start.isCertain('day');
  if (BY_NOW.test(whole) && !weekday) return undefined;
  const ago = /\bago$/i.test(whole);
  if (!start.isCertain('day') && !weekday && !ago) return undefined;
  const day = dayOf(
    start.get('year') ?? 0,
    start.get('month') ?? 0,
    start.get('day') ?? 0,
    calendar.zone,
  );
  if (day === undefined) return undefined;
  if (weekday) {
    const last = day > now && !/^next/i.test(whole) ? day.minus({ days: 7 }) : day;
    return {
      ...of(last, 'day', whole),
      sure: true,
      plain: !AMBIGUOUS.test(whole),
      isWeekday: true,
    };
  }
  const sure = start.isCertain('year') || ago;
  return { ...past(of(day, 'day', whole), day, sure, calendar), plain: !AMBIGUOUS.test(whole) };
}

export function of(moment: DateTime, unit: Unit, whole: string): DateAt {
  return { span: unitAround(moment, unit), length: whole.length, sure: false, plain: true };
}

/** Without a year the last such date is meant. */
export function past(date: DateAt, start: DateTime, sure: boolean, { now }: Calendar): DateAt {
  if (sure) return { ...date, sure };
  return date.span.from <= now
    ? date
    : { ...date, span: yearsOn(date.span, -1, start.zoneName ?? 'utc') };
}

export function yearsOn({ from, to }: Window, years: number, zone: string): Window {
  const move = (ms: number): number => startOf(at(ms, zone).plus({ years }), 'day').toMillis();
  return { from: move(from), to: move(to) };
}
