import { DateTime } from 'luxon';
import type { Window } from '../recordings/types.js';
import { DAY } from '../util/time.js';
import { AMOUNT, COUNTS, amountOf } from './amounts.js';
import { type Calendar, at, dayOf, endOfToday, nowIn, startOf, unitAround } from './calendar.js';
import {
  type DateAt,
  MONTHS,
  NOTHING_BEHIND,
  dateAt,
  isAlone,
  monthOf,
  of,
  past,
  yearsOn,
} from './date-at.js';
import { namedDayAt, nthOf } from './named-days.js';
import { hourRangeAt, hoursAt, hoursOf } from './times.js';
import { pattern, source } from '../util/pattern.js';

interface PointAt extends DateAt {
  /** An hour of a day. */
  readonly isClock?: true;
}

/** A date, to the hour where one is said: “25 Nov at 3pm”, but not “25 Nov 9am to 5pm”. */
export function pointAt(text: string, calendar: Calendar): PointAt | undefined {
  const date =
    partAt(text, calendar) ??
    besideDate(text, calendar) ??
    namedDayAt(text, calendar) ??
    dateAt(text, calendar);
  if (date === undefined || date.span.to - date.span.from > 2 * DAY) return date;
  const behind = text.slice(date.length);
  const [gap = ''] = /^[\s,]+/.exec(behind) ?? [];
  const left = behind.slice(gap.length);
  if (gap === '' || hourRangeAt(left, true) !== undefined || OPEN_HOURS.test(left)) return date;
  const hours = hoursAt(left, true);
  if (hours === undefined) return date;
  const span = hoursOf(date.span.from, hours, calendar.zone);
  return {
    ...date,
    span,
    length: date.length + gap.length + hours.length,
    plain: true,
    isClock: true,
  };
}

/** These open what they are said of. */
const OPEN_HOURS = pattern`^(after|since|from|before|until|till|by|up to)\b`;

type RangeAt = Pick<DateAt, 'span' | 'length' | 'plain'>;

const JOINS = source`(up to|to|until|till|through|thru|and|[-–—])`;
const JOINT = pattern`^\s*${JOINS}\s*(the (?=\d))?`;
const THIS_WEEK = pattern`^\S+ (of |in )?this week\b`;
const NTH = source`(st|nd|rd|th)?`;
const DAY_ALONE = pattern`^(?!\d{1,2}-\d{1,2}-20)(#\d{1,2})${NTH}(?=\s*${JOINS}\s*(the )?\d)`;
const MONTH_DAYS = pattern`
  ^(#${MONTHS})\b\.? (#\d{1,2})${NTH}(#\s*${JOINS}\s*)(the )?(#\d{1,2})${NTH}(?!\w|[/.:-]\d| (of )?(${MONTHS})\b)
  (,? (#20\d\d)\b)?
`;

/**
 * “1–15 October”, “1 Oct to today”.
 * @param begins the date that the text begins with, if any: to read one is slow
 * @param between “and” joins, too
 */
export function rangeAt(
  text: string,
  begins: PointAt | undefined,
  between: boolean,
  calendar: Calendar,
): RangeAt | undefined {
  const days = daysAt(text, between, calendar);
  if (days !== undefined) return days;
  const [alone = ''] = DAY_ALONE.exec(text) ?? [];
  const first = alone === '' ? begins : undefined;
  const length = first?.length ?? alone.length;
  const [joint = ''] = length === 0 ? [] : (JOINT.exec(text.slice(length)) ?? []);
  if (joint === '' || (/and/i.test(joint) && !between)) return undefined;
  const behind = text.slice(length + joint.length);
  const today = /^(?:now|today)\b/i.exec(behind)?.[0].length;
  const second = pointAt(behind, calendar);
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
  const last = second.isClock === true ? { ...second, span: upTo(second.span) } : second;
  const span = inOrder(first, last, calendar, THIS_WEEK.test(behind));
  // “mon-wed” and “may to june” are no topics, though “mon” and “may” may be.
  const isNamed = !/\d/.test(text.slice(0, whole)) && !/and/i.test(joint);
  return { span, length: whole, plain: first.plain || second.plain || isNamed };
}

