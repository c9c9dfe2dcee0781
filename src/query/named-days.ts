import { type WeekdayNumbers } from 'luxon';
import { DAY, HOUR } from '../util/time.js';
import { amountOf, numberOf } from './amounts.js';
import { type Calendar, type OpenSpan, at, dayOf, endOfToday, nowIn, startOf } from './calendar.js';
import {
  ALONE,
  MONTHS,
  MONTHS_ELSEWHERE,
  THREE,
  monthAt,
  monthElsewhere,
  of,
  past,
  relativeAt,
  type DateAt,
} from './date-at.js';
import { everyPattern, pattern, source } from '../util/pattern.js';
import type { NoDate } from './no-date.js';
import type { Spoken } from './spoken-words.js';

/** A pattern without groups. */
export const WEEKDAYS = source`mon(day)?|tue(s(day)?)?|wed(nesday)?|thu(r(s(day)?)?)?|fri(day)?|sat(urday)?|sun(day)?`;
const WEEKDAYS_IN_FULL = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
/** Their dates are the same each year. */
const FEASTS: Readonly<Record<string, readonly [month: number, day: number]>> = {
  [source`(x-?mas|christmas) eve`]: [12, 24],
  [source`(x-?mas|christmas)( day)?`]: [12, 25],
  [source`boxing day`]: [12, 26],
  [source`new year(['’]?s)? eve|sylvester`]: [12, 31],
  [source`new year(['’]?s)?( day)?`]: [1, 1],
  halloween: [10, 31],
  [source`valentine['’]?s( day)?`]: [2, 14],
  [source`(st\.?|saint) patrick['’]?s day`]: [3, 17],
  [source`independence day`]: [7, 4],
};
/** A pattern without groups. */
export const FEAST = Object.keys(FEASTS).join('|');
const FEAST_AT = pattern`^((the|last) )?(#${FEAST})${ALONE}( (#20\d\d)\b)?`;
const MANY = '(an?|one|two|three|four|five|six|\\d{1,2})';
/** “the monday before last”, “two fridays ago” */
const WEEKDAY_AGO = pattern`^(the )?((#${WEEKDAYS}) before last|${MANY} (#${WEEKDAYS})s? ago)\b`;
/** “tuesday two weeks ago”, “a week ago on tuesday” */
const WEEKS_AGO = pattern`^((#${WEEKDAYS}),? ${MANY} weeks? ago|${MANY} weeks? ago,? (on )?(#${WEEKDAYS}))\b`;
/** “the last friday of october” */
const NTH_WEEKDAY = pattern`^(the )?(#first|second|third|fourth|last|1st|2nd|3rd|4th) (#${WEEKDAYS}|weekend) (of|in) `;
/** “third” and “3rd” are 2; −1 or NaN for what is neither. */
export function nthOf(said: string): number {
  return numberOf(said.replace(/(?<=\d)(?:st|nd|rd|th)$/i, '')) - 1;
}
const WORKING_DAY = pattern`
  ^(the )?(last|past|previous) ((#one|two|three|four|five|six|\d{1,2}) )?(business|working|work|week)[\s-]?days?\b
`;

/** A day by its name: a feast, “the monday before last”, “the last working day”. */
export function namedDayAt(text: string, calendar: Calendar): DateAt | undefined {
  return feastAt(text, calendar) ?? weekdayAt(text, calendar) ?? workingDayAt(text, calendar);
}

/** Of no topic, since nothing follows; alone it is asked about. */
function feastAt(text: string, calendar: Calendar): DateAt | undefined {
  const [whole, name = '', said] = FEAST_AT.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const [, [month, day] = [1, 1]] =
    Object.entries(FEASTS).find(([feast]) => new RegExp(`^(?:${feast})$`, 'i').test(name)) ?? [];
  const start = dayOf(Number(said ?? nowIn(calendar).year), month, day, calendar.zone);
  const date = start && past(of(start, 'day', whole), start, said !== undefined, calendar);
  return date && { ...date, plain: said !== undefined };
}

