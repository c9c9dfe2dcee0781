import { ORDINALS } from './amounts.js';
import { MONTHS, THREE } from './date-at.js';
import { WEEKDAYS, WEEKDAY_WORDS } from './named-days.js';
import type { Spoken } from './spoken-words.js';
import { pattern, source } from '../util/pattern.js';

const SPANS = '(?:week|weekend|month|quarter|year)';
export const THINGS = '(?:files?|ones?|recordings?|videos?)';
const AND = '\\s*(?:,\\s*(?:and\\s+)?|\\b(?:and|or|to)\\b|[&/–-])\\s*';
const NAMED = `q[1-4]|${MONTHS}`;

/** As people shorten them, and as other languages say them. */
const SHORT: Readonly<Record<string, string>> = {
  ...{ lst: 'last', prev: 'previous', current: 'this', actual: 'this', ongoing: 'this' },
  ...{ wk: 'week', mo: 'month', mth: 'month', qtr: 'quarter', yr: 'year' },
};
const inFull = (word: string): string => SHORT[word.toLowerCase()] ?? word;

const DOTTED = '(\\d{1,2})\\.(\\d{1,2})';
const NO_AMOUNT = '(?![\\d.:]|\\s*(?:(?:to|and|-|–)\\s*[\\d.]+\\s*)?(?:[gmk]b|gig|meg|h|min))';
/** “5.10” as “5 oct”. */
function dayIn(written: string, day = '', month = ''): string {
  const name = THREE[Number(month) - 1];
  return name === undefined || Number(day) < 1 || Number(day) > 31 ? written : `${day} ${name}`;
}

/** A day, month or year: a pattern without groups. */
const DATE = source`
  (?:(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:${MONTHS})(?:\s+\d{1,2}(?:st|nd|rd|th)?)?
  (?:,?\s+20\d\d)?
  |\d{4}-\d\d-\d\d|20\d\d|(?:last\s+)?(?:${WEEKDAYS}|week|month|quarter|year)|yesterday
`;
const SPAN_OF: Readonly<Record<string, string>> = { y: 'year', q: 'quarter', m: 'month' };

