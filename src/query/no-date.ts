import { distance } from 'fastest-levenshtein';
import { DateTime } from 'luxon';
import { pattern, source } from '../util/pattern.js';
import { type Calendar, nowIn } from './calendar.js';
import { MONTHS, monthOf } from './date-at.js';

/** Looks like a date, and is none. */
export interface NoDate {
  /** As it was written. */
  readonly said: string;
  readonly length: number;
  /** Dates that may be meant, as they are read. */
  readonly readings: readonly string[];
  /** With what stands in front of it. */
  readonly whole?: string;
  /** Where it can be different days: as it may be of a topic. */
  readonly topic?: string;
}

const NO_DATE_LEAD = source`((on|from|since|after|before|until|till|to|of|in|between|and) )?(the )?`;
const DAY_MONTH = pattern`^${NO_DATE_LEAD}(#(#\d{1,2})(st|nd|rd|th)?\.? (of )?(#${MONTHS})\b\.?(,? (#20\d\d)\b)?)`;
const MONTH_DAY = pattern`
  ^${NO_DATE_LEAD}(#(#${MONTHS})\b\.? (#\d{1,2})(st|nd|rd|th)?(?![\w:/-]|\s*[–-]\s*\d|\.\d)(,? (#20\d\d)\b)?)
`;
const ISO_LIKE = pattern`^${NO_DATE_LEAD}(#(#\d{4})-(#\d{1,2})-(#\d{1,2}))(?![\w-])`;
const NUMERIC_LIKE = pattern`^${NO_DATE_LEAD}(#(#\d{1,2})(#[./-])(#\d{1,2})\3(#20\d\d))(?![\w-])`;
const WEEK_LIKE = pattern`^((in|of|from|since) )?(#((calendar )?week|kw|cw)\s*(#5[4-9]|[6-9]\d))(?![\w-])`;
/** A leap year. */
const LONGEST_YEAR = 2024;

/** Undefined for dates, and for all that does not look like one. */
export function noDateAt(text: string, calendar: Calendar): NoDate | undefined {
  const spoken = DAY_MONTH.exec(text);
  const turned = spoken === null ? MONTH_DAY.exec(text) : null;
  if (spoken !== null || turned !== null) {
    const [whole = '', said = '', ...groups] = spoken ?? turned ?? [];
    const [day, name, year] = spoken === null ? [groups[1], groups[0], groups[2]] : groups;
    return noDayOf(whole, said, [Number(day), monthOf(name ?? ''), year], calendar);
  }
  const [week, its = '', number = ''] = WEEK_LIKE.exec(text) ?? [];
  // “week 60” is 6, with one digit more.
  if (week !== undefined)
    return { said: its, length: week.length, readings: ['week 52', `week ${number.charAt(0)}`] };
  const [iso, said = '', year, month, day] = ISO_LIKE.exec(text) ?? [];
  if (iso !== undefined) return noDayOf(iso, said, [Number(day), Number(month), year], calendar);
  const [numeric, written = '', one, , other, ofYear] = NUMERIC_LIKE.exec(text) ?? [];
  if (numeric === undefined) return undefined;
  const isDate = [
    [one, other],
    [other, one],
  ].some(([first, second]) => isDay(Number(ofYear), Number(second), Number(first)));
  if (isDate) return undefined;
  return noDayOf(numeric, written, [Number(one), Number(other), ofYear], calendar);
}

/** “11/31”: no day, whichever of them is the month; “13/13” may be a topic. */
export function noDayIn(said: string): NoDate | undefined {
  const [, one, other] = /^(\d{1,2})\/(\d{1,2})$/.exec(said) ?? [];
  const [low, high] = [Number(one), Number(other)].toSorted((a, b) => a - b);
  if (low === undefined || high === undefined || Number.isNaN(low)) return undefined;
  if (low > 12)
    return { said, length: said.length, readings: [`${Math.min(low, 31)} December`], topic: said };
  return noDayOf(said, said, [high, low, undefined]);
}

function isDay(year: number, month: number, day: number): boolean {
  return DateTime.utc(year, month, day).isValid;
}

