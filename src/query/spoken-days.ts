import { ORDINALS } from './calendar.js';
import { MONTHS, THREE } from './date-at.js';
import { WEEKDAYS } from './named-days.js';
import type { Spoken } from './times.js';

const SPANS = '(?:week|weekend|month|quarter|year)';
export const THINGS = '(?:files?|ones?|recordings?|videos?)';
const AND = '\\s*(?:,\\s*(?:and\\s+)?|\\b(?:and|or|to)\\b|[&/–-])\\s*';
const NAMED = `q[1-4]|${MONTHS}`;

/** Between two things that are said of different days. */
const NO_JOINT = '(?!(?:and|or|to|until|till|through|since|from|before|after)\\b)';
/** As people shorten them, and as other languages say them. */
const SHORT: Readonly<Record<string, string>> = {
  ...{ lst: 'last', prev: 'previous', current: 'this', actual: 'this', ongoing: 'this' },
  ...{ wk: 'week', mth: 'month', qtr: 'quarter', yr: 'year' },
};
const inFull = (word: string): string => SHORT[word.toLowerCase()] ?? word;

const DOTTED = '(\\d{1,2})\\.(\\d{1,2})';
/** “5.10” as “5 oct”. */
function dayIn(written: string, day = '', month = ''): string {
  const name = THREE[Number(month) - 1];
  return name === undefined || Number(day) < 1 || Number(day) > 31 ? written : `${day} ${name}`;
}

