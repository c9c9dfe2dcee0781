import type { Window } from '../recordings/types.js';
import { DAY } from '../util/time.js';
import { type Calendar, at, earliest, endOfToday, nowIn } from './calendar.js';
import { dateAt } from './date-at.js';
import { WIDER_DAYS } from './list-state.js';
import type { When } from './query.js';
import { rangeAt } from './range-at.js';
import { AMOUNT, type Amount, amountOf, before, daysOf } from './units.js';

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

const LAST = new RegExp(
  `^(?:(?:in|of|from|over|during|within|for)\\s+)?(?:the\\s+)?(?:last|past|previous)\\s+(?:${AMOUNT}|(hour|hr)\\b)`,
  'i',
);
const AGE = new RegExp(`^(older|newer|younger)\\s+than\\s+${AMOUNT}(?:\\s+(?:ago|old))?`, 'i');
const LEAD =
  /^(since|starting(?:\s+(?:on|from))?|after|newer\s+than|before|older\s+than|until|till|up\s+to|from|between|on|in|during|of|within|for)\s+(?:the\s+(?=\d))?/i;
/** “yesterday’s”, “the last two weeks’” */
const POSSESSIVE = /^['’]s?(?!\w)/i;

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