/** Undefined for a day; else the two that are next to it, none of them still to come. */
function noDayOf(
  whole: string,
  said: string,
  [day, month, given]: readonly [day: number, month: number, year: string | undefined],
  { now }: Pick<Calendar, 'now'> = { now: Infinity },
): NoDate | undefined {
  const year = Number(given ?? LONGEST_YEAR);
  if (isDay(year, month, day)) return undefined;
  const format = given === undefined ? 'MMMM' : 'MMMM yyyy';
  const named = (date: DateTime, lead = ''): string =>
    date.setLocale('en-GB').toFormat(`${lead}${format}`);
  const no = { said, length: whole.length };
  const first = DateTime.utc(year, month, 1);
  if (!first.isValid) {
    const turned = DateTime.utc(year, day, month);
    const years = [`${year}`, `${year - 1}`];
    return { ...no, readings: turned.isValid ? [named(turned, 'd '), `${year}`] : years };
  }
  const last = given === undefined && month === 2 ? 28 : first.daysInMonth;
  const nearest = first.set({ day: day === 0 ? 1 : last });
  const next = first.plus({ months: 1 });
  // “40 October” is further from any day than from the month.
  const isNear = day > 0 && day <= 31 && next.toMillis() <= now;
  // “March” alone may be a name.
  const itsMonth = whole === said ? `in ${named(first)}` : named(first);
  const past = nearest.toMillis() > now ? nearest.minus({ years: 1 }) : nearest;
  return { ...no, readings: [named(past, 'd '), isNear ? named(next, 'd ') : itsMonth] };
}

const DAY_WORDS =
  'today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april august september october november december'.split(
    ' ',
  );
const SPANS = ['week', 'weekend', 'month', 'quarter', 'year'];
const BESIDE = ['last', 'this', 'next', 'on', 'in', 'of', 'the', 'since', 'from'];

/** The date that somebody slipped in: “yesteday”, “lsat week”, “last moth”, “5. Oktober”. */
export function slipIn(guessed: string): string | undefined {
  const said = guessed.toLowerCase().split(' ');
  const isAlone = said.length === 1;
  const near = (word: string, all: readonly string[]): string | undefined =>
    all.find((each) => each === word) ?? all.find((each) => isSlip(word, each));
  const meant = said.map((word, index) => {
    if (/^\d{1,4}(?:st|nd|rd|th|\.)?$/.test(word)) return isAlone ? undefined : word;
    const isLong = word.length > 4 || (isAlone && isSlip(word, 'today'));
    const date = isLong ? near(word, DAY_WORDS) : undefined;
    const isSpan = BESIDE.slice(0, 3).includes(near(said[index - 1] ?? '', BESIDE) ?? '');
    return (
      date ?? (isSpan ? near(word, SPANS) : undefined) ?? (isAlone ? undefined : near(word, BESIDE))
    );
  });
  const isDate = meant.some(
    (word) => word !== undefined && [...DAY_WORDS, ...SPANS].includes(word),
  );
  const text = meant.join(' ');
  return isDate && !meant.includes(undefined) && text !== guessed.toLowerCase() ? text : undefined;
}

const UNITS = ['minutes', 'hours', 'days', 'weeks', 'months', 'quarters', 'years'];
const COUNTED = /(?<=(?<![\p{L}\d])\d{1,4}\s+)\p{L}{3,8}(?!\p{L})/gu;

/** Behind a number: “2 weks ago”, “last 3 monts”. @param isLeft nothing else understood this word */
export function slipOfUnit(text: string, isLeft: (word: string) => boolean) {
  for (const [typed] of text.matchAll(COUNTED)) {
    const word = typed.toLowerCase();
    // “24 hour hackathon”
    const meant = UNITS.find((unit) => isSlip(word, unit) && unit !== `${word}s`);
    if (meant !== undefined && isLeft(typed)) return { typed, meant };
  }
  return undefined;
}

/** Words of a topic are as near to the shorter ones: “sundae”, “augusta”. */
const LONG_DAYS = DAY_WORDS.filter((day) => day.length > 6);
const FILTER_WORDS = [
  ...'everything anything except excluding without hosted recorded shared watched viewed'.split(
    ' ',
  ),
  ...'downloaded larger bigger smaller longer shorter older newer before after since'.split(' '),
  ...'between until transcript transcripts deleted largest biggest oldest newest latest'.split(' '),
  ...'longest shortest smallest minutes hours months weeks today monday friday about'.split(' '),
];