/** People's words of days, and the ones that are read; outside of quotes. */
export const SPOKEN_DAYS: readonly Spoken[] = [
  ['5.10.26', /(?<![\d.])(\d{1,2}\.\d{1,2}\.)(\d\d)(?![\d.])/g, '$120$2'],
  ['45th week', /\b(\d{1,2})(?:st|nd|rd|th)\s+week(?=\s*$|\s+of\s+20\d\d)/gi, 'week $1'],
  ['week 45 tuesday', new RegExp(`\\b(week\\s+\\d{1,2}),?\\s+(${WEEKDAYS})\\b`, 'gi'), '$2 of $1'],
  ['2026-W40', /\b(20\d\d)-?w(\d{1,2})\b/gi, 'week $2 of $1'],
  ['2024/10', /(?<![\d/])(20\d\d)\/(\d{1,2})(?![\d/])/g, '$1-$2'],
  [
    'todays standup',
    /\b(today|yesterday|this\s+(?:morning|afternoon)|\w{3,6}day(?=s\s+(?:recording|video|meeting|call|one)s?\b))s\b/gi,
    "$1's",
  ],
  [
    'last weeks recordings',
    /(?<!\b(?:the|in|over|for|during)\s+)\b(last|this)\s+(week|month|quarter|year)s(?=\s+(?!(?:and|or|please)\b)\p{L})/giu,
    '$1 $2',
  ],
  ['the last days', /\b(last|past)\s+(?=(?:days|weeks|months|years)\b)/gi, '$1 3 '],
  [
    'earlier than october',
    /\b(?:(earlier\s+than|prior\s+to)|(later\s+than|more\s+recent\s+than)|up\s+(until)|as\s+(?:of|from))(?=\s+\S)/gi,
    (_all, before?: string, after?: string, until = 'since') =>
      (before && 'before') ?? (after && 'after') ?? until,
  ],
  [
    'from october on',
    new RegExp(
      `\\b(?:from\\s+)?(${DATE})\\s+(?:(?:or|and)\\s+(?:later|after|newer|onwards?)|onwards?|forward|(?<=\\bfrom\\s.*)on(?=\\s*(?:$|,)))(?![\\w-])`,
      'gi',
    ),
    'since $1',
  ],
  [
    '2025 and earlier',
    new RegExp(`\\b(${DATE})\\s+(?:or|and)\\s+(?:earlier|before|older)(?![\\w-])`, 'gi'),
    'until $1',
  ],
  [
    'the whole of october',
    pattern('gi')`
      \b(?:
        (?:the\s+)?(?:whole|entire|complete|full)\s+(?:of\s+)?(?=(?:last|this|${SPANS}|20\d\d|${MONTHS})\b)
        |(?:around|circa|roughly)\s+(?=(?:${MONTHS})\b(?!\s+\d{1,2}\b))
      )
    `,
    '',
  ],
  ['Oct-2026', new RegExp(`\\b(${MONTHS})[-/](?=20\\d\\d\\b)`, 'gi'), '$1 '],
  [
    'late last night',
    /\b(?:early|late)\s+(?=(?:this\s+(?:morning|afternoon|evening)|(?:last|yesterday)\s+night|tonight)\b)/gi,
    '',
  ],
  [
    'lst wk',
    /\b(last|lst|past|this|next|previous|prev|current|actual|ongoing)\s+(wk|week|weekend|mo|mth|month|qtr|quarter|yr|year)\b/gi,
    (_all, which, span) => `${inFull(which)} ${inFull(span)}`,
  ],
  [
    'date 2026-10-05, Date: 24.11.2026',
    pattern('gi')`
      \b(?:the\s+)?(?<!\b(?:first|last|1st)\s+)(?:
        month\s+(?=20\d\d)|(?:date:?|when:|time:|d(?:a?te?d|t)[.:]?)\s*(?<=[\s:.])(?=\d(?!\d\d\b)|(?:mon|tue|wed|thu|fri|sat|sun))
        |(?:month|date|day)\s+(?:of\s+)?(?=(?:\d{1,2}\s+)?(?:${MONTHS})\b)
      )
    `,
    '',
  ],
  ...WEEKDAY_WORDS,
  [
    "last year's q4",
    new RegExp(`\\b(last|this)\\s+year(?:['’]?s)?\\s+(?=(q[1-4]|${MONTHS})\\b)\\2\\b`, 'gi'),
    '$2 $1 year',
  ],
  ['not older than 30 days', /\b(?:not|no(?:thing)?)\s+older\s+than\b/gi, 'newer than'],
  ['not newer than 2 weeks', /\b(?:not|no(?:thing)?)\s+(?:newer|younger)\s+than\b/gi, 'older than'],
  ['not before october', /\b(?:not|no(?:thing)?)\s+before\b/gi, 'since'],
  ['lastweek', new RegExp(`\\b(last|this|past|next)-?(?=${SPANS}\\b)`, 'gi'), '$1 '],
  [
    'weekends',
    new RegExp(
      `(?<!\\d\\s?|\\ball\\s+(?:the\\s+)?|\\b(?:on|at)\\s+)\\b(yesterday|today|${SPANS}|morning|afternoon)['’]?s(?=\\s+(?:${THINGS}|meetings?)\\b|\\s*$)`,
      'gi',
    ),
    '$1',
  ],
  ['last day', /\b(last|past)\s+day\b(?!\s+of\b)/gi, '$1 1 day'],
  [
    'yesterday and the day before',
    /\byesterday(\W+(?:and|or)\s+|\s*&\s*)the\s+day\s+before(?!\s+yesterday)\b/gi,
    '$& yesterday',
  ],
  [
    'this time last week',
    /\b(?:(?:the\s+)?same\s+(?:day|time)|(?:at\s+)?this\s+(?:time|day))\s+last\s+(week|month|year)\b/gi,
    '1 $1 ago',
  ],
  ['this coming monday', /\b(?:this\s+)?coming\s+(?=\w{3,6}day\b|week\b)/gi, 'next '],
  [
    '3 to 5 weeks ago, a few weeks ago',
    /(?:\b(?:between|from)\s+)?(?:\b(\d{1,3})\s*(?:to|and|[-–])\s*(\d{1,3})|(?<!\b(?:since|before|after|until)\s+)(?:\b(?:of|in|made)\s+)?\b(?:a\s+few|few|some))\s+(days?|weeks?|months?|years?)\s+(?:ago|back|old)\b/gi,
    (_all, least = '2', most = '7', unit) => `from ${most} ${unit} ago to ${least} ${unit} ago`,
  ],
  [
    'more than 2 but less than 6 months old',
    pattern('gi')`
      \b(?:more|older|longer)\s+than\s+(\d{1,3})(\s*(?:days?|weeks?|months?|years?))?\s+(?:but|and)\s+
      (?:less|younger|newer)\s+than\s+(\d{1,3})\s*(days?|weeks?|months?|years?)
      (?:\s+(?:ago|old)\b|(?<=younger.*))
    `,
    (_all, least, unit = '', most = '', its = '') =>
      `older than ${least} ${unit.trim() || its} newer than ${most} ${its}`,
  ],
  [
    '2026-11-24T10:00:00Z',
    /(?<=\b\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)?(?:Z|([+-]\d\d:?\d\d)\b)?/g,
    (all, clock, offset?: string) =>
      ` ${clock} ${offset === undefined ? (all.endsWith('Z') ? 'Z' : '') : `UTC${offset}`}`,
  ],
  ['14:00:00', /(?<=\b\d{1,2}:\d\d):\d\d(?!\d|:)/g, ''],
  ['14:00 +0100', /(?<=\d\d:\d\d)\s*\+(\d\d:?\d\d)\b/g, ' UTC+$1'],
  [
    'created > 2026-10-01',
    /\b(?:created|recorded|date|made)\s*(?:(>)|<)=?\s*(?=\d{1,4}[-./])/gi,
    (_all, after?: string) => (after === undefined ? 'before ' : 'since '),
  ],
  ['1H 2026', /\b([12])h\s*(?=20\d\d\b)/gi, 'h$1 '],
  [
    'weeks 32 to 34',
    /\bweeks?\s+(\d{1,2})(\s*(?:to|and|until|[-–&])\s*)(?=\d{1,2}\b)/gi,
    'week $1$2week ',
  ],
  [
    'oct & nov 2025',
    new RegExp(
      `\\b(${NAMED})(${AND}|\\s+)(?=(?:${NAMED})(?:${AND}(?:${NAMED})){0,10}\\s+(?:of\\s+)?(20\\d\\d|(?:last|this)\\s+year)\\b)`,
      'gi',
    ),
    (_all, name, joint, year) =>
      `${name} ${year} ${joint.trim() === '' ? ', ' : joint.replace('/', ' and ').replace(/[-–]/, ' to ')}`,
  ],
  [
    'oct/nov',
    new RegExp(
      `(?<!\\bbetween\\s+)(?:\\bin\\s+)?\\b(?:${NAMED})(?:(?:/|\\s*[&+]\\s*|,?\\s+(?:and|or)\\s+|,\\s*|\\s+)(?:${NAMED})\\b(?!\\s+\\d))+`,
      'gi',
    ),
    (all) =>
      (all.match(new RegExp(`\\b(?:${NAMED})\\b`, 'gi')) ?? [])
        .map((name) => `in ${name}`)
        .join(', '),
  ],
  // “9.30” may be a time; what is no day stays.
  [
    '1.-15.11.',
    new RegExp(`(?<![\\d.])(\\d{1,2})\\.\\s?[-–]\\s?${DOTTED}\\.?(?!\\d)`, 'g'),
    (all, first, ...day) => `${first}-${dayIn(all, ...day)}`,
  ],
  ['05.10.-10.10', new RegExp(`(?<![\\d.])${DOTTED}\\.(?=\\s|$|[,–-])`, 'g'), dayIn],
  [
    'from 5.10 to 10.10',
    new RegExp(
      `\\b(from|between)\\s+${DOTTED}(\\s*(?:to|and|until|till|[–-])\\s*)${DOTTED}${NO_AMOUNT}`,
      'gi',
    ),
    (all, lead, day, month, joint, to, its) => {
      const [first, last] = [dayIn('', day, month), dayIn('', to, its)];
      return first === '' || last === '' ? all : `${lead} ${first}${joint}${last}`;
    },
  ],
  [
    'on 5.10',
    new RegExp(
      `(?<=\\b(?:on|since|of|(?<!(?:day|\\d)\\s+)from|until|till|before|after|(?:${MONTHS})\\s*(?:to|and|until|till|[–-]))\\s*)${DOTTED}${NO_AMOUNT}`,
      'gi',
    ),
    dayIn,
  ],
  [
    'on 5-10',
    new RegExp(`(?<=\\bon\\s)(\\d{1,2})-(\\d{1,2})(?![\\d.:/-]|\\s*(?:[ap]m|${MONTHS})\\b)`, 'gi'),
    '$1/$2',
  ],
  [
    'on 10.30',
    new RegExp(`(?<=\\bon\\s)${DOTTED}(?![\\d.:])`, 'gi'),
    (all, month, day) => dayIn(all, day, month),
  ],
  ['5. oct', new RegExp(`\\b(\\d{1,2})\\.\\s+(?=(?:${MONTHS})\\b)`, 'gi'), '$1 '],
  [
    '5/6 oct',
    pattern('gi')`
      (?<!\bbetween\s+|[\d:.,/-])\b(\d{1,2})(?:st|nd|rd|th|\.)?\s*(?:,|&|/|\band\b|\bor\b)\s*(?=
        (?:\d{1,2}(?:st|nd|rd|th|\.)?(?:\s*,\s*and\s+|\s*[,&]\s*|\s+and\s+))*\d{1,2}(?:st|nd|rd|th)?\s+
        (?:of\s+)?(${MONTHS})\b
      )
    `,
    '$1 $2 and ',
  ],
  [
    'oct 5 & 6',
    pattern('gi')`
      \b(${MONTHS})\s+(\d{1,2})(?:st|nd|rd|th)?\s*(?:,|&|\b(?:and|or)\b)\s*(?=
        \d{1,2}(?:st|nd|rd|th)?\b(?!
          [:.]\d|\s*[-–]\s*\d|\s*(?:am|pm|h|hours?|min|gb|mb)\b|\s+(?:of\s+)?(?:${MONTHS})\b
        )
      )
    `,
    '$1 $2 and $1 ',
  ],
  [
    'first of november',
    new RegExp(`\\b(?:the\\s+)?(${ORDINALS})\\s+(?:of\\s+)?(?=(?:${MONTHS})\\b)`, 'gi'),
    '#$1 ',
  ],
  [
    'october the fifth, november third to seventh',
    new RegExp(
      `\\b(${MONTHS})\\s+(?:the\\s+)?(${ORDINALS})\\b(?!\\s+(?:quarter|half|week))(?:(\\s+(?:to|and|until|till|through)\\s+)(?:the\\s+)?(${ORDINALS})\\b)?`,
      'gi',
    ),
    (_all, month, first, joint = '', last = '') =>
      `${month} #${first}${joint}${last && `#${last}`}`,
  ],
  [
    'towards the end of september',
    /\b(?:towards?|around|near|by)\s+(?=(?:the\s+)?(?:end|beginning|start|middle)\s+of\b)/gi,
    '',
  ],
  [
    '2 weeks back, 3 weeks old recordings',
    /(?<!\b(?:than|over|under|least|more|less)\s+)\b((?:\d{1,3}|\w{1,6}|couple\s+of)\s+(?:days?|weeks?|months?|years?))\s+(?:back|old(?=\s+recordings?))\b/gi,
    '$1 ago',
  ],
  ['>90d', />\s*(\d{1,4}\s*(?:days?|d|weeks?|w|months?|mo|years?|y)\b)/gi, 'older than $1'],
  ['< 3 months', /<\s*(\d{1,4}\s*(?:days?|d|weeks?|w|months?|mo|years?|y)\b)/gi, 'newer than $1'],
  [
    '1 oct-5 oct',
    new RegExp(
      `(?<=\\b\\d{4}|\\d\\s*(?:${MONTHS}))[–-](?=\\d{1,2}(?:[/.]\\d{1,2}[/.]\\d{4}|\\s*(?:${MONTHS}))\\b)`,
      'gi',
    ),
    ' to ',
  ],
  ['1/11 - 15/11', /(?:\bfrom\s+)?\b(\d\d?\/\d\d?)\s*[–-]\s*(?=\d\d?\/\d\d?\b)/g, 'from $1 to '],
  ['year to date', /\b(year|quarter|month|week)[\s-]to[\s-]date\b/gi, 'this $1'],
  ['ytd', /\b([yqm])td\b/gi, (_all, unit = '') => `this ${SPAN_OF[unit.toLowerCase()]}`],
  ['2025 Q3', /\b(20\d\d)[\s/-]*q([1-4])\b/gi, 'q$2 $1'],
  ["Q3'25", /\b([qh][1-4])(?:\s*['’/-]\s*|\s+)(?:20)?(\d\d)\b/gi, '$1 20$2'],
  ['4q25', /\b([1-4])q\s*(?:['’]?(?:20)?(\d\d))\b/gi, 'q$1 20$2'],
  [
    'third quarter',
    /\b(first|second|third|fourth)\s+quarter\b|\b([1-4])(?:st|nd|rd|th)\s+quarter\b/gi,
    (_all, nth?: string, digit = '') => `q${nth === undefined ? digit : `#${nth}`}`,
  ],
  ['quarter 3', /\bquarter\s+([1-4])\b/gi, 'q$1'],
  ["Oct '25", new RegExp(`\\b(${MONTHS})\\s*['’](?=\\d\\d\\b)`, 'gi'), '$1 20'],
  ['last work week', /(?<=\b(?:last|this) )(?:business|work(?:ing)?|calendar) (?=week|year)/gi, ''],
  [
    'earlier this week',
    new RegExp(`\\b(?:earlier|later)\\s+(?=(?:this|last|in)\\s+${SPANS}\\b|today\\b)`, 'gi'),
    '',
  ],
];
