import type { Window } from '../recordings/types.js';
import { present } from '../util/present.js';
import { DAY, HOUR, MINUTE } from '../util/time.js';
import {
  type Calendar,
  type OpenSpan,
  at,
  nowIn,
  startOf,
  unitAround,
  zoneNamed,
  zonesCalled,
} from './calendar.js';
import {
  type ClockAt,
  WHOLE_DAY,
  bareHour,
  clockAt,
  clocksInOrder,
  hourInTheDay,
} from './amounts.js';
import { MONTHS, dateAt } from './date-at.js';
import { WEEKDAYS, weekdayOf } from './named-days.js';
import { pattern, source } from '../util/pattern.js';

/** Hours of a day at the beginning of a text. */
export interface HoursAt {
  /** Minutes since midnight; up to {@link WHOLE_DAY}, and beyond it for a night. */
  readonly from: number;
  readonly to: number;
  readonly length: number;
  /** They go on after `to`, if the day that they begin on is not the last: “since 3pm”. */
  readonly isOpen?: boolean;
  /** Of today, and of no other day. */
  readonly isToday?: boolean;
  /** Said with them: IANA, or an offset; of several that one name has, the person's own or the first. */
  readonly zones?: readonly string[];
}

const RANGE_LEAD = /^(from|between)\s+/i;
const JOINT = /^\s*(?:to|until|till|and|[-–—])\s*/i;
/** “04:00 to 16 May” */
const MONTH_BEHIND = pattern`^(st|nd|rd|th)? (of )?(${MONTHS})\b`;
const POINT = /^(at|around|approximately|ca\.?|@)\s*/i;
const AFTER = pattern`^(after|since|from|starting( (at|from))?|later than) `;
const BEFORE = pattern`^(before|until|till|by|up to|earlier than) `;
const PART = pattern`
  ^((#this|in the|during the|the|early|late|around|at(?= night)) )?((early|late) )?(#
    morning|forenoon|afternoon|evening|night|lunch\s?time|lunch
  )\b
`;

const PARTS: Readonly<Record<string, readonly [number, number]>> = {
  morning: [0, 12],
  forenoon: [0, 12],
  lunch: [12, 14],
  lunchtime: [12, 14],
  afternoon: [12, 18],
  evening: [17, 24],
  // Into the next morning.
  night: [18, 30],
};

/** In minutes. */
const LONGEST_NIGHT = 10 * 60;

/** “10pm to 2am” */
function overnight({ minutes: from }: ClockAt, { minutes }: ClockAt) {
  const to = minutes + WHOLE_DAY;
  return from >= 17 * 60 && minutes < from && to - from <= LONGEST_NIGHT ? { from, to } : undefined;
}

/** “from 9am to 5pm”, “between 9 and 11:30”, “9-11am” */
export function hourRangeAt(text: string, beside = false): HoursAt | undefined {
  const [lead = ''] = RANGE_LEAD.exec(text) ?? [];
  const first = clockAt(text.slice(lead.length)) ?? bareHour(text.slice(lead.length));
  if (first === undefined) return undefined;
  let length = lead.length + first.length;
  const [joint = ''] = JOINT.exec(text.slice(length)) ?? [];
  const second = joint === '' ? undefined : clockAt(text.slice(length + joint.length));
  if (second === undefined || (!first.sure && !second.sure && lead === '' && !beside))
    return undefined;
  if (/and/i.test(joint) && !/^between/i.test(lead)) return undefined;
  length += joint.length + second.length;
  if (!second.sure && MONTH_BEHIND.test(text.slice(length))) return undefined;
  // “from 1 to 5 October”, “between 3 and 5 recordings”
  if (!first.sure && !second.sure && !beside && /^\s*[\p{L}\d]/u.test(text.slice(length)))
    return undefined;
  const night = overnight(first, second);
  if (night !== undefined) return { ...night, length };
  // “between 5pm and 9am” is of two days.
  if (second.minutes <= first.minutes && /a\.?m/i.test(text.slice(length - second.length, length)))
    return undefined;
  const [from, to] = clocksInOrder(first, second) ?? [];
  return from === undefined || to === undefined ? undefined : { from, to, length };
}

/** A pattern without groups; what is told of one half of the year is meant of the other, too. */
export const ZONE_NAME = source`(utc|gmt|z|[cwe]es?t|bst|[ecmp][sd]?t|ist|jst|sgt|hkt|msk|ae[sd]?t|nz[sd]?t)`;
/** “CET”, “UTC+2”, “Pacific time”, “New York time” */
const ZONE = pattern`
  ^\s*\(?(
    (utc|gmt)(#[+-](1[0-4]|0?\d)(:?[0-5]\d)?)|(#${ZONE_NAME})
    |(#[ecmp])(astern|entral|ountain|acific)( (standard |daylight )?time|(?=[\s\uE001]*$|,))
    |(in )?(#\p{L}+(\s\p{L}+)?) time
  )\)?(?![\w:-])
`;
/**
 * Hours, wherever they are said.
 * @param beside next to a day, where “morning” and “3pm” alone are of that day
 */
