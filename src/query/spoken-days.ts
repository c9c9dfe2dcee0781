import { ORDINALS } from './amounts.js';
import { MONTHS, THREE } from './date-at.js';
import { WEEKDAYS, WEEKDAY_WORDS } from './named-days.js';
import type { Spoken } from './spoken-words.js';
import { everyPattern, source } from '../util/pattern.js';

const SPANS = source`(week|weekend|month|quarter|year)`;
export const THINGS = source`(files?|ones?|recordings?|videos?)`;
const AND = source`\s*(,\s*(and )?|\b(and|or|to)\b|[&/–-])\s*`;
const NAMED = `q[1-4]|${MONTHS}`;

/** As people shorten them, and as other languages say them. */
const SHORT: Readonly<Record<string, string>> = {
  ...{ lst: 'last', prev: 'previous', current: 'this', actual: 'this', ongoing: 'this' },
  ...{ wk: 'week', mo: 'month', mth: 'month', qtr: 'quarter', yr: 'year' },
};
const inFull = (word: string): string => SHORT[word.toLowerCase()] ?? word;

const DOTTED = '(\\d{1,2})\\.(\\d{1,2})';
const NO_AMOUNT = source`(?![\d.:]|\s*((to|and|-|–)\s*[\d.]+\s*)?([gmk]b|gig|meg|h|min))`;
/** “5.10” as “5 oct”. */
function dayIn(written: string, day = '', month = ''): string {
  const name = THREE[Number(month) - 1];
  return name === undefined || Number(day) < 1 || Number(day) > 31 ? written : `${day} ${name}`;
}

/** A day, month or year: a pattern without groups. */
const DATE = source`
  ((the )?\d{1,2}(st|nd|rd|th)? (of )?)?(${MONTHS})( \d{1,2}(st|nd|rd|th)?)?
  (,? 20\d\d)?
  |\d{4}-\d\d-\d\d|20\d\d|(last )?(${WEEKDAYS}|week|month|quarter|year)|yesterday
`;
const SPAN_OF: Readonly<Record<string, string>> = { y: 'year', q: 'quarter', m: 'month' };