/** A weekday by the week or the month that it was in. */
function weekdayAt(text: string, calendar: Calendar): DateAt | undefined {
  const today = nowIn(calendar).startOf('day');
  const [ago = '', last, many, name = last] = WEEKDAY_AGO.exec(text) ?? [];
  if (name !== undefined) {
    const back = ((today.weekday - weekdayOf(name) + 6) % 7) + 1;
    const weeks = last === undefined ? countOf(many) - 1 : 1;
    return { ...of(today.minus({ days: back + 7 * weeks }), 'day', ago), sure: true };
  }
  const [week = '', before, weeks, other = weeks, behind = before] = WEEKS_AGO.exec(text) ?? [];
  if (behind !== undefined) {
    const then = today.minus({ weeks: countOf(other) });
    return { ...of(then.set({ weekday: weekdayOf(behind) }), 'day', week), sure: true };
  }
  const [lead = '', nth = '', named = ''] = NTH_WEEKDAY.exec(text) ?? [];
  const isWeekend = /^weekend/i.test(named);
  const day = isWeekend ? 'saturday' : named;
  const rest = text.slice(lead.length);
  const month = lead === '' ? undefined : (relativeAt(rest, calendar) ?? monthAt(rest, calendar));
  if (month === undefined) return undefined;
  const [first, end] = [at(month.span.from, calendar.zone), at(month.span.to, calendar.zone)];
  const ahead = (weekdayOf(day) - first.weekday + 7) % 7;
  const back = ((end.weekday - weekdayOf(day) + 6) % 7) + 1;
  const found = /^last/i.test(nth)
    ? end.minus({ days: back })
    : first.plus({ days: ahead + 7 * nthOf(nth) });
  const to = startOf(found.plus({ days: isWeekend ? 2 : 1 }), 'day');
  const span = { from: found.toMillis(), to: to.toMillis() };
  return { ...of(found, 'day', lead), span, length: lead.length + month.length, sure: true };
}

const countOf = (said = ''): number => amountOf(/^\d/.test(said) ? said : undefined, said).many;

/** Monday is 1. */
export function weekdayOf(name: string): WeekdayNumbers {
  const start = name.slice(0, 3).toLowerCase();
  return (WEEKDAYS_IN_FULL.findIndex((day) => day.startsWith(start)) + 1) as WeekdayNumbers;
}

const WEEKDAYS_ALONE = pattern`
  ^((on|from|between) )?(${WEEKDAYS})(\s*(to|until|till|through|thru|and|[-–])\s*(${WEEKDAYS}))?
  ( (morning|afternoon|evening|night|at\s.*))?(['’]s?)?$
`;

/** “monday to wednesday” of “last week”, “friday” of “the 13th”. @param said the days, as they were written */
export function inWeek(said: string, days: OpenSpan, week: OpenSpan, zone: string) {
  const { from = 0, to = 0 } = days;
  const { from: begin = 0, to: end = 0 } = week;
  // An hour more or less, where clocks change.
  const length = Math.round((end - begin) / DAY);
  if (!WEEKDAYS_ALONE.test(said) || (length !== 1 && length !== 7)) return undefined;
  const weeks = Math.ceil((begin - from - 2 * HOUR) / (7 * DAY));
  const [first = 0, last = 0] = [from, to].map((ms) => +at(ms, zone).plus({ weeks }));
  return first >= begin && last <= end ? { from: first, to: last } : undefined;
}

/** “last working day”, and since the first of “the last 3 working days” */
function workingDayAt(text: string, calendar: Calendar): DateAt | undefined {
  const [whole, many] = WORKING_DAY.exec(text) ?? [];
  if (whole === undefined) return undefined;
  let day = nowIn(calendar).startOf('day');
  for (let left = many === undefined ? 1 : countOf(many); left > 0;) {
    day = day.minus({ days: 1 });
    if (day.weekday <= 5) left -= 1;
  }
  const { span, ...date } = of(day, 'day', whole);
  const to = many === undefined ? span.to : endOfToday(calendar);
  return { ...date, span: { from: span.from, to }, sure: true };
}