export function hoursAt(text: string, beside: boolean): HoursAt | undefined {
  const hours = hoursAndPartAt(text, beside) ?? hoursAloneAt(text, beside) ?? partAt(text, beside);
  const [whole = '', offset, short, usual, city] =
    (hours && ZONE.exec(text.slice(hours.length))) ?? [];
  const name = (short ?? usual ?? '').toLowerCase();
  const zones =
    offset === undefined
      ? city === undefined
        ? zonesCalled(name)
        : present([zoneNamed(city)])
      : [`UTC${offset.replace(/(?<=\d\d)(?=\d\d$)/, ':')}`];
  if (hours === undefined || zones.length === 0) return hours;
  return { ...hours, zones, length: hours.length + whole.length };
}

function hoursAloneAt(text: string, beside: boolean): HoursAt | undefined {
  return hourRangeAt(text, beside) ?? openHoursAt(text, beside) ?? oneHourAt(text, beside);
}

/** “evening between 6 and 8”, “at 3 in the afternoon” */
function hoursAndPartAt(text: string, beside: boolean): HoursAt | undefined {
  const part = partAt(text, beside);
  const first = part ?? hoursAloneAt(text, true) ?? hourAt(text);
  const [gap = ''] = first === undefined ? [] : (/^[\s,]+/.exec(text.slice(first.length)) ?? []);
  if (first === undefined || gap === '') return undefined;
  const length = first.length + gap.length;
  const behind = text.slice(length);
  const second = part === undefined ? partAt(behind, false, true) : hoursAloneAt(behind, true);
  const both = second && (part === undefined ? hoursIn(second, first) : hoursIn(part, second));
  return both && { ...both, length: length + second.length };
}

/** “11” of “11 at night” */
function hourAt(text: string): HoursAt | undefined {
  const { minutes: from, length } = clockAt(text) ?? { minutes: WHOLE_DAY, length: 0 };
  return from < WHOLE_DAY ? { from, to: from + 60, length } : undefined;
}

/** The half of the day that hours are of. @returns undefined where they are of neither half of that part */
function hoursIn(
  part: Pick<HoursAt, 'from' | 'to' | 'isToday'>,
  hours: HoursAt,
): HoursAt | undefined {
  const told = hours.from === 0 ? hours.to : hours.from;
  const by = [0, WHOLE_DAY / 2, -WHOLE_DAY / 2].find(
    (half) => told + half >= part.from && told + half <= part.to,
  );
  if (by === undefined) return undefined;
  const from = hours.from === 0 ? part.from : hours.from + by;
  const to = hours.isOpen === true ? Math.max(hours.to, part.to) : hours.to + by;
  return { ...hours, from, to, isToday: part.isToday === true };
}

function openHoursAt(text: string, beside: boolean): HoursAt | undefined {
  const [after] = AFTER.exec(text) ?? [];
  const [before] = after === undefined ? (BEFORE.exec(text) ?? []) : [];
  const lead = after ?? before ?? '';
  const clock = lead === '' ? undefined : clockAt(text.slice(lead.length));
  const part =
    lead === '' || clock !== undefined
      ? undefined
      : partAt(text.slice(lead.length), beside || /^lunch/i.test(text.slice(lead.length)));
  if (part !== undefined) {
    const length = lead.length + part.length;
    const isFrom = after !== undefined;
    const until = isFrom ? { to: WHOLE_DAY, isOpen: true } : { from: 0, to: part.from };
    return { ...part, ...until, length };
  }
  if (clock === undefined || !(clock.sure || beside)) return undefined;
  const length = lead.length + clock.length;
  const minutes = hourInTheDay(clock);
  if (after !== undefined) return { from: minutes, to: WHOLE_DAY, length, isOpen: true };
  return minutes === 0 ? undefined : { from: 0, to: minutes, length };
}

function oneHourAt(text: string, beside: boolean): HoursAt | undefined {
  const [lead = '', word = ''] = POINT.exec(text) ?? [];
  const clock = clockAt(text.slice(lead.length));
  if (clock === undefined || !(clock.sure ? lead !== '' || beside : lead !== '' && beside)) {
    return undefined;
  }
  const end = lead.length + clock.length;
  // “at 3 or 4”
  const [joint = ''] = /^\s+or\s+/i.exec(text.slice(end)) ?? [];
  const other = joint === '' ? undefined : clockAt(text.slice(end + joint.length));
  const both = other && clocksInOrder(clock, other);
  const [from, last] = both ?? [hourInTheDay(clock), hourInTheDay(clock)];
  const length = both === undefined ? end : end + joint.length + (other?.length ?? 0);
  const isAbout = /^(?:ar|ap|c)/i.test(word);
  if (last >= WHOLE_DAY) return undefined;
  return { from: isAbout ? Math.max(0, from - 60) : from, to: last + 60, length };
}