/** People's words of days, and the ones that are read; outside of quotes. */
export const SPOKEN_DAYS: readonly Spoken[] = [
  ['5.10.26', /(?<![\d.])(\d{1,2}\.\d{1,2}\.)(\d\d)(?![\d.])/g, '$120$2'],
  ['45th week', everyPattern`\b(#\d{1,2})(st|nd|rd|th) week(?=\s*$| of 20\d\d)`, 'week $1'],
  ['week 45 tuesday', everyPattern`\b(#week \d{1,2}),? (#${WEEKDAYS})\b`, '$2 of $1'],
  ['2026-W40', /\b(20\d\d)-?w(\d{1,2})\b/gi, 'week $2 of $1'],
  ['2024/10', /(?<![\d/])(20\d\d)\/(\d{1,2})(?![\d/])/g, '$1-$2'],
  [
    'todays standup',
    everyPattern`\b(#today|yesterday|this (morning|afternoon)|\w{3,6}day(?=s (recording|video|meeting|call|one)s?\b))s\b`,
    "$1's",
  ],
  [
    'last weeks recordings',
    everyPattern`(?<!\b(the|in|over|for|during) )\b(#last|this) (#week|month|quarter|year)s(?= (?!(and|or|please)\b)\p{L})`,
    '$1 $2',
  ],
  ['the last days', everyPattern`\b(#last|past) (?=(days|weeks|months|years)\b)`, '$1 3 '],
  [
    'earlier than october',
    everyPattern`\b((#earlier than|prior to)|(#later than|more recent than)|up (#until)|as (of|from))(?= \S)`,
    (_all, before?: string, after?: string, until = 'since') =>
      (before && 'before') ?? (after && 'after') ?? until,
  ],
  [
    'from october on',
    everyPattern`
      \b(from )?(#${DATE}) ((or|and) (later|after|newer|onwards?)|onwards?|forward|(?<=\bfrom\s.*)on(?=\s*($|,)))
      (?![\w-])
    `,
    'since $1',
  ],
  [
    '2025 and earlier',
    everyPattern`\b(#${DATE}) (or|and) (earlier|before|older)(?![\w-])`,
    'until $1',
  ],
  [
    'the whole of october, late last night, earlier this week, towards the end of september, last work week',
    everyPattern`
      \b(
        (the )?(whole|entire|complete|full) (of )?(?=(last|this|${SPANS}|20\d\d|${MONTHS})\b)
        |(around|circa|roughly) (?=(${MONTHS})\b(?! \d{1,2}\b))
        |(early|late) (?=(this (morning|afternoon|evening)|(last|yesterday) night|tonight)\b)
        |(earlier|later) (?=(this|last|in) ${SPANS}\b|today\b)
        |(towards?|around|near|by) (?=(the )?(end|beginning|start|middle) of\b)
        |(?<=\b(last|this) )(business|work(ing)?|calendar) (?=week|year)
      )
    `,
    '',
  ],
  ['Oct-2026', everyPattern`\b(#${MONTHS})[-/](?=20\d\d\b)`, '$1 '],
  [
    'lst wk',
    /\b(last|lst|past|this|next|previous|prev|current|actual|ongoing)\s+(wk|week|weekend|mo|mth|month|qtr|quarter|yr|year)\b/gi,
    (_all, which, span) => `${inFull(which)} ${inFull(span)}`,
  ],
  [
    'date 2026-10-05, Date: 24.11.2026',
    everyPattern`
      \b(the )?(?<!\b(first|last|1st) )(
        month (?=20\d\d)|(date:?|when:|time:|d(a?te?d|t)[.:]?)\s*(?<=[\s:.])(?=\d(?!\d\d\b)|(mon|tue|wed|thu|fri|sat|sun))
        |(month|date|day) (of )?(?=(\d{1,2} )?(${MONTHS})\b)
      )
    `,
    '',
  ],
  ...WEEKDAY_WORDS,
  [
    "last year's q4",
    everyPattern`\b(#last|this) year(['’]?s)? (?=(#q[1-4]|${MONTHS})\b)\2\b`,
    '$2 $1 year',
  ],
  ['not older than 30 days', everyPattern`\b(not|no(thing)?) older than\b`, 'newer than'],
  ['not newer than 2 weeks', everyPattern`\b(not|no(thing)?) (newer|younger) than\b`, 'older than'],
  ['not before october', everyPattern`\b(not|no(thing)?) before\b`, 'since'],
  ['lastweek', everyPattern`\b(#last|this|past|next)-?(?=${SPANS}\b)`, '$1 '],
  [
    'weekends',
    everyPattern`
      (?<!\d\s?|\ball (the )?|\b(on|at) )\b(#yesterday|today|${SPANS}|morning|afternoon)['’]?s
      (?= (${THINGS}|meetings?)\b|\s*$)
    `,
    '$1',
  ],
  ['last day', everyPattern`\b(#last|past) day\b(?! of\b)`, '$1 1 day'],
  [
    'yesterday and the day before',
    everyPattern`\byesterday(#\W+(and|or) |\s*&\s*)the day before(?! yesterday)\b`,
    '$& yesterday',
  ],
  [
    'this time last week',
    everyPattern`\b((the )?same (day|time)|(at )?this (time|day)) last (#week|month|year)\b`,
    '1 $1 ago',
  ],
  ['this coming monday', everyPattern`\b(this )?coming (?=\w{3,6}day\b|week\b)`, 'next '],
  [
    '3 to 5 weeks ago, a few weeks ago',
    everyPattern`
      (\b(between|from) )?(
        \b(#\d{1,3})\s*(to|and|[-–])\s*(#\d{1,3})
        |(?<!\b(since|before|after|until) )(\b(of|in|made) )?\b(a few|few|some)
      ) (#days?|weeks?|months?|years?) (ago|back|old)\b
    `,
    (_all, least = '2', most = '7', unit) => `from ${most} ${unit} ago to ${least} ${unit} ago`,
  ],
  [
    'more than 2 but less than 6 months old',
    everyPattern`
      \b(more|older|longer) than (#\d{1,3})(#\s*(days?|weeks?|months?|years?))? (but|and)\s+
      (less|younger|newer) than (#\d{1,3})\s*(#days?|weeks?|months?|years?)
      ( (ago|old)\b|(?<=younger.*))
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
    everyPattern`\b(created|recorded|date|made)\s*((#>)|<)=?\s*(?=\d{1,4}[-./])`,
    (_all, after?: string) => (after === undefined ? 'before ' : 'since '),
  ],
  ['1H 2026', /\b([12])h\s*(?=20\d\d\b)/gi, 'h$1 '],
  [
    'weeks 32 to 34',
    everyPattern`\bweeks? (#\d{1,2})(#\s*(to|and|until|[-–&])\s*)(?=\d{1,2}\b)`,
    'week $1$2week ',
  ],
  [
    'oct & nov 2025',
    everyPattern`\b(#${NAMED})(#${AND}| )(?=(${NAMED})(${AND}(${NAMED})){0,10} (of )?(#20\d\d|(last|this) year)\b)`,
    (_all, name, joint, year) =>
      `${name} ${year} ${joint.trim() === '' ? ', ' : joint.replace('/', ' and ').replace(/[-–]/, ' to ')}`,
  ],
  [
    'oct/nov',
    everyPattern`(?<!\bbetween )(\bin )?\b(${NAMED})((/|\s*[&+]\s*|,? (and|or) |,\s*| )(${NAMED})\b(?! \d))+`,
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
    everyPattern`\b(#from|between) ${DOTTED}(#\s*(to|and|until|till|[–-])\s*)${DOTTED}${NO_AMOUNT}`,
    (all, lead, day, month, joint, to, its) => {
      const [first, last] = [dayIn('', day, month), dayIn('', to, its)];
      return first === '' || last === '' ? all : `${lead} ${first}${joint}${last}`;
    },
  ],
  [
    'on 5.10',
    everyPattern`
      (?<=\b(on|since|of|(?<!(day|\d) )from|until|till|before|after|(${MONTHS})\s*(to|and|until|till|[–-]))\s*)
      ${DOTTED}${NO_AMOUNT}
    `,
    dayIn,
  ],
  [
    'on 5-10',
    everyPattern`(?<=\bon\s)(#\d{1,2})-(#\d{1,2})(?![\d.:/-]|\s*([ap]m|${MONTHS})\b)`,
    '$1/$2',
  ],
  [
    'on 10.30',
    everyPattern`(?<=\bon\s)${DOTTED}(?![\d.:])`,
    (all, month, day) => dayIn(all, day, month),
  ],
  ['5. oct', everyPattern`\b(#\d{1,2})\. (?=(${MONTHS})\b)`, '$1 '],
  [
    '5/6 oct',
    everyPattern`
      (?<!\bbetween |[\d:.,/-])\b(#\d{1,2})(st|nd|rd|th|\.)?\s*(,|&|/|\band\b|\bor\b)\s*(?=
        (\d{1,2}(st|nd|rd|th|\.)?(\s*,\s*and |\s*[,&]\s*| and ))*\d{1,2}(st|nd|rd|th)?\s+
        (of )?(#${MONTHS})\b
      )
    `,
    '$1 $2 and ',
  ],
  [
    'oct 5 & 6',
    everyPattern`
      \b(#${MONTHS}) (#\d{1,2})(st|nd|rd|th)?\s*(,|&|\b(and|or)\b)\s*(?=
        \d{1,2}(st|nd|rd|th)?\b(?!
          [:.]\d|\s*[-–]\s*\d|\s*(am|pm|h|hours?|min|gb|mb)\b| (of )?(${MONTHS})\b
        )
      )
    `,
    '$1 $2 and $1 ',
  ],
  ['first of november', everyPattern`\b(the )?(#${ORDINALS}) (of )?(?=(${MONTHS})\b)`, '#$1 '],
  [
    'october the fifth, november third to seventh',
    everyPattern`
      \b(#${MONTHS}) (the )?(#${ORDINALS})\b(?! (quarter|half|week))
      ((# (to|and|until|till|through) )(the )?(#${ORDINALS})\b)?
    `,
    (_all, month, first, joint = '', last = '') =>
      `${month} #${first}${joint}${last && `#${last}`}`,
  ],
  [
    '2 weeks back, 3 weeks old recordings',
    everyPattern`
      (?<!\b(than|over|under|least|more|less) )\b(#(\d{1,3}|\w{1,6}|couple of) (days?|weeks?|months?|years?))\s+
      (back|old(?= recordings?))\b
    `,
    '$1 ago',
  ],
  ['>90d', />\s*(\d{1,4}\s*(?:days?|d|weeks?|w|months?|mo|years?|y)\b)/gi, 'older than $1'],
  ['< 3 months', /<\s*(\d{1,4}\s*(?:days?|d|weeks?|w|months?|mo|years?|y)\b)/gi, 'newer than $1'],
  [
    '1 oct-5 oct',
    everyPattern`(?<=\b\d{4}|\d\s*(${MONTHS}))[–-](?=\d{1,2}([/.]\d{1,2}[/.]\d{4}|\s*(${MONTHS}))\b)`,
    ' to ',
  ],
  ['1/11 - 15/11', /(?:\bfrom\s+)?\b(\d\d?\/\d\d?)\s*[–-]\s*(?=\d\d?\/\d\d?\b)/g, 'from $1 to '],
  ['year to date', /\b(year|quarter|month|week)[\s-]to[\s-]date\b/gi, 'this $1'],
  ['ytd', /\b([yqm])td\b/gi, (_all, unit = '') => `this ${SPAN_OF[unit.toLowerCase()]}`],
  ['2025 Q3', /\b(20\d\d)[\s/-]*q([1-4])\b/gi, 'q$2 $1'],
  ["Q3'25", everyPattern`\b(#[qh][1-4])(\s*['’/-]\s*| )(20)?(#\d\d)\b`, '$1 20$2'],
  ['4q25', everyPattern`\b(#[1-4])q\s*(['’]?(20)?(#\d\d))\b`, 'q$1 20$2'],
  [
    'third quarter',
    everyPattern`\b(#first|second|third|fourth) quarter\b|\b(#[1-4])(st|nd|rd|th) quarter\b`,
    (_all, nth?: string, digit = '') => `q${nth === undefined ? digit : `#${nth}`}`,
  ],
  ['quarter 3', /\bquarter\s+([1-4])\b/gi, 'q$1'],
  ["Oct '25", everyPattern`\b(#${MONTHS})\s*['’](?=\d\d\b)`, '$1 20'],
];
