import { defined } from '../util/present.js';
import { DAY, HOUR } from '../util/time.js';
import { AMOUNT, type Amount, amountOf, daysOf, numberOf } from './amounts.js';
import {
  type Calendar,
  type OpenSpan,
  at,
  before as daysBefore,
  ever,
  nowIn,
  areApart,
  bothOf,
  movedBack,
  narrower,
  clampToPast,
  type DateProblem,
} from './calendar.js';
import { pointAt, rangeAt } from './ranges.js';
import { WIDER_DAYS } from './list-state.js';
import type { When } from './query.js';
import { AND_DAY, MONTHS } from './date-at.js';
import { WEEKDAYS, inWeek } from './named-days.js';
import { type NoDate, noDateAt, vagueAt } from './no-date.js';
import { isInTitle } from './topics.js';
import {
  type HoursAt,
  hoursAt,
  isDayBehind,
  isWeekdayOf,
  ofHours,
  weekdayOfAnother,
} from './times.js';
import { everyPattern, pattern } from '../util/pattern.js';

export interface Dates {
  readonly when?: When;
  readonly problem?: DateProblem;
  /** Looks like a date, and is none. */
  readonly noDate?: NoDate;
  /** “older than 90 days”, where nothing else is said of the time. */
  readonly age?: Amount;
  /** Hours were said of more than one day, and left out. */
  readonly lostHours?: boolean;
  /** Between two that were said: a list is of one span. */
  readonly daysBetween?: boolean;
  /** Two of which nothing is in both, as they were written. */
  readonly apart?: readonly [string, string];
  /** The meaning depends on the person's time zone. */
  readonly zoned: boolean;
  /** The phrases' places, from first to behind last character. */
  readonly places: readonly (readonly [number, number])[];
}

interface Phrase extends OpenSpan {
  readonly days?: number;
  readonly age?: Amount;
  readonly isEver?: true;
  readonly length: number;
}

