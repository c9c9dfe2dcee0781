import type { Window } from '../recordings/types.js';
import { type Calendar, at, dayOf, endOfToday, nowIn, unitAround } from './calendar.js';
import { type DateAt, MONTHS, dateAt, monthOf, yearsOn } from './date-at.js';

/** A range of dates at the beginning of a text. */
export type RangeAt = Pick<DateAt, 'span' | 'length' | 'plain'>;

const JOINS = '(?:to|until|till|through|thru|and|[-–—])';
const JOINT = new RegExp(`^\\s*${JOINS}\\s*`, 'i');
const NTH = '(?:st|nd|rd|th)?';
const DAY_ALONE = new RegExp(`^(\\d{1,2})${NTH}(?=\\s*${JOINS}\\s*\\d)`, 'i');
const MONTH_DAYS = new RegExp(
  `^(${MONTHS})\\b\\.?\\s+(\\d{1,2})${NTH}(\\s*${JOINS}\\s*)(\\d{1,2})${NTH}(?!\\w|[/.:-]\\d|\\s+(?:of\\s+)?(?:${MONTHS})\\b)(?:,?\\s+(20\\d\\d)\\b)?`,
  'i',
);

/**
 * Two dates with a joint between them; one of them can be a day alone: “1–15 October”, “October 1
 * to 15”.
 *
 * @param between whether “and” is such a joint
 */
export function rangeAt(text: string, between: boolean, calendar: Calendar): RangeAt | undefined {
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

/** Two days of a month that is named first: “October 1 to 15”, “Oct 1-15, 2026”. */
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