const nameOfDay = (short: string): string => WEEKDAYS_IN_FULL[weekdayOf(short) - 1] ?? short;

/** A pattern without groups. */
export const SPAN_NAMED = source`(${MONTHS}|${WEEKDAYS}|yesterday|today|(last|this) (week|month|quarter|year)|20\d\d)\b`;
/** People's words of weekdays, weeks and months. */
export const WEEKDAY_WORDS: readonly Spoken[] = [
  [
    'from monday the 16th to friday the 20th',
    everyPattern`
      \b(${WEEKDAYS}),? (?=(the )?\d{1,2}(st|nd|rd|th)\s*(to|until|till|through|[-–])\s*\w)
      |(?<=\b(to|until|till|through)\s)(${WEEKDAYS}),? (?=(the )?\d{1,2}(st|nd|rd|th)\b)
    `,
    '',
  ],
  [
    'not watched for a year',
    everyPattern`
      (?<=\b(not|never|nobody|n['’]t) (\w+ ){0,2}(watched|viewed|opened|seen|looked at) )(for|in|within) ((over|more than) )?
      (?=(an?|\d+) (day|week|month|year)s?\b)
    `,
    'older than ',
  ],
  [
    'wed 3-5pm',
    everyPattern`\b(#mon|tue|wed|thu|fri|sat|sun) (?=\d{1,2}(:\d\d)?\s*([ap]m)?\s*[-–]\s*\d{1,2}(:\d\d|\s*[ap]m)(?![\w:]))`,
    (_all, day = '') => `${nameOfDay(day)} `,
  ],
  // “monday 9.10” may be a time.
  [
    'monday 16.11.',
    everyPattern`\b(#${WEEKDAYS}),? (#\d{1,2})\.(#0?[1-46-9]|5|1[12])(\.(?!\d)|(?![\d.]))`,
    (_all, name, day, month) => `${name} ${day} ${THREE[Number(month) - 1]}`,
  ],
  [
    'mondays standup',
    everyPattern`
      \b(#(mon|tues|wednes|thurs|fri|satur|sun)day)s
      (?= (?!(in|and|or|at|of|from|this|last|since|ago|back|before|only|recordings?|videos?)\b)\p{L})
    `,
    "$1's",
  ],
  [
    'weekly sync 24/11',
    everyPattern`
      (?<=^\s*|\p{L} )(?<!\b(on|from|since|before|after|until|till|to|of|in|and|or|by|between|than|for) )(?!24/7)(?=
        ((1[3-9]|2\d|3[01])/(0?[1-9]|1[0-2])|(0?[1-9]|1[0-2])/(1[3-9]|2\d|3[01]))
        ( (recording|video|meeting|call)s?)?\s*($|,)
      )
    `,
    'on ',
  ],
  [
    'this quarter so far',
    everyPattern`(?<=${SPAN_NAMED})[\s,]+so far\b|\bso far (?=${SPAN_NAMED})`,
    '',
  ],
  [
    'since the weekend',
    everyPattern`\b((#since|before|after|until|till) |(over|during) )?the weekend\b(?=\s*$|,|(?<=(since|before|after|until|till)\s.*)(?! (before|of|in)\b))`,
    (_all, lead = '') => `${lead} last weekend`.trim(),
  ],
  [
    'a fortnight ago',
    everyPattern`(?<=\b(last|past) )fortnight\b|\b(a )?fortnight(?= (ago|back|old)\b)|(?<=\bthan )a fortnight\b`,
    '14 days',
  ],
  [
    'last month first week',
    everyPattern`
      \b(#(last|this) (month|quarter|year)|(?<!\d\s)(${MONTHS}|q[1-4]|20\d\d)),?\s+
      (#first|second|third|fourth|last|1st|2nd|3rd|4th) (#week|half)\b(?! (of|hour))
    `,
    '$2 $3 of $1',
  ],
  [
    'recordings of the week',
    everyPattern`(?<=(^|\b(recordings?|videos?|webinars|trainings|meetings))\s*)of the (#week|month|quarter|year)(?=\s*$)`,
    'of this $1',
  ],
  [
    'last two weekends',
    everyPattern`\blast (two|2) weekends\b`,
    'weekend before last and last weekend',
  ],
  [
    'wc 5 oct',
    everyPattern`\b(w\/[ce]|wc) (?=\d|\w{3,6}day\b|(jan|feb|ma[ry]|apr|ju[nl]|aug|sep|oct|nov|dec)[a-z]*)`,
    'week of ',
  ],
  ['the week past', everyPattern`\bthe (#week|month|quarter|year) past\b`, 'last $1'],
  [
    'month 10',
    everyPattern`
      (#^\s*|\b(in|of|from|since|until|before|after|for|recordings?) )month 0?(#[1-9]|1[0-2])
      (?=\s*($|,)| (of )?20\d\d\b)
    `,
    (_all, lead, number) =>
      `${lead}${/^(?:\s*$|rec)/i.test(lead) ? 'in ' : ''}${THREE[Number(number) - 1]}`,
  ],
  [
    'mon, wed and fri',
    everyPattern`\b(${WEEKDAYS})(\s*(,|&|,? (and|or)\b)\s*(${WEEKDAYS})\b)+`,
    (all) => all.replace(new RegExp(`\\b(?:${WEEKDAYS})\\b`, 'gi'), nameOfDay),
  ],
  [
    'upcoming',
    everyPattern`^\s*(upcoming|future)(?=\s*($|(ones|recordings?|meetings?)\b))`,
    'tomorrow',
  ],
  [
    'a week ago today',
    everyPattern`\b(#ago) today\b|\btoday (?=(an?|one|\w{3,5}) \w{4,6} ago\b)`,
    '$1',
  ],
  [
    'october, not november',
    everyPattern`\b(#${SPAN_NAMED})\s*,? (and )?not (in |on )?(${SPAN_NAMED})(?=\s*$)`,
    '$1',
  ],
];