/** Until three is not until four. */
function upTo({ from }: Window): Window {
  return { from, to: from };
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
function inOrder(
  first: DateAt,
  second: DateAt,
  { now, zone }: Calendar,
  isThisWeek: boolean,
): Window {
  let { from } = first.span;
  let { to } = second.span;
  if (!first.sure && second.sure) {
    const years = at(to - 1, zone).year - at(from, zone).year;
    from = yearsOn(first.span, years, zone).from;
    if (from >= to) from = yearsOn(first.span, years - 1, zone).from;
  } else if (to <= from && second.isWeekday === true && isThisWeek) {
    to = at(to, zone).plus({ weeks: 1 }).toMillis();
  } else if (to <= from && second.isWeekday === true) {
    // “mon-fri” on a Thursday ended with the last Friday.
    from = at(from, zone).minus({ weeks: 1 }).toMillis();
  } else if (to <= from && !second.sure) {
    const ahead = yearsOn(second.span, 1, zone);
    // “november to january” in November: nothing is recorded in the next January.
    if (ahead.from > now && !first.sure) from = yearsOn(first.span, -1, zone).from;
    else to = ahead.to;
  } else if (!second.sure && at(to - 1, zone).year > at(from, zone).year + 1) {
    // The last 29 February may be years ago.
    to = yearsOn(second.span, at(from, zone).year - at(to - 1, zone).year, zone).to;
  }
  return { from, to };
}

/** “10 days ending yesterday”, “the week before 5 oct” */
const BESIDE_DATE = pattern`
  ^(the )?(last |first )?(${AMOUNT}|(#(day|week|month|quarter|year)\b)) (
    (#ending( (on|with))?|up to|until|(leading|running) up to)|(#before)|(#starting|beginning|from)
    |(#after|following)
  )( on)? (the (?=\d))?
`;

function besideDate(text: string, calendar: Calendar): DateAt | undefined {
  const [lead, digits, word, unit, alone, ending, before, starting] = BESIDE_DATE.exec(text) ?? [];
  const date =
    lead &&
    (namedDayAt(text.slice(lead.length), calendar) ?? dateAt(text.slice(lead.length), calendar));
  if (lead === undefined || !date) return undefined;
  const { many, unit: each } = amountOf(digits, word, unit ?? alone);
  const isBack = ending !== undefined || before !== undefined;
  const isOutside = (ending ?? starting) === undefined;
  const edge = at(isBack === isOutside ? date.span.from : date.span.to, calendar.zone);
  const far = edge.plus({ [`${each}s`]: isBack ? -many : many });
  const [from, to] = isBack ? [far, edge] : [edge, far];
  return { ...spanning(from, to, text.slice(0, lead.length + date.length)), sure: true };
}

const OF_WHAT = source`(#${MONTHS}|q[1-4]|20\d\d|(the|this|last|previous) (week|month|quarter|year))\b\.?(,? (of )?(#\d{4})\b)?`;
const HALF = pattern`^(the )?(h(#[12])|(#first|second) half)\b( (of )?(#20\d\d)\b)?(?! (of|in)\b)`;
const WEEK = pattern`
  ^(the )?((calendar week|kw|cw|wk)\s*(#\d{1,2})|(week |w)(#\d{1,2})(?= of 20\d\d|${NOTHING_BEHIND}))(?!\d)
  (( (of )?|[/-])(#20\d\d)\b)?
`;
const WEEK_OF = pattern`
  ^(the )?(week(end)? (of|around|from|(beginning|starting|commencing|ending|that (starts|began))( (on|from|with))?))\s+
  (the )?
`;
const PART = pattern`
  ^(the )?(
    (#early|mid|late)[\s-]+(in )?
    |(#
      beginning|begin|start|middle|mid|end|(first|second|last|1st|2nd) half
      |(first|second|third|fourth|last|1st|2nd|3rd|4th) (week|day)
      |(first|last) (\d{1,2}|${COUNTS}|few|couple of) (days|weeks)
    ) ((of|in) )?
  )${OF_WHAT}
`;
/** Which of its days, from the first to behind the last, by the part of it. */
const THIRDS = {
  week: [0, 3, 2, 5, 3],
  month: [0, 10, 10, 20, 20],
  quarter: [0, 31, 31, 61, 61],
  year: [0, 120, 120, 243, 243],
} as const;

/** “first half of 2026”, “week 46”, “mid October” */
function partAt(text: string, calendar: Calendar): DateAt | undefined {
  const { zone } = calendar;
  const { year } = nowIn(calendar);
  const [half = '', short, ordinal, ofYear] = HALF.exec(text) ?? [];
  if (half !== '') {
    const isFirst = short === '1' || /first/i.test(ordinal ?? '');
    const start = dayOf(Number(ofYear ?? year), isFirst ? 1 : 7, 1, zone);
    if (start === undefined) return undefined;
    const span = spanning(start, start.plus({ months: 6 }), half);
    // “H1 planning” may be a topic.
    const plain = short === undefined || ofYear !== undefined || isAlone(text.slice(half.length));
    return { ...past(span, start, ofYear !== undefined, calendar), plain };
  }
  const [week = '', named, bare, weekYear] = WEEK.exec(text) ?? [];
  if (week !== '') {
    const weekNumber = Number(named ?? bare);
    const monday = DateTime.fromObject(
      { weekYear: Number(weekYear ?? year), weekNumber },
      { zone },
    );
    const start =
      monday.toMillis() > calendar.now && weekYear === undefined
        ? monday.minus({ years: 1 }).set({ weekNumber, weekday: 1 })
        : monday;
    // Few years have a week 53: this one’s may be in the future.
    const meant = [start, monday].find((one) => one.isValid && one.weekNumber === weekNumber);
    return meant && { ...of(meant, 'week', week), sure: true };
  }
  const [begin] = WEEK_OF.exec(text) ?? [];
  const inside = begin === undefined ? undefined : dateAt(text.slice(begin.length), calendar);
  if (begin !== undefined && inside !== undefined) {
    const whole = text.slice(0, begin.length + inside.length);
    const week = of(at(inside.span.from, zone), 'week', whole);
    const saturday = +at(week.span.from, zone).plus({ days: 5 });
    const isWeekend = /^(?:the\s+)?weekend/i.test(begin);
    return { ...week, span: { ...week.span, ...(isWeekend && { from: saturday }) }, sure: true };
  }
  const [part = '', time, piece, name = '', said] = PART.exec(text) ?? [];
  const which = (time ?? piece ?? '').toLowerCase();
  const [, relation, unit = 'month'] = /^(\w+)\s+(\w+)$/.exec(name.toLowerCase()) ?? [];
  const [numbered, q] = /^(?:q([1-4])|20\d\d)$/i.exec(name) ?? [];
  const its = numbered === undefined ? unit : q === undefined ? 'year' : 'quarter';
  const kind = its as keyof typeof THIRDS;
  const steps = relation === 'last' || relation === 'previous' ? 1 : 0;
  const first =
    part === ''
      ? undefined
      : relation === undefined
        ? its === 'year'
          ? dayOf(Number(name), 1, 1, zone)
          : dayOf(
              Number(said ?? year),
              q === undefined ? monthOf(name) : Number(q) * 3 - 2,
              1,
              zone,
            )
        : startOf(nowIn(calendar).minus({ [kind]: steps }), kind);
  if (first === undefined) return undefined;
  const days = Math.round(first.plus({ [kind]: 1 }).diff(first, 'days').days);
  const [from, to] = partOf(which, days, THIRDS[kind]);
  const span = spanning(first.plus({ days: from }), first.plus({ days: to }), part);
  const isSure = said !== undefined || relation !== undefined || its === 'year';
  return past(span, first, isSure, calendar);
}

/** @param days in all */
function partOf(which: string, days: number, thirds: readonly number[]): readonly number[] {
  const [first = 0, early = 0, mid = 0, middle = 0, late = 0] = thirds;
  const [, place = '', unit] = /^(\w+)\s+(week|day)$/.exec(which) ?? [];
  const length = unit === 'day' ? 1 : 7;
  if (place === 'last') return [days - length, days];
  const [, side, digits, word, units = ''] =
    /^(first|last)\s+(?:(\d+)|(.+))\s+(day|week)s$/.exec(which) ?? [];
  if (side !== undefined) {
    const all = amountOf(digits, word).many * (units === 'day' ? 1 : 7);
    return side === 'first' ? [0, Math.min(all, days)] : [Math.max(0, days - all), days];
  }
  const nth = nthOf(place) * length;
  if (nth >= 0) return [nth, nth + length];
  if (which.endsWith('half')) {
    // July to December are 184 days.
    const half = days > 300 ? days - 184 : Math.floor(days / 2);
    return /^(?:first|1st)/.test(which) ? [0, half] : [half, days];
  }
  if (/^(?:early|beg|start)/.test(which)) return [first, early];
  return which.startsWith('mid') ? [mid, middle] : [late, days];
}

function spanning(from: DateTime, to: DateTime, whole: string): DateAt {
  const span = { from: from.toMillis(), to: startOf(to, 'day').toMillis() };
  return { span, length: whole.length, sure: false, plain: true };
}
