import type { Window } from '../recordings/types.js';
import { DAY } from '../util/time.js';
import {
  AMOUNT,
  type Amount,
  type Calendar,
  amountOf,
  at,
  before,
  dayOf,
  daysOf,
  earliest,
  endOfToday,
  nowIn,
  unitAround,
} from './calendar.js';
import { type DateAt, MONTHS, dateAt, monthOf, yearsOn } from './date-at.js';
import { WIDER_DAYS } from './list-state.js';
import type { When } from './query.js';

export type DateProblem = 'future' | 'too-old' | 'backwards';

interface Dates {
  readonly when?: When;
  readonly problem?: DateProblem;
  /** The meaning depends on the person's time zone. */
  readonly zoned: boolean;
  /** The phrases' places, from first to behind last character. */
  readonly places: readonly (readonly [number, number])[];
}

interface OpenSpan {
  readonly from?: number;
  readonly to?: number;
}

interface Phrase extends OpenSpan {
  readonly days?: number;
  readonly length: number;
}

const LAST = new RegExp(
  `^(?:(?:in|of|from|over|during|within|for)\\s+)?(?:the\\s+)?(?:last|past|previous)\\s+(?:${AMOUNT}|(hour|hr)\\b)`,
  'i',
);
const AGE = new RegExp(`^(older|newer|younger)\\s+than\\s+${AMOUNT}(?:\\s+(?:ago|old))?`, 'i');
const LEAD =
  /^(since|starting(?:\s+(?:on|from))?|after|newer\s+than|before|older\s+than|until|till|up\s+to|from|between|on|in|during|of|within|for)\s+(?:the\s+(?=\d))?/i;
/** “yesterday’s”, “the last two weeks’” */
const POSSESSIVE = /^['’]s?(?!\w)/i;

/** Reading dates takes time: further words are skipped. */
const MOST_WORDS = 60;

/** Finds “since 1 Oct”, “last month”, “from 1 Oct to 15 Oct”, “last 90 days”. */
export function readDates(text: string, calendar: Calendar): Dates {
  const places: [number, number][] = [];
  let open: OpenSpan = {};
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
  return { ...clampToPast(open, calendar), zoned: true, places };
}

/** The usual ends where none are given, and never the future. */
export function clampToPast(
  open: OpenSpan,
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

function narrower(one: OpenSpan, other: OpenSpan): OpenSpan {
  const from = Math.max(one.from ?? -Infinity, other.from ?? -Infinity);
  const to = Math.min(one.to ?? Infinity, other.to ?? Infinity);
  return { ...(from === -Infinity ? {} : { from }), ...(to === Infinity ? {} : { to }) };
}

function phraseAt(text: string, calendar: Calendar): Phrase | undefined {
  const phrase = lastAt(text, calendar) ?? ageAt(text, calendar) ?? spanAt(text, calendar);
  if (phrase === undefined) return undefined;
  const owner = POSSESSIVE.exec(text.slice(phrase.length))?.[0] ?? '';
  return { ...phrase, length: phrase.length + owner.length };
}

function lastAt(text: string, calendar: Calendar): Phrase | undefined {
  const [whole = '', digits, word, unit, alone] = LAST.exec(text) ?? [];
  if (whole === '') return undefined;
  const amount = amountOf(digits, word, unit ?? alone);
  const days = daysOf(amount) ?? (isOneYear(amount) ? WIDER_DAYS : Infinity);
  if (amount.many >= 1 && days <= WIDER_DAYS) return { days, length: whole.length };
  return { from: before(nowIn(calendar), amount).toMillis(), length: whole.length };
}

function isOneYear({ many, unit }: Amount): boolean {
  return many === { month: 12, year: 1, quarter: 4 }[unit as string];
}

function ageAt(text: string, calendar: Calendar): Phrase | undefined {
  const [whole = '', which = '', digits, word, unit] = AGE.exec(text) ?? [];
  if (whole === '') return undefined;
  const moment = before(nowIn(calendar), amountOf(digits, word, unit)).toMillis();
  const end = /older/i.test(which) ? { to: moment } : { from: moment };
  return { ...end, length: whole.length };
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
  const named = /\d/.test(rest.slice(0, date.length)) && to - from < 2 * DAY;
  if (/^(?:since|starting|newer)/i.test(word)) return { from, length };
  if (/^after/i.test(word)) return { from: to, length };
  if (/^(?:before|older)/i.test(word)) return { to: from, length };
  if (/^(?:until|till|up)/i.test(word)) return { to, length };
  if (/^from/i.test(word) && named && !/ago$/i.test(rest.slice(0, date.length)))
    return { from, length };
  return { from, to, length };
}

type RangeAt = Pick<DateAt, 'span' | 'length' | 'plain'>;

const JOINS = '(?:to|until|till|through|thru|and|[-–—])';
const JOINT = new RegExp(`^\\s*${JOINS}\\s*`, 'i');
const NTH = '(?:st|nd|rd|th)?';
const DAY_ALONE = new RegExp(`^(\\d{1,2})${NTH}(?=\\s*${JOINS}\\s*\\d)`, 'i');
const MONTH_DAYS = new RegExp(
  `^(${MONTHS})\\b\\.?\\s+(\\d{1,2})${NTH}(\\s*${JOINS}\\s*)(\\d{1,2})${NTH}(?!\\w|[/.:-]\\d|\\s+(?:of\\s+)?(?:${MONTHS})\\b)(?:,?\\s+(20\\d\\d)\\b)?`,
  'i',
);

/** “1–15 October”, “1 Oct to today”. @param between “and” joins, too */
function rangeAt(text: string, between: boolean, calendar: Calendar): RangeAt | undefined {
  const days = daysAt(text, between, calendar);
  if (days !== undefined) return days;
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
    const { year, month } = at(second.span.from, calendar.zone);
    const day = dayOf(year, month, Number.parseInt(alone, 10), calendar.zone);
    const span = day && { from: day.toMillis(), to: second.span.to };
    return span && { span, length: whole, plain: second.plain };
  }
  const span = inOrder(first, second, calendar);
  return { span, length: whole, plain: first.plain || second.plain };
}

/** “October 1 to 15”, “Oct 1-15, 2026” */
function daysAt(text: string, between: boolean, calendar: Calendar): RangeAt | undefined {
  const [whole = '', name = '', one, joint = '', other, said] = MONTH_DAYS.exec(text) ?? [];
  if (whole === '' || (/and/i.test(joint) && !between)) return undefined;
  const { now, zone } = calendar;
  const month = monthOf(name);
  const year = said === undefined ? nowIn(calendar).year : Number(said);
  const first = dayOf(year, month, Number(one), zone);
  const last = dayOf(year, month, Number(other), zone);
  if (first === undefined || last === undefined) return undefined;
  const span = { from: first.toMillis(), to: unitAround(last, 'day').to };
  const isPast = said !== undefined || span.from <= now;
  return { span: isPast ? span : yearsOn(span, -1, zone), length: whole.length, plain: true };
}

/** Years that were left out are those that bring the two dates into order. */
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
