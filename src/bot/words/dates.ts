import type { Window } from '../../recordings/window.js';
import { WIDER_DAYS } from '../list-state.js';
import { at, dayOf, earliest, endOfToday, nowIn, type Calendar } from './calendar.js';
import { dateAt, yearsOn, type DateAt } from './date-at.js';
import type { When } from './query.js';

/** What is wrong with dates that somebody gave. */
export type DateProblem = 'future' | 'too-old' | 'backwards';

/** The dates in a line of words. */
export interface Dates {
  readonly when?: When;
  readonly problem?: DateProblem;
  /** Whether it takes the person's zone to know what is meant. */
  readonly zoned: boolean;
  /** Where the phrases stand, from first to behind last character. */
  readonly places: readonly (readonly [number, number])[];
}

/** One phrase: a span that can be open on one side, or the last days. */
interface Phrase {
  readonly days?: number;
  readonly from?: number;
  readonly to?: number;
  readonly length: number;
}

const COUNT = '(\\d{1,4}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)';
const UNITS = '(hour|day|week|month|quarter|year)s?\\b';
const LAST = new RegExp(
  `^(?:(?:in|of|from|over|during|within|for)\\s+)?(?:the\\s+)?(?:last|past|previous)\\s+${COUNT}\\s+${UNITS}`,
  'i',
);
const AGE = new RegExp(
  `^(older|newer|younger)\\s+than\\s+${COUNT}\\s+${UNITS}(?:\\s+(?:ago|old))?`,
  'i',
);
const LEAD =
  /^(since|starting(?:\s+(?:on|from))?|after|newer\s+than|before|older\s+than|until|till|up\s+to|from|between|on|in|during|of|within|for)\s+(?:the\s+(?=\d))?/i;
const JOINT = /^\s*(?:to|until|till|through|thru|and|[-–—])\s*/i;
const DAY_ALONE = /^(\d{1,2})(?:st|nd|rd|th)?(?=\s*(?:to|until|till|through|thru|and|[-–—])\s*\d)/i;
const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** Dates are looked for among the first words only: it takes time, and endless lines are no wishes. */
const MOST_WORDS = 60;