const LAST = pattern`
  ^((in|of|from|over|during|within|for) )?(the )?(last|past|previous)\s+
  (${AMOUNT}|(#hour|hr)\b)(?!
    \s+of (${MONTHS}|q[1-4]|20\d\d|(the|this|last) (week|month|quarter|year))\b
  )
`;
const AGE = pattern`
  ^(
    (made )?(#older than|newer than|younger than|since|before)
    |(from )?(#more|over|longer|at least|less|under)( than)?
  ) ${AMOUNT}(# (ago|old|of age))?
`;
const EVER = pattern`
  ^((of|for|from|in|since) )?(
    all (of )?time|any\s*time|all (the )?years|for\s*ever|ever( (recorded|made))?|(?<=\bof\s)all(?=\s*$)
    |the (very )?beginning( of time)?(?! of\b)|all dates
    |(everything|all)( (that )?i have( got)?|(?<=everything))(?=\s*$)
  )(?![\w-])
`;
const LEAD = pattern`
  ^(#
    since|starting( (on|from))?|after|newer than|before|older than|until|till|up to|from|between|on|in|during|of
    |within|for|around|approximately|circa
  ) (the (?=\d))?
`;
/** “yesterday’s”, “the last two weeks’”; and what {@link withYears} leaves. */
const POSSESSIVE = /^(?:['’]s?(?!\w)| {2,})/i;

/** Reading dates takes time: further words are skipped. */
const MOST_WORDS = 60;

/** Finds “since 1 Oct”, “last month”, “from 1 Oct to 15 Oct”, “last 90 days”, “yesterday at 3pm”. */
export function readDates(written: string, calendar: Calendar): Dates {
  const text = withYears(written, calendar);
  const places: [number, number][] = [];
  let open: OpenSpan = {};
  let hours: HoursAt | undefined;
  let age: Amount | undefined;
  let words = 0;
  let spans = 0;
  let daysBetween = false;
  let apart: Dates['apart'];
  for (let index = 0; index < text.length && words < MOST_WORDS; index += 1) {
    if (index > 0 && !/[\s,(;[*\uE001]/.test(text.charAt(index - 1))) continue;
    // Places of what was read already are no words.
    if (/[\s\uE000\uE001]/.test(text.charAt(index))) continue;
    words += 1;
    const rest = text.slice(index);
    const noDate = noDateAt(rest, calendar) ?? vagueAt(rest, calendar);
    if (noDate !== undefined) {
      places.push([index, index + noDate.length]);
      return { zoned: true, places, noDate };
    }
    if (isInTitle(text.slice(0, index), rest)) continue;
    const phrase = phraseAt(rest, calendar);
    const isBeside = () => nextToDay(text, index, places) || isDayBehind(rest, calendar);
    const clock =
      phrase === undefined && hours === undefined ? hoursAt(rest, isBeside()) : undefined;
    const owner = clock && ownerAt(rest.slice(clock.length));
    const length = phrase?.length ?? (clock === undefined ? clock : clock.length + (owner ?? 0));
    if (length === undefined) continue;
    const [, end = 0] = places.at(-1) ?? [];
    // “Monday, 5 October” has its comma; that of “monday, tuesday” joins.
    const joint = text.slice(text.charAt(end - 1) === ',' ? end - 1 : end, index);
    const isJoined = /^\s*(?:,?\s*(?:and|or)|,|&)\s*$/i.test(joint);
    places.push([index, index + length]);
    index += length - 1;
    if (clock !== undefined) hours = clock;
    if (phrase === undefined) continue;
    if (phrase.isEver) return { when: ever(calendar), zoned: false, places };
    if (phrase.days !== undefined) return { when: { days: phrase.days }, zoned: false, places };
    // “older than 90 days, older than 60 days”: as it was said last.
    if (phrase.age !== undefined && age !== undefined) open = defined({ from: open.from });
    else spans += 1;
    age = phrase.age ?? age;
    apart ??= weekdayOfAnother(rest.slice(0, length), phrase, calendar);
    const first = text.slice(...(places.at(-2) ?? [0, 0]));
    const both = isJoined ? bothOf(inTurn(open, first, phrase, calendar), phrase) : undefined;
    daysBetween ||= both?.isGap === true;
    const here = rest.slice(0, length);
    if (both === undefined && areApart(open, phrase)) {
      const { zone } = calendar;
      const moved = inWeek(first, open, phrase, zone) ?? inWeek(here, phrase, open, zone);
      if (moved === undefined) apart ??= [first, here];
      open = moved ?? narrower(open, phrase);
    } else open = both?.open ?? narrower(open, phrase);
  }
  if (places.length === 0) return { zoned: false, places };
  const withHours = hours === undefined ? { open } : ofHours(open, hours, calendar);
  const { open: atHours, ...more } = withHours;
  const isAhead = spans === 1 && (atHours.from ?? 0) > calendar.now;
  const isOfWeekday = ([from, to]: readonly [number, number]) =>
    isWeekdayOf(text.slice(from, to), open, calendar);
  // “thursday at 4 pm”, on its morning
  const said =
    isAhead && places.some(isOfWeekday) ? movedBack(atHours, { weeks: 1 }, calendar) : atHours;
  const alone = spans === 1 && hours === undefined ? { age } : {};
  const clamped = clampToPast(said, calendar);
  return { ...clamped, zoned: true, places, daysBetween, ...more, ...defined({ ...alone, apart }) };
}

/** “march last year” */
const OF_YEAR = everyPattern`
  (?<=\b(${MONTHS}|(${MONTHS}) \d{1,2}(st|nd|rd|th)?|week \d{1,2}|q[1-4]|h[12]|half)\b\.?),? (of |in )?(the )?(
    (#last|this|previous) year|(#year before last)|(#\d|two|three|four|five) years ago
  )\b
`;

const NAMED_ALONE = pattern`^(((in|of|from) )?(?<month>${MONTHS})\.?|(on )?(?<weekday>${WEEKDAYS}))$`;
/** “november and december”, said in November: both of last year, as that is far shorter. */
function inTurn(first: OpenSpan, said: string, next: OpenSpan, calendar: Calendar): OpenSpan {
  const named = NAMED_ALONE.exec(said)?.groups;
  if (named === undefined) return first;
  const by = named.weekday === undefined ? { years: 1 } : { weeks: 1 };
  const moved = movedBack(first, by, calendar);
  const { from = 0, to = 0 } = next;
  const [ifMoved, asSaid] = [to - (moved.from ?? -Infinity), (first.to ?? 0) - from];
  return ifMoved < asSaid / 2 ? moved : first;
}

/** “this month last year” */
const SAME_OF_LAST_YEAR = everyPattern`\b(this|(the )?same) (#month|quarter|week) (of |in )?(the )?(last|previous) year\b`;
const NAMED = { month: 'LLLL yyyy', quarter: "'q'q yyyy", week: "'week' W 'of' kkkk" } as const;

/** The year of a month in digits, with blanks behind it, so that all stay where they are. */
function withYears(text: string, calendar: Calendar): string {
  const named = text.replace(SAME_OF_LAST_YEAR, (whole, unit: keyof typeof NAMED) =>
    nowIn(calendar).minus({ years: 1 }).toFormat(NAMED[unit]).padEnd(whole.length),
  );
  return named.replace(OF_YEAR, (whole, which?: string, twice?: string, many?: string) => {
    const ago = twice === undefined ? numberOf(many ?? '1') : 2;
    return ` ${nowIn(calendar).year - (/this/i.test(which ?? '') ? 0 : ago)}`.padEnd(whole.length);
  });
}

/** “yesterday, 3pm” */
function nextToDay(text: string, index: number, places: readonly [number, number][]): boolean {
  const [, end = -1] = places.at(-1) ?? [];
  return end >= 0 && /^[\s,]*$/.test(text.slice(end, index));
}

function phraseAt(text: string, calendar: Calendar): Phrase | undefined {
  const [all] = EVER.exec(text) ?? [];
  const phrase =
    (all === undefined ? undefined : { isEver: true as const, length: all.length }) ??
    lastAt(text, calendar) ??
    agoAt(text, calendar) ??
    ageAt(text, calendar) ??
    spanAt(text, calendar);
  if (phrase === undefined) return undefined;
  return { ...phrase, length: phrase.length + ownerAt(text.slice(phrase.length)) };
}

function ownerAt(behind: string): number {
  return POSSESSIVE.exec(behind)?.[0].length ?? 0;
}

function lastAt(text: string, calendar: Calendar): Phrase | undefined {
  const [whole = '', digits, word, unit, alone] = LAST.exec(text) ?? [];
  if (whole === '') return undefined;
  const amount = amountOf(digits, word, unit ?? alone);
  const short = partOfDay(amount, calendar);
  if (short !== undefined) return { from: short, length: whole.length };
  const days = daysOf(amount) ?? (isOneYear(amount) ? WIDER_DAYS : Infinity);
  if (amount.many >= 1 && days <= WIDER_DAYS) return { days, length: whole.length };
  return { from: daysBefore(nowIn(calendar), amount).toMillis(), length: whole.length };
}

/** “the last two hours”: since when, to the minute; undefined for whole days. */
function partOfDay({ many, unit }: Amount, calendar: Calendar): number | undefined {
  const inHours = { minute: many / 60, hour: many }[unit as string];
  if (inHours === undefined || inHours % 24 === 0) return undefined;
  return nowIn(calendar).minus({ hours: inHours }).startOf('minute').toMillis();
}

const AGO = pattern`^((from|of|in|at) )?((about|around|like) )?${AMOUNT} ago\b`;

/** “two hours ago”: about then, an hour more or less. */
function agoAt(text: string, calendar: Calendar): Phrase | undefined {
  const [whole = '', digits, word, unit] = AGO.exec(text) ?? [];
  const then = whole === '' ? undefined : partOfDay(amountOf(digits, word, unit), calendar);
  if (then === undefined) return undefined;
  return { from: then - HOUR, to: Math.min(then + HOUR, calendar.now), length: whole.length };
}

function isOneYear({ many, unit }: Amount): boolean {
  return many === { month: 12, year: 1, quarter: 4 }[unit as string];
}

function ageAt(text: string, calendar: Calendar): Phrase | undefined {
  const [whole = '', plain, other, digits, word, unit, behind] = AGE.exec(text) ?? [];
  if (whole === '') return undefined;
  const age = amountOf(digits, word, unit);
  // “more than an hour” is a length, “more than an hour ago” an age.
  const isLength = ['minute', 'hour'].includes(age.unit) && plain === undefined;
  if (isLength && behind === undefined) return undefined;
  const moment = partOfDay(age, calendar) ?? daysBefore(nowIn(calendar), age).toMillis();
  const isOlder = /^(?:older|before|more|over|longer|at)/i.test(plain ?? other ?? '');
  const { length } = whole;
  return isOlder ? { to: moment, age, length } : { from: moment, length };
}

function spanAt(text: string, calendar: Calendar): Phrase | undefined {
  const [lead = '', word = ''] = LEAD.exec(text) ?? [];
  const rest = text.slice(lead.length);
  const date = pointAt(rest, calendar);
  const range = rangeAt(rest, date, /^between/i.test(word), calendar);
  if (range !== undefined && (range.plain || lead !== '')) {
    return { ...range.span, length: lead.length + range.length };
  }
  if (date === undefined || (lead === '' && !date.plain)) return undefined;
  const length = lead.length + date.length;
  const { from, to } = date.span;
  if (date.isClock === true) {
    if (/^(?:since|starting|newer|after|from)/i.test(word)) return { from, length };
    if (/^(?:before|older|until|till|up)/i.test(word)) return { to: from, length };
    return { from, to, length };
  }
  const named = /\d/.test(rest.slice(0, date.length)) && to - from < 2 * DAY;
  if (/^(?:since|starting|newer)/i.test(word)) return { from, length };
  if (/^after/i.test(word)) return { from: to, length };
  if (/^(?:before|older)/i.test(word)) return { to: from, length };
  if (/^(?:until|till|up)/i.test(word)) return { to, length };
  if (/^(?:around|approx|circa)/i.test(word)) {
    const days = /days?\b/i.test(rest.slice(0, date.length)) ? 1 : 3;
    const moved = (end: number, by: number): number => +at(end, calendar.zone).plus({ days: by });
    if (to - from < 2 * DAY) return { from: moved(from, -days), to: moved(to, days), length };
  }
  const isFrom = /^from/i.test(word) && named && !/ago$/i.test(rest.slice(0, date.length));
  const isOpen = isFrom && !AND_DAY.test(rest.slice(date.length));
  return isOpen ? { from, length } : { from, to, length };
}
