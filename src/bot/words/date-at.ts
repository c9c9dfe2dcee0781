import * as chrono from 'chrono-node';
import type { DateTime } from 'luxon';
import type { Window } from '../../recordings/window.js';
import { at, dayOf, nowIn, unitAround, type Calendar, type Unit } from './calendar.js';
import { isMonthFirst } from './month-first.js';

/** A date at the beginning of a text. */
export interface DateAt {
  /** The whole day, month or whatever it names. */
  readonly span: Window;
  /** How much of the text it is. */
  readonly length: number;
  /** Whether the year was said, and not only guessed. */
  readonly sure: boolean;
  /** Whether it reads as a date wherever it stands, without a “since” or “in” before it. */
  readonly plain: boolean;
}

const MONTHS =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const MONTH = new RegExp(`^(${MONTHS})\\b\\.?(?:,?\\s+(\\d{4})\\b)?`, 'i');
const THREE = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const RELATIVE = /^(?:the\s+)?(last|previous|past|this|next)\s+(week|month|quarter|year)\b/i;
const QUARTER = /^q([1-4])\b(?:\s+(?:of\s+)?(\d{4})\b)?/i;
const YEAR = /^(20\d\d)\b(?![-/.:]?\d)/;
const ISO = /^(\d{4})-(\d\d?)-(\d\d?)\b/;
/** Where a date could begin; the parser is asked nowhere else. */
const BEGINS = new RegExp(
  `^(?:the\\s+)?(?:\\d|today|yesterday|tomorrow|day\\s+before|next\\b|last\\b|this\\b|an?\\s|one\\s|two\\s|three\\s|four\\s|five\\s|six\\s|mon|tue|wed|thu|fri|sat|sun|${MONTHS})`,
  'i',
);
/** Words that begin like a weekday or a month, and may mean something else. */
const AMBIGUOUS = /^(?:mon|tues?|wed|thurs?|thu|fri|sat|sun|\d{1,2}[/.]\d{1,2})$/i;
const NUMERIC = /^\d{1,2}[/.]\d{1,2}/;
/** A second date is read by itself. */
const BETWEEN =
  /\s+(?:to|until|till|through|thru|and|or|but)\s+|\s*[–—]\s*|\s+-\s+|[,;\uE000\uE001]/;
const LONGEST_DATE = 40;

/**
 * Reads the date that a text begins with. One without a year is the last such date; weekdays are
 * in the past, too.
 */
export function dateAt(text: string, calendar: Calendar): DateAt | undefined {
  if (!BEGINS.test(text) && !QUARTER.test(text) && !/^(?:previous|past)\s/i.test(text))
    return undefined;
  return (
    isoAt(text, calendar) ??
    relativeAt(text, calendar) ??
    quarterAt(text, calendar) ??
    yearAt(text, calendar) ??
    spokenAt(text, calendar) ??
    monthAt(text, calendar)
  );
}

function isoAt(text: string, { zone }: Calendar): DateAt | undefined {
  const [whole = '', year, month, day] = ISO.exec(text) ?? [];
  const start = dayOf(Number(year), Number(month), Number(day), zone);
  return start && { ...of(start, 'day', whole), sure: true };
}

function relativeAt(text: string, calendar: Calendar): DateAt | undefined {
  const [whole = '', which = '', unit = ''] = RELATIVE.exec(text) ?? [];
  if (whole === '') return undefined;
  const kind = unit.toLowerCase() as Unit;
  const steps = { this: 0, next: 1 }[which.toLowerCase()] ?? -1;
  return { ...of(nowIn(calendar).plus({ [kind]: steps }), kind, whole), sure: true };
}

function quarterAt(text: string, calendar: Calendar): DateAt | undefined {
  const [whole = '', quarter, said] = QUARTER.exec(text) ?? [];
  if (whole === '') return undefined;
  const now = nowIn(calendar);
  const year = said === undefined ? now.year : Number(said);
  const start = dayOf(year, Number(quarter) * 3 - 2, 1, calendar.zone);
  return start && past(of(start, 'quarter', whole), start, said !== undefined, calendar);
}

function yearAt(text: string, { zone }: Calendar): DateAt | undefined {
  const [whole = '', year] = YEAR.exec(text) ?? [];
  const start = dayOf(Number(year), 1, 1, zone);
  return start && { ...of(start, 'year', whole), sure: true, plain: false };
}

function monthAt(text: string, calendar: Calendar): DateAt | undefined {
  const [whole = '', name = '', said] = MONTH.exec(text) ?? [];
  if (whole === '') return undefined;
  const month = THREE.indexOf(name.slice(0, 3).toLowerCase()) + 1;
  const year = said === undefined ? nowIn(calendar).year : Number(said);
  const start = dayOf(year, month, 1, calendar.zone);
  const plain = said !== undefined || !/^(?:may|march|.{1,4})$/i.test(name);
  return (
    start && { ...past(of(start, 'month', whole), start, said !== undefined, calendar), plain }
  );
}

/** All the other ways to name a day: “1 Oct”, “October 1st”, “3 days ago”, “last Friday”. */
function spokenAt(text: string, calendar: Calendar): DateAt | undefined {
  const [alone = ''] = text.slice(0, LONGEST_DATE).split(BETWEEN);
  const dayFirst = NUMERIC.test(alone) && (alone.includes('.') || !isMonthFirst(calendar.zone));
  const now = nowIn(calendar);
  const [found] = (dayFirst ? chrono.en.GB : chrono.en.casual).parse(alone, {
    instant: new Date(calendar.now),
    timezone: now.offset,
  });
  if (found?.index !== 0 || found.end) return undefined;
  const { start, text: whole } = found;
  const weekday = start.isCertain('weekday') && !start.isCertain('day');
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
    const last = day > now ? day.minus({ days: 7 }) : day;
    return { ...of(last, 'day', whole), sure: true, plain: !AMBIGUOUS.test(whole) };
  }
  const sure = start.isCertain('year') || ago;
  return { ...past(of(day, 'day', whole), day, sure, calendar), plain: !AMBIGUOUS.test(whole) };
}

function of(moment: DateTime, unit: Unit, whole: string): DateAt {
  return { span: unitAround(moment, unit), length: whole.length, sure: false, plain: true };
}

/** Without a year the last such date is meant. */
function past(date: DateAt, start: DateTime, sure: boolean, { now }: Calendar): DateAt {
  if (sure) return { ...date, sure };
  return date.span.from <= now
    ? date
    : { ...date, span: yearsOn(date.span, -1, start.zoneName ?? 'utc') };
}

/** The same dates of another year. */
export function yearsOn({ from, to }: Window, years: number, zone: string): Window {
  const move = (ms: number): number => at(ms, zone).plus({ years }).startOf('day').toMillis();
  return { from: move(from), to: move(to) };
}