/** Finds the dates in a line: “since 1 Oct”, “last month”, “from 1 Oct to 15 Oct”, “last 90 days”. */
export function readDates(text: string, calendar: Calendar): Dates {
  const places: [number, number][] = [];
  let open: { from?: number; to?: number } = {};
  let words = 0;
  for (let index = 0; index < text.length && words < MOST_WORDS; index += 1) {
    if (index > 0 && !/[\s,(;\uE001]/.test(text.charAt(index - 1))) continue;
    words += 1;
    const phrase = phraseAt(text.slice(index), calendar);
    if (phrase === undefined) continue;
    places.push([index, index + phrase.length]);
    index += phrase.length - 1;
    if (phrase.days !== undefined) return { when: { days: phrase.days }, zoned: false, places };
    open = narrower(open, phrase);
  }
  if (places.length === 0) return { zoned: false, places };
  return { ...within(open, calendar), zoned: true, places };
}

/** The usual ends where none are given, and never the future. */
export function within(
  open: { readonly from?: number; readonly to?: number },
  calendar: Calendar,
): { readonly when: Window } | { readonly problem: DateProblem } {
  const today = endOfToday(calendar);
  const first = earliest(calendar);
  const to = Math.min(open.to ?? today, today);
  const from = open.from ?? at(to, calendar.zone).minus({ years: 1 }).toMillis();
  if (open.from !== undefined && open.from > calendar.now) return { problem: 'future' };
  if (from >= to) return { problem: 'backwards' };
  if (to <= first) return { problem: 'too-old' };
  return { when: { from: Math.max(from, first), to } };
}

function narrower(
  one: { from?: number; to?: number },
  other: { readonly from?: number; readonly to?: number },
): { from?: number; to?: number } {
  const from = Math.max(one.from ?? -Infinity, other.from ?? -Infinity);
  const to = Math.min(one.to ?? Infinity, other.to ?? Infinity);
  return { ...(from === -Infinity ? {} : { from }), ...(to === Infinity ? {} : { to }) };
}

function phraseAt(text: string, calendar: Calendar): Phrase | undefined {
  return lastAt(text, calendar) ?? ageAt(text, calendar) ?? spanAt(text, calendar);
}

function lastAt(text: string, calendar: Calendar): Phrase | undefined {
  const [whole = '', count = '', unit = ''] = LAST.exec(text) ?? [];
  if (whole === '') return undefined;
  const many = numberOf(count);
  const days = Math.ceil(many * ({ hour: 1 / 24, day: 1, week: 7 }[unit.toLowerCase()] ?? NaN));
  const year = many === 1 ? /year/i : many === 12 ? /month/i : undefined;
  if (many >= 1 && days <= WIDER_DAYS) return { days, length: whole.length };
  if (year?.test(unit) === true) return { days: WIDER_DAYS, length: whole.length };
  return { from: back(many, unit, calendar), length: whole.length };
}

function ageAt(text: string, calendar: Calendar): Phrase | undefined {
  const [whole = '', which = '', count = '', unit = ''] = AGE.exec(text) ?? [];
  if (whole === '') return undefined;
  const moment = back(numberOf(count), unit, calendar);
  const end = /older/i.test(which) ? { to: moment } : { from: moment };
  return { ...end, length: whole.length };
}

/** The beginning of the day so many units ago. */
function back(many: number, unit: string, calendar: Calendar): number {
  return nowIn(calendar)
    .minus({ [`${unit.toLowerCase()}s`]: many })
    .startOf('day')
    .toMillis();
}

function numberOf(text: string): number {
  const word = text.toLowerCase();
  if (/^\d/.test(word)) return Number(word);
  if (word === 'twelve') return 12;
  return Math.max(NUMBERS.indexOf(word), 0) + 1;
}

function spanAt(text: string, calendar: Calendar): Phrase | undefined {
  const [lead = '', word = ''] = LEAD.exec(text) ?? [];
  const rest = text.slice(lead.length);
  const range = rangeAt(rest, /^between/i.test(word), calendar);
  if (range !== undefined && (range.plain || lead !== '')) {
    return { ...range.span, length: lead.length + range.length };
  }
  const date = dateAt(rest, calendar);
  if (date === undefined || (lead === '' && !date.plain)) return undefined;
  const length = lead.length + date.length;
  const { from, to } = date.span;
  const named = /\d/.test(rest.slice(0, date.length)) && to - from < 2 * 86_400_000;
  if (/^(?:since|starting|newer)/i.test(word)) return { from, length };
  if (/^after/i.test(word)) return { from: to, length };
  if (/^(?:before|older)/i.test(word)) return { to: from, length };
  if (/^(?:until|till|up)/i.test(word)) return { to, length };
  if (/^from/i.test(word) && named && !/ago$/i.test(rest.slice(0, date.length)))
    return { from, length };
  return { from, to, length };
}

/** Two dates with a joint between them; the first can be a day alone: “1–15 October”. */
function rangeAt(
  text: string,
  between: boolean,
  calendar: Calendar,
): Pick<DateAt, 'span' | 'length' | 'plain'> | undefined {
  const [alone = ''] = DAY_ALONE.exec(text) ?? [];
  const first = alone === '' ? dateAt(text, calendar) : undefined;
  const length = first?.length ?? alone.length;
  const [joint = ''] = length === 0 ? [] : (JOINT.exec(text.slice(length)) ?? []);
  if (joint === '' || (/and/i.test(joint) && !between)) return undefined;
  const behind = text.slice(length + joint.length);
  const today = /^(?:now|today)\b/i.exec(behind)?.[0].length;
  const second = dateAt(behind, calendar);
  const whole = length + joint.length + (today ?? second?.length ?? 0);
  if (today !== undefined && first !== undefined) {
    const span = { from: first.span.from, to: endOfToday(calendar) };
    return { span, length: whole, plain: first.plain };
  }
  if (second === undefined) return undefined;
  if (first === undefined) {
    const month = at(second.span.from, calendar.zone);
    const day = dayOf(month.year, month.month, Number.parseInt(alone, 10), calendar.zone);
    if (day === undefined) return undefined;
    return {
      span: { from: day.toMillis(), to: second.span.to },
      length: whole,
      plain: second.plain,
    };
  }
  const span = inOrder(first, second, calendar);
  return { span, length: whole, plain: first.plain || second.plain };
}

/** Years that were not said are those that bring the two dates into order. */
function inOrder(first: DateAt, second: DateAt, { zone }: Calendar): Window {
  let { from } = first.span;
  let { to } = second.span;
  if (!first.sure && second.sure) {
    const years = at(to - 1, zone).year - at(from, zone).year;
    from = yearsOn(first.span, years, zone).from;
    if (from >= to) from = yearsOn(first.span, years - 1, zone).from;
  } else if (to <= from && !second.sure) {
    to = yearsOn(second.span, 1, zone).to;
  }
  return { from, to };
}