const LEADS: Readonly<Record<string, string>> = {
  ...{ am: 'on', vom: 'from', von: 'from', ab: 'since', seit: 'since', bis: 'to' },
};
/** As other languages write them. */
export const DAYS_ELSEWHERE: readonly Spoken[] = [
  [
    'vom 5.10. bis zum 10.10.',
    everyPattern`(?<![\p{L}\d])(#(?<!\d\s)am|vom|von|ab|seit|bis) (zum )?(?=\d{1,2}\.\s?[\p{L}\d])`,
    (_all, lead = '') => `${LEADS[lead.toLowerCase()]} `,
  ],
  [
    'el 5 de octubre de 2026',
    everyPattern`
      (?<![\p{L}\d])(
        ((le|el|den) )?(#\d{1,2})(er|\.)? (de )?(#${MONTHS_ELSEWHERE})
        |(#${MONTHS_ELSEWHERE})(?= (de )?20\d\d)
      )(?![\p{L}\d])( de(?= 20\d\d))?
    `,
    (_all, day = '', name?: string, other = '') => `${day} ${monthElsewhere(name ?? other)}`,
  ],
];

const EVENT = pattern`^(#since|after|before|until|till|during) (#(my|our|his|her|their|the|i|we)\s.+)$`;

/** “since my holiday”: a time that only the person knows. @param guessed words that nothing else understood */
export function eventIn(guessed: string): NoDate | undefined {
  const [said, lead = '', topic] = EVENT.exec(guessed) ?? [];
  if (said === undefined || topic === undefined) return undefined;
  const way = /^(?:before|until|till)/i.test(lead) ? 'older than' : 'last';
  const readings = [`${way} 7 days`, `${way} 30 days`];
  return { said, whole: said, length: said.length, topic, readings };
}