/** People's words of days, and the ones that are read; outside of quotes. */
export const DAYS: readonly Spoken[] = [
  [/\b(?:y['’]?day|ystrday|ysterday)\b/gi, 'yesterday'],
  [new RegExp(`\\b(${MONTHS})[-/](?=20\\d\\d\\b)`, 'gi'), '$1 '],
  [/\b(?:early|late)\s+(?=(?:this\s+(?:morning|afternoon|evening)|last\s+night|tonight)\b)/gi, ''],
  [
    /\b(last|lst|past|this|next|previous|prev|current|actual|ongoing)\s+(wk|week|weekend|mth|month|qtr|quarter|yr|year)\b/gi,
    (_all, which, span) => `${inFull(which)} ${inFull(span)}`,
  ],
  [
    new RegExp(
      `\\b(?:w\\/[ce]|wc|week\\s+(?:commencing|ending))\\s+(?=\\d|(?:${MONTHS}|${WEEKDAYS})\\b)`,
      'gi',
    ),
    'week of ',
  ],
  [
    new RegExp(`\\b(?:the\\s+)?(?:month|date|day)\\s+(?:of\\s+)?(?=\\d|(?:${MONTHS})\\b)`, 'gi'),
    '',
  ],
  [
    new RegExp(
      `\\b(${WEEKDAYS})(\\s*(?:to|until|till|and|or|[-–,])\\s*)(${WEEKDAYS})\\s+(?:of\\s+)?last\\s+week\\b`,
      'gi',
    ),
    '$1 1 week ago $2 $3 1 week ago',
  ],
  // “friday’s demo last week” is of that week’s Friday, whatever today is.
  [
    new RegExp(
      `\\b(?<!\\b(?:and|or|to|until|till)\\s+)(${WEEKDAYS})(?:['’]s)?((?:\\s+${NO_JOINT}[^\\s,]+){0,3}?)\\s+(?:(?:of|from|in)\\s+)?last\\s+week\\b`,
      'gi',
    ),
    '$1 1 week ago $2',
  ],
  [
    new RegExp(`\\blast\\s+week(?:['’]?s)?,?\\s+(?:on\\s+)?(${WEEKDAYS})\\b`, 'gi'),
    '$1 1 week ago',
  ],
  [
    new RegExp(`\\b(last|this)\\s+year(?:['’]?s)?\\s+(?=(q[1-4]|${MONTHS})\\b)\\2\\b`, 'gi'),
    '$2 $1 year',
  ],
  [/\b(?:not|no(?:thing)?)\s+older\s+than\b/gi, 'newer than'],
  [/\b(?:not|no)\s+(?:newer|younger)\s+than\b/gi, 'older than'],
  [/\b(?:not|no(?:thing)?)\s+before\b/gi, 'since'],
  [/\b(?:not|no(?:thing)?)\s+after\b/gi, 'until'],
  [/\b(\d{1,3})\s*(?:h|hrs?)\s+ago\b/gi, '$1 hours ago'],
  [new RegExp(`\\b(last|this|past|next)-?(?=${SPANS}\\b)`, 'gi'), '$1 '],
  [/\b(?:(?:this|the)\s+)?past\s+(?=(?:week|month|quarter|year)\b)/gi, 'last 1 '],
  [
    new RegExp(
      `\\b(yesterday|today|${SPANS}|morning|afternoon)['’]?s(?=\\s+(?:${THINGS}|meetings?)\\b|\\s*$)`,
      'gi',
    ),
    '$1',
  ],
  [/\b(last|past)\s+day\b(?!\s+of\b)/gi, '$1 1 day'],
  [/\b(?:the\s+)?(?:last|past)\s+fortnight\b/gi, 'last 14 days'],
  [/\byesterday(\W+(?:and|or)\s+|\s*&\s*)the\s+day\s+before(?!\s+yesterday)\b/gi, '$& yesterday'],
  [/\b(?:the\s+)?same\s+(?:day|time)\s+last\s+(week|month|year)\b/gi, '1 $1 ago'],
  [/\b(?:at\s+)?this\s+time\s+last\s+(week|month|year)\b/gi, '1 $1 ago'],
  [/\b(ago)\s+today\b|\btoday\s+(?=(?:an?|one|\w{3,5})\s+\w{4,6}\s+ago\b)/gi, '$1'],
  [/\b(?:this\s+)?coming\s+(?=\w{3,6}day\b|week\b)/gi, 'next '],
  [
    /(?:\b(?:between|from)\s+)?\b(\d{1,3})\s*(?:to|and|[-–])\s*(\d{1,3})\s+(days?|weeks?|months?|years?)\s+(?:ago|back|old)\b/gi,
    'from $2 $3 ago to $1 $3 ago',
  ],
  [
    /\b(?:more|older|longer)\s+than\s+(\d{1,3})(\s*(?:days?|weeks?|months?|years?))?\s+(?:but|and)\s+(?:less|younger|newer)\s+than\s+(\d{1,3})\s*(days?|weeks?|months?|years?)\s+(?:ago|old)\b/gi,
    (_all, least, unit = '', most = '', its = '') =>
      `older than ${least} ${unit.trim() || its} newer than ${most} ${its}`,
  ],
  [/(?<=\b\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d{1,9})?)?(Z?)/g, ' $1 $2'],
  [/\b([12])h\s*(?=20\d\d\b)/gi, 'h$1 '],
  [/\bweeks?\s+(\d{1,2})(\s*(?:to|and|until|[-–&])\s*)(?=\d{1,2}\b)/gi, 'week $1$2week '],
  [
    new RegExp(
      `\\b(${NAMED})(${AND})(?=(?:${NAMED})\\s+(?:of\\s+)?(20\\d\\d|(?:last|this)\\s+year)\\b)`,
      'gi',
    ),
    (_all, name, joint, year) => `${name} ${year} ${joint.replace('/', ' and ')}`,
  ],
  [
    new RegExp(
      `(?<!\\bbetween\\s+)(?:\\bin\\s+)?\\b(${NAMED})(?:/|\\s*&\\s*|\\s+and\\s+)(?=(?:${NAMED})\\b(?!\\s+\\d))`,
      'gi',
    ),
    'in $1 and in ',
  ],
  // “9.30” may be a time; what is no day stays.
  [new RegExp(`(?<![\\d.])${DOTTED}\\.(?=\\s|$|[,–-])`, 'g'), (all, ...day) => dayIn(all, ...day)],
  [
    new RegExp(
      `(?<=\\b(?:on|since|(?:${MONTHS})\\s*(?:to|and|until|till|[–-]))\\s*)${DOTTED}(?![\\d.:])`,
      'gi',
    ),
    (all, ...day) => dayIn(all, ...day),
  ],
  [
    new RegExp(`(?<=\\bon\\s)${DOTTED}(?![\\d.:])`, 'gi'),
    (all, month, day) => dayIn(all, day, month),
  ],
  [new RegExp(`\\b(\\d{1,2})\\.\\s+(?=(?:${MONTHS})\\b)`, 'gi'), '$1 '],
  [
    new RegExp(
      `\\b(from|between)\\s+${DOTTED}(\\s*(?:to|and|until|till|[–-])\\s*)${DOTTED}(?![\\d.:])`,
      'gi',
    ),
    (all, lead, day, month, joint, to, its) => {
      const [first, last] = [dayIn('', day, month), dayIn('', to, its)];
      return first === '' || last === '' ? all : `${lead} ${first}${joint}${last}`;
    },
  ],
  [
    new RegExp(
      `(?<!\\b(?:between|from)\\s+|[\\d:.,/-])\\b(\\d{1,2})(?:st|nd|rd|th)?\\s*(?:,|&|/|\\band\\b|\\bor\\b)\\s*(?=(?:\\d{1,2}(?:st|nd|rd|th)?(?:\\s*,\\s*and\\s+|\\s*[,&]\\s*|\\s+and\\s+))*\\d{1,2}(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${MONTHS})\\b)`,
      'gi',
    ),
    '$1 $2 and ',
  ],
  [
    new RegExp(
      `\\b(${MONTHS})\\s+(\\d{1,2})(?:st|nd|rd|th)?\\s*(?:,|&|\\band\\b)\\s*(?=\\d{1,2}(?:st|nd|rd|th)?\\b(?![:.]\\d|\\s*[-–]\\s*\\d|\\s*(?:am|pm|h|hours?|min|gb|mb)\\b|\\s+(?:of\\s+)?(?:${MONTHS})\\b))`,
      'gi',
    ),
    '$1 $2 and $1 ',
  ],
  [new RegExp(`\\b(?:the\\s+)?(${ORDINALS})\\s+(?:of\\s+)?(?=(?:${MONTHS})\\b)`, 'gi'), '#$1 '],
  [
    new RegExp(`\\b(${MONTHS})\\s+(?:the\\s+)?(${ORDINALS})\\b(?!\\s+(?:quarter|half|week))`, 'gi'),
    '$1 #$2',
  ],
  [/\b(?:towards?|around|near|by)\s+(?=(?:the\s+)?(?:end|beginning|start|middle)\s+of\b)/gi, ''],
  [/\bthe\s+other\s+(?:day|week)\b/gi, 'last 14 days'],
  [/\ba\s+fortnight(?=\s+(?:ago|back|old)\b)/gi, '14 days'],
  [/\b(?:an?\s+|one\s+)year\s+and\s+a\s+half\b/gi, '18 months'],
  [/\bhalf\s+a\s+year\b/gi, '6 months'],
  [/\b(?:last|past)\s+half[\s-]year\b/gi, 'last 6 months'],
  [/\b((?:\d{1,3}|\w{1,6}|couple\s+of)\s+(?:days?|weeks?|months?|years?))\s+back\b/gi, '$1 ago'],
  [/>\s*(\d{1,4}\s*(?:days?|d|weeks?|w|months?|mo|years?|y)\b)/gi, 'older than $1'],
  [/<\s*(\d{1,4}\s*(?:days?|d|weeks?|w|months?|mo|years?|y)\b)/gi, 'newer than $1'],
  [
    new RegExp(
      `(?<=\\b\\d{4}|\\d\\s*(?:${MONTHS}))[–-](?=\\d{1,2}(?:[/.]\\d{1,2}[/.]\\d{4}|\\s*(?:${MONTHS}))\\b)`,
      'gi',
    ),
    ' to ',
  ],
  [/\b(year|quarter|month|week)[\s-]to[\s-]date\b/gi, 'this $1'],
  [/\bytd\b/gi, 'this year'],
  [/\bqtd\b/gi, 'this quarter'],
  [/\bmtd\b/gi, 'this month'],
  [/\b(20\d\d)[\s/-]*q([1-4])\b/gi, 'q$2 $1'],
  [/\bq([1-4])\s*[/-]\s*(20\d\d)\b/gi, 'q$1 $2'],
  [/\bq([1-4])(?:\s*['’/]\s*|\s+)(\d\d)\b/gi, 'q$1 20$2'],
  [/\b([1-4])q\s*(?:['’]?(?:20)?(\d\d))\b/gi, 'q$1 20$2'],
  [/\b(first|second|third|fourth)\s+quarter\b/gi, 'q#$1'],
  [/\bquarter\s+([1-4])\b/gi, 'q$1'],
  [new RegExp(`\\b(${MONTHS})\\s+['’](?=\\d\\d\\b)`, 'gi'), '$1 20'],
  [/\blast\s+(?:business|working|work)\s+(?=week\b)/gi, 'last '],
  [new RegExp(`\\b(?:earlier|later)\\s+(?=(?:this|last|in)\\s+${SPANS}\\b)`, 'gi'), ''],
  [
    /^\s*weekend\s*$|\b(?:over|on|at|from|during)\s+the\s+weekend\b(?!\s+(?:before|of))/gi,
    'last weekend',
  ],
];