/**
 * A slip in one of several words: “standup in novembr”, “recordings ofrm yestrday”, “lognest first”.
 * @param isRead whether the word is understood in the place of the one that was typed
 */
export function slipAmong(
  guessed: string,
  isRead: (typed: string, meant: string) => boolean,
): { readonly typed: string; readonly meant: string } | undefined {
  for (const [typed] of guessed.matchAll(
    /(?<![\p{L}'’/.@-])\p{L}{5,}(?=['’]s|(?![\p{L}'’/@-]|\.\p{L}))/gu,
  )) {
    const word = typed.toLowerCase();
    const day = word.length > 5 ? LONG_DAYS.find((one) => isSlip(word, one)) : undefined;
    if (day !== undefined) return { typed, meant: day };
    // “share” and “month” are words, too.
    const near = FILTER_WORDS.filter(
      (one) =>
        one.startsWith(word.slice(0, 1)) &&
        isSlip(word, one) &&
        ![`${one}s`, one.replace(/[ds]$/, '')].includes(word),
    );
    const meant = FILTER_WORDS.includes(word) ? undefined : near.find((one) => isRead(typed, one));
    if (meant !== undefined) return { typed, meant };
  }
  return undefined;
}

const sorted = (word: string): string => Array.from(word).sort().join('');

/** One letter more, less or other, or two the other way round; in a long day or month two. */
function isSlip(typed: string, word: string): boolean {
  const slips = distance(typed, word);
  // “wensday”
  const isLong = word.length > 8 && typed.length > 6 && DAY_WORDS.includes(word);
  return slips === 1 || (slips === 2 && (isLong || sorted(typed) === sorted(word)));
}

/** Of feasts that move, and of those that countries have at different times. */
const FEAST_MONTHS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/easter|good|holy/i, ['April', 'March']],
  [/pentecost/i, ['May', 'June']],
  [/carnival|ash/i, ['February', 'March']],
  [/ramadan|eid/i, ['March', 'February']],
  [/thanks|diwali/i, ['November', 'October']],
  [/black|cyber/i, ['November', 'December']],
  [/lab/i, ['September', 'May']],
  [/memorial/i, ['May']],
];
const SEASONS = ['winter', 'spring', 'summer', 'autumn'];
const FOLLOWED = source`(?=\s*($|[,;.?!\uE000\uE001]|(about|except|without|and|or|recordings?|with|over|longer|larger)\b))`;
const VAGUE = pattern`
  ^((#since|from|after|before|until|till) )?(#
    ((in|over|during|for|of|at|on|around|every|each) )?(the )?
    ((last|this|past|previous) )?
    (#
      ((#spring|summer|autumn|fall|winter)( (of )?(#20\d\d))?)
      |(school |summer |christmas )?(holidays|vacations?|break)
      |(fy|fiscal year|financial year)\s*['’]?(#20\d\d|\d\d)?
      |(?<=\b(over|around|during)\s)(x-?mas|christmas|new year)
      |(?<=\b(this|last|past|previous)\s)(
        (school |autumn |spring |summer |winter )?(semester|trimester|term)
        |(school|academic) year
      )
      |easter( (mon|sun)day)?|thanksgiving|ramadan|eid|diwali|pentecost|carnival
      |(#
        (good|black|ash|holy) (fri|satur|wednes|thurs)day|cyber monday|labou?r day
        |memorial day|week-?days?( (morning|afternoon|evening|night))?|week-?ends|(mon|tues|wednes|thurs|fri|satur|sun)days
        |(?<=\b(every|each)\s)(mon|tues|wednes|thurs|fri|satur|sun)day
      )
    )
  )(${FOLLOWED}|(?<=\b(every|each)\s\w+day|days)(?= (in|of)\s))
`;

/** Days that not everybody means alike: seasons, holidays, fiscal years; undefined where they may be of a topic. */
export function vagueAt(text: string, calendar: Calendar): NoDate | undefined {
  const [whole, lead, said = '', noun = '', season, ofYear, fiscal, fixed] = VAGUE.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const isMarked =
    lead !== undefined || said !== noun || ofYear !== undefined || fixed !== undefined;
  if (!isMarked) return undefined;
  const months = FEAST_MONTHS.find(([feast]) => feast.test(noun))?.[1] ?? [];
  let readings = months.map((month) => (lead === undefined ? `in ${month}` : month));
  if (season !== undefined) {
    const starts = seasons(season.toLowerCase(), ofYear, calendar);
    readings = starts.map((start) => monthsOf(start, 3, lead));
  } else if (/semester|term|school|academic/i.test(noun)) {
    readings = [6, 12].map((months) =>
      lead === undefined ? `last ${months} months` : `${months} months ago`,
    );
  } else if (/^f(?!ri)/i.test(noun)) {
    const starts = fiscalYears(fiscal, /\blast\s/i.test(said), calendar);
    readings = starts.map((start) => monthsOf(start, 12, lead));
  } else if (/^(?:mon|tues|wednes|thurs|fri|satur|sun)day/i.test(fixed ?? '')) {
    const day = (fixed ?? '').replace(/s$/i, '');
    // Of a month they are four or five.
    const isOfMonth = /^\s+(?:in|of)\s/i.test(text.slice(whole.length));
    readings = isOfMonth
      ? ['first', 'second', 'third', 'last'].map((nth) => `${nth} ${day}`)
      : [day];
  } else if (/^week/i.test(fixed ?? '')) {
    readings = [/end/i.test(fixed ?? '') ? 'last weekend' : 'last week'];
  } else if (/christmas|mas$/i.test(noun) && !/break|holid/i.test(noun)) {
    readings = ['24 December to 26 December', '20 December to 6 January'];
  } else if (/holidays|vacation|break/i.test(noun)) {
    readings = holidays(/summer/i.test(noun), lead, calendar);
  }
  return { said, whole, length: whole.length, readings, topic: noun };
}

/** Where it begins, in the north and in the south. */
function seasons(name: string, ofYear: string | undefined, calendar: Calendar): DateTime[] {
  const north = SEASONS.indexOf(name.replace('fall', 'autumn')) * 3;
  return [north, (north + 6) % 12].map((month) => {
    const year = Number(ofYear ?? nowIn(calendar).year);
    const isWinter = month === 0;
    // Winter begins in December.
    const begins = DateTime.utc(year, isWinter ? 12 : month, 1);
    const isBefore = begins.toMillis() > calendar.now || (isWinter && ofYear !== undefined);
    return isBefore ? begins.minus({ years: 1 }) : begins;
  });
}

/** Where it begins, in one country and another. */
function fiscalYears(said: string | undefined, isLast: boolean, calendar: Calendar): DateTime[] {
  const current = nowIn(calendar).year - (isLast ? 1 : 0);
  const year = said === undefined ? current : (Number(said) % 100) + 2000;
  return [DateTime.utc(year, 1, 1), DateTime.utc(year - 1, 7, 1), DateTime.utc(year - 1, 10, 1)];
}

function holidays(areOfSummer: boolean, lead: string | undefined, calendar: Calendar): string[] {
  const now = nowIn(calendar);
  const july = DateTime.utc(now.month < 7 ? now.year - 1 : now.year, 7, 1);
  const summer = monthsOf(july, 2, lead);
  if (areOfSummer) return [summer];
  const year = now.month === 12 && now.day > 20 ? now.year : now.year - 1;
  const winter = `20 December ${year}`;
  return [lead === undefined ? `${winter} to 6 January ${year + 1}` : winter, summer];
}

/** As it is read: “June 2026 to August 2026”, and behind “since” its first month, behind “after” its last. */
function monthsOf(start: DateTime, months: number, lead = ''): string {
  const [first, last] = [start, start.plus({ months: months - 1 })].map((month) =>
    month.setLocale('en-GB').toFormat('MMMM yyyy'),
  );
  if (/^(?:since|from|before)/i.test(lead)) return first ?? '';
  return lead === '' ? `${first} to ${last}` : (last ?? '');
}