/** @param behind hours, which “at night” tells more of */
function partAt(text: string, beside: boolean, behind = false): HoursAt | undefined {
  const [whole, lead = '', name = ''] = PART.exec(text) ?? [];
  const isPlain = /^(?:this|in|during)/i.test(lead) || (behind && lead !== '');
  if (whole === undefined || !(beside || isPlain)) return undefined;
  const [from, to] = PARTS[name.toLowerCase().replace(/\s/g, '')] ?? [];
  if (from === undefined || to === undefined) return undefined;
  const isToday = /^this/i.test(lead);
  return { from: from * 60, to: to * 60, length: whole.length, isToday };
}

/** Hours of a day, on the clock on the wall. @param day its start, ms; the day is the person's */
export function hoursOf(
  day: number,
  hours: Pick<HoursAt, 'from' | 'to' | 'zones'>,
  zone: string,
): Window {
  const { zones = [zone] } = hours;
  const start = at(day, zone)
    .startOf('day')
    .setZone(zones.includes(zone) ? zone : zones[0], { keepLocalTime: true });
  const moment = (minutes: number): number => {
    const date = start.plus({ days: Math.floor(minutes / WHOLE_DAY) });
    const left = minutes % WHOLE_DAY;
    if (left === 0) return startOf(date, 'day').toMillis();
    return date.set({ hour: Math.floor(left / 60), minute: left % 60 }).toMillis();
  };
  const [from, to] = [moment(hours.from), moment(hours.to)];
  // Half past two of the night in which clocks jump is half past three, and so is an hour later.
  return { from, to: to > from ? to : from + HOUR };
}

const CLOCK_BEFORE_DAY = pattern`
  ^((at|around|between|from) )?(
    \d{1,2}\s*(to|and|-|–)\s*\d{1,2}(?= on\b)
    |\d{1,2}([:.]\d\d)?( or \d{1,2})?\s*(am|pm|h|o['’]?clock)?(
      \s*${ZONE_NAME}\b| (in )?(\p{L}+\s)?\p{L}+ time\b
    )?
    |noon|(the )?((early|late) )?(morning|afternoon|evening|night|lunch(\s?time)?)
  )[\s,]+(of )?
`;

/** “3pm yesterday”, “the morning of 25 Nov” */
export function isDayBehind(text: string, calendar: Calendar): boolean {
  const [clock] = CLOCK_BEFORE_DAY.exec(text) ?? [];
  if (clock === undefined || /^\d{1,2}[\s,]+$/.test(clock)) return false;
  const behind = text.slice(clock.length).replace(/^on\s+/i, '');
  return dateAt(behind, calendar)?.plain === true;
}

/** Hours of the day that was said, or of the last such day. */
export function ofHours(open: OpenSpan, hours: HoursAt, calendar: Calendar) {
  const { from = -Infinity, to = Infinity } = open;
  const { zone, now } = calendar;
  if (from === -Infinity && to === Infinity) {
    const today = hoursOf(now, hours, zone);
    // “from 9am” said at eight is of yesterday.
    const isAhead = today.from > now && hours.isToday !== true;
    const yesterday = nowIn(calendar).minus({ days: 1 }).toMillis();
    if (!isAhead) return { open: today };
    const { from: begin, to: end } = hoursOf(yesterday, hours, zone);
    return { open: hours.isOpen === true ? { from: begin } : { from: begin, to: end } };
  }
  const begin = at(from === -Infinity ? now : from, zone);
  const day = unitAround(begin, 'day');
  // “last night at 10” is of the part that was said.
  const minutes = begin.hour * 60 + begin.minute;
  const part = { from: minutes, to: minutes + (to - from) / MINUTE };
  const isOneDay = from === day.from && to <= day.to;
  const told = isOneDay ? hours : to - from < DAY ? hoursIn(part, hours) : undefined;
  return told === undefined ? { open, lostHours: true } : { open: hoursOf(from, told, zone) };
}

const WEEKDAY_ALONE = pattern`^(on )?(#${WEEKDAYS})(?=$|,? (at|in|from|between|after|before|around|early|late|morning|afternoon|evening|night|lunch|\d{1,2}(:\d\d)?\s*[ap]m)(?![\w-]))`;
const WEEKDAY_AND_DAY = pattern`
  ^(on )?(#${WEEKDAYS}),? (#(the )?(\d{1,2}(st|nd|rd|th)? (of )?(${MONTHS})|(${MONTHS}) \d{1,2}|\d{1,2}[/.]\d{1,2}\.?)\b.*)$
`;

export function isWeekdayOf(said: string, { from }: OpenSpan, { zone }: Calendar): boolean {
  const [, weekday] = WEEKDAY_ALONE.exec(said) ?? [];
  return (
    weekday !== undefined && from !== undefined && at(from, zone).weekday === weekdayOf(weekday)
  );
}

/** “monday 1 nov”, where that is a Sunday. */
export function weekdayOfAnother(said: string, day: OpenSpan, calendar: Calendar) {
  const [, weekday = '', date = ''] = WEEKDAY_AND_DAY.exec(said) ?? [];
  return weekday === '' || isWeekdayOf(weekday, day, calendar)
    ? undefined
    : ([weekday, date] as const);
}
