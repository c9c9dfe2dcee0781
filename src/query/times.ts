import type { Window } from '../recordings/types.js';
import { present } from '../util/present.js';
import { HOUR } from '../util/time.js';
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
import { MONTHS, dateAt } from './date-at.js';
import { pattern } from '../util/pattern.js';

/** A time of day at the beginning of a text. */
interface ClockAt {
  /** Minutes since midnight, on the clock on the wall. */
  readonly minutes: number;
  /** In characters. */
  readonly length: number;
  /** “3 pm” and “15:00”, but not “3”. */
  readonly sure: boolean;
}

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

const WHOLE_DAY = 24 * 60;

const NAMED = /^(?:12\s+)?(noon|midday|midnight)\b/i;
const CLOCK =
  /^(\d{1,2})(?:[:.h](\d{2}))?(?:\s*(a\.?m\b\.?|p\.?m\b\.?|o['’]?clock\b|h\b|hrs?\b))?(?![\w:]|[.,/]\d|(?<=\d)-\d)/i;

function clockAt(text: string): ClockAt | undefined {
  const [named, name = ''] = NAMED.exec(text) ?? [];
  if (named !== undefined) {
    const minutes = /midnight/i.test(name) ? 0 : WHOLE_DAY / 2;
    return { minutes, length: named.length, sure: true };
  }
  const [whole, hours, past, half = ''] = CLOCK.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const hour = Number(hours);
  const minute = Number(past ?? 0);
  const isHalf = /^[ap]/i.test(half);
  if (minute > 59 || hour > 24 || (isHalf && (hour < 1 || hour > 12))) return undefined;
  const twelve = isHalf ? (hour % 12) + (/^p/i.test(half) ? 12 : 0) : hour;
  const minutes = twelve * 60 + minute;
  if (minutes > WHOLE_DAY) return undefined;
  return { minutes, length: whole.length, sure: past !== undefined || half !== '' };
}

const RANGE_LEAD = /^(from|between)\s+/i;
const JOINT = /^\s*(?:to|until|till|and|[-–—])\s*/i;
/** “04:00 to 16 May” */
const MONTH_BEHIND = new RegExp(`^(?:st|nd|rd|th)?\\s+(?:of\\s+)?(?:${MONTHS})\\b`, 'i');
const POINT = /^(at|around|approximately|ca\.?|@)\s*/i;
const AFTER = /^(?:after|since|from|starting(?:\s+(?:at|from))?|later\s+than)\s+/i;
const BEFORE = /^(?:before|until|till|by|up\s+to|earlier\s+than)\s+/i;
const PART =
  /^(?:(this|in\s+the|during\s+the|the|early|late|around)\s+)?(?:(?:early|late)\s+)?(morning|forenoon|afternoon|evening|night|lunch\s?time|lunch)\b/i;

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

/** “9 to 5” ends in the afternoon. */
function inOrder(first: ClockAt, second: ClockAt): readonly [number, number] | undefined {
  const half = WHOLE_DAY / 2;
  let { minutes: from } = first;
  let { minutes: to } = second;
  // “between 2 and 4” is of the afternoon, as “at 3” is.
  if (!first.sure && !second.sure && from < BEGIN_OF_WORK * 60 && from < to && to < half) {
    from += half;
    to += half;
  }
  if (!first.sure && second.sure && to > half && from < half && from + half < to) from += half;
  if (to > from) return [from, to];
  const later = to + half;
  return to < half && later > from ? [from, later] : undefined;
}

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
  const [from, to] = inOrder(first, second) ?? [];
  return from === undefined || to === undefined ? undefined : { from, to, length };
}

/** The 9 of “9-11am” and “9:30-11”, which are no times by themselves. */
function bareHour(text: string): ClockAt | undefined {
  const [whole, hour, past] = /^(\d{1,2})(?:[:.]([0-5]\d))?(?=\s*[-–—])/.exec(text) ?? [];
  if (whole === undefined || Number(hour) > 23) return undefined;
  const minutes = Number(hour) * 60 + Number(past ?? 0);
  return { minutes, length: whole.length, sure: past !== undefined };
}

/** A pattern without groups; what is told of one half of the year is meant of the other, too. */
const ZONE_NAME = '(?:utc|gmt|z|[cwe]es?t|bst|[ecmp][sd]?t|ist|jst|sgt|hkt|msk|ae[sd]?t|nz[sd]?t)';
/** “CET”, “UTC+2”, “Pacific time”, “New York time” */
const ZONE = pattern('iu')`
  ^\s*\(?(?:
    (?:utc|gmt)([+-](?:1[0-4]|0?\d)(?::?[0-5]\d)?)|(${ZONE_NAME})
    |([ecmp])(?:astern|entral|ountain|acific)(?:\s+(?:standard\s+|daylight\s+)?time|(?=[\s\uE001]*$|,))
    |(?:in\s+)?(\p{L}+(?:\s\p{L}+)?)\s+time
  )\)?(?![\w:-])
`;
/**
 * Hours, wherever they are said.
 * @param beside next to a day, where “morning” and “3pm” alone are of that day
 */
export function hoursAt(text: string, beside: boolean): HoursAt | undefined {
  const hours =
    hourRangeAt(text, beside) ??
    openHoursAt(text, beside) ??
    oneHourAt(text, beside) ??
    partAt(text, beside);
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
  const minutes = inTheDay(clock);
  if (after !== undefined) return { from: minutes, to: WHOLE_DAY, length, isOpen: true };
  return minutes === 0 ? undefined : { from: 0, to: minutes, length };
}

/** Hours of work, where neither “am” nor “pm” is said. */
const BEGIN_OF_WORK = 7;

/** “at 3” is of the afternoon. */
function inTheDay({ minutes, sure }: ClockAt): number {
  return sure || minutes >= BEGIN_OF_WORK * 60 ? minutes : minutes + WHOLE_DAY / 2;
}

function oneHourAt(text: string, beside: boolean): HoursAt | undefined {
  const [lead = '', word = ''] = POINT.exec(text) ?? [];
  const clock = clockAt(text.slice(lead.length));
  if (clock === undefined || !(clock.sure ? lead !== '' || beside : lead !== '' && beside)) {
    return undefined;
  }
  const from = inTheDay(clock);
  const length = lead.length + clock.length;
  const isAbout = /^(?:ar|ap|c)/i.test(word);
  if (from >= WHOLE_DAY) return undefined;
  return { from: isAbout ? Math.max(0, from - 60) : from, to: from + 60, length };
}

function partAt(text: string, beside: boolean): HoursAt | undefined {
  const [tonight] = /^tonight\b/i.exec(text) ?? [];
  if (tonight !== undefined) {
    return { from: 17 * 60, to: WHOLE_DAY, length: tonight.length, isToday: true };
  }
  const [whole, lead = '', name = ''] = PART.exec(text) ?? [];
  if (whole === undefined || !(beside || /^(?:this|in|during)/i.test(lead))) return undefined;
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

const CLOCK_BEFORE_DAY = pattern('iu')`
  ^(?:(?:at|around|between|from)\s+)?(?:
    \d{1,2}\s*(?:to|and|-|–)\s*\d{1,2}(?=\s+on\b)
    |\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|h|o['’]?clock)?(?:
      \s*${ZONE_NAME}\b|\s+(?:in\s+)?(?:\p{L}+\s)?\p{L}+\s+time\b
    )?
    |noon|(?:the\s+)?(?:morning|afternoon|evening|night|lunch(?:\s?time)?)
  )[\s,]+(?:of\s+)?
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
  const day = unitAround(at(from === -Infinity ? now : from, zone), 'day');
  const isOneDay = from === day.from && to <= day.to;
  return isOneDay ? { open: hoursOf(from, hours, zone) } : { open, lostHours: true };
}
