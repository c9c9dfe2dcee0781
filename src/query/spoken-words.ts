import { AMOUNT, COUNTS, ONES, ORDINALS, UNIT, clockOf, numberOf } from './amounts.js';
import { MONTHS } from './date-at.js';
import { SPAN_NAMED, WEEKDAYS } from './named-days.js';
import { THINGS } from './spoken-days.js';
import { pattern } from '../util/pattern.js';

/** A sentence that people write, the part of it that is replaced, and the words that are read instead. */
export type Spoken = readonly [
  example: string,
  pattern: RegExp,
  by: string | ((...found: string[]) => string),
];

const NO_NAME =
  '(?:all|list|every\\p{L}+|mine|only|rest|stuff|shared|hosted|by|with|than|of|for|about|except|without|not|in|on|an?|hour|minute|sorted|ordered)\\b';
const HALF = "(?:[ap]\\.?\\s?m\\b|o['’]?clock)";

/** Times of day. */
export const CLOCKS: readonly Spoken[] = [
  [
    'between nine and eleven a m',
    new RegExp(
      `(?<!#)\\b(${COUNTS})(?=(?:\\s*(?:to|and|-)\\s*(?:\\d{1,2}|${COUNTS}))?\\s+${HALF})`,
      'gi',
    ),
    (_all, hour = '') => String(numberOf(hour)),
  ],
  ['9 a m', /(?<=\d\s*)\b([ap])\s+m\b/gi, '$1m'],
  [
    'yesterday at quarter to 4',
    pattern('gi')`
      (?<!\b(?:from|between)\s+)\b(?:(quarter|half|five|ten|twenty)\s+(past|to)|(\d{1,2})\s+past)\s+
      (\d{1,2}|${ONES}|ten|eleven|twelve)(?:\s*([ap]m)\b|\b)(?!\s*(?:%|gb|mb))
    `,
    (_all, named?: string, side?: string, minutes = '', hour = '', half = '') =>
      clockOf(named ?? minutes, side === 'to', hour, half),
  ],
  [
    '9ish yesterday',
    /\b(?:at\s+)?(\d{1,2}(?::\d\d)?\s*(?:[ap]m)?|noon|midday)ish\b/gi,
    'around $1',
  ],
  [
    'on 25.11. at 14 Uhr',
    /\b(\d{1,2})(?:[:.](\d\d))?\s*uhr\b/gi,
    (_all, hour, minute = '00') => `${hour}:${minute}`,
  ],
];

/** Nobody meets from two to four in the night. */
function inTheDay(hour = ''): string {
  return `${Number(hour) < 7 ? Number(hour) + 12 : Number(hour)}:00`;
}

/** Slips, what people dictate, and the hour in a part of a day. */
export const SLIPS: readonly Spoken[] = [
  ['show me um the last', /(?<![\w-]|\bid\s)(?:uh+m?|um+|erm+)(?![\w-])[\s,]*/g, ''],
  [
    'at 930',
    /\b(at\s+(?!19|20)(?:[01]?\d|2[0-3]))([0-5]\d)(?=\s*(?:$|,|on\b|today|yesterday))/gi,
    '$1:$2',
  ],
  ['standup and/or retro', /\s+(?:\||and\s*\/\s*or)\s+/gi, ' or '],
  [
    'from my colleague jan',
    /\b(?:from|by)\s+(?:my|our|the)\s+(?:colleague|boss|manager|team\s?mate|co-?worker)\s+(?=\p{L}+(?:\s*$|,|\s+(?:from|in|on|last|this|since|about)\b))/giu,
    'hosted by ',
  ],
  ['eleven o clock', /\bo\s+clock\b/gi, "o'clock"],
  ["3 o'clock", /\b([1-6](?::[0-5]\d)?)\s*o['’]?clock\b(?!\s+in\s+the\s+morning)/gi, '$1 pm'],
  [
    'yesterday at nine thirty',
    new RegExp(
      `\\b(at|around|since|from|until|before|after)\\s+(${ONES}|ten|eleven|twelve)[\\s-]+(ten|fifteen|(?:twenty|thirty|forty|fifty)(?:[\\s-]five)?)\\b`,
      'gi',
    ),
    (_all, lead, hour = '', past = '') => `${lead} ${numberOf(hour)}:${numberOf(past)}`,
  ],
  [
    'the 2pm call today',
    /(?<=^\s*|\b(?:the|my|our|that|(?:yester|to|\w{3,6})day['’]?s?)\s+)((?:\d{1,2}\s+or\s+)?\d{1,2}(?::\d\d)?\s*(?:[ap]m|o['’]?clock)|\d{1,2}:\d\d)(?:\s+(?:meeting|call|recording|session|video|one)\b|(?<=\bthe\s.*)$)/gi,
    'at $1',
  ],
  [
    'yesterday from ten to eleven',
    new RegExp(
      `\\b(from|between)\\s+(${COUNTS})\\s+(to|until|and)\\s+(${COUNTS})(?=\\s*$|\\s+(?:${SPAN_NAMED}|on\\b))`,
      'gi',
    ),
    (_all, lead, first = '', joint = '', last = '') =>
      `${lead} ${numberOf(first)} ${joint} ${numberOf(last)}`,
  ],
  [
    '9-11 today',
    pattern('gi')`
      \b(?:(?:from|between)\s+)?(\d{1,2})(?:\s*[-–]\s*|\s+(?:to|until|till|(?<=between.*)and)\s+)
      (\d{1,2})\s+(?!.*\b(?:morning|afternoon|evening)\b)(?=
        (?:to|yester)day\b|(?:on\s+)?(?:last\s+)?(?:${WEEKDAYS})\b|on\s+(?:the\s+)?\d
      )
    `,
    (_all, from, to) => `from ${inTheDay(from)} to ${inTheDay(to)} `,
  ],
  [
    'some time last month',
    new RegExp(
      `\\b(?:at\\s+some\\s+point|some\\s+time|some\\s?day|one\\s+day)\\s+(?=(?:(?:in|during|over)\\s+)?(?:the\\s+)?(?:past\\b|last\\b|${SPAN_NAMED}))`,
      'gi',
    ),
    '',
  ],
  ['the other day', /\bthe\s+other\s+(?:day|week)\b/gi, 'last 14 days'],
  ['half a year', /\b(?:half\s+a\s+|(?<=\b(?:last|past)\s+)half[\s-])year\b/gi, '6 months'],
  ['2 wks ago', /\b(\d{1,3}\s*)wks?(?=\s+(?:ago|back|old)\b)/gi, '$1weeks'],
  [
    'first of the month',
    /\b(?:the\s+)?first\s+of\s+(the|this|last)\s+month\b/gi,
    'first day of $1 month',
  ],
  [
    'over an hour but less than two',
    pattern('gi')`
      \b((?:over|(?:more|longer|larger|bigger)\s+than)\s+\S+\s*)(hours?|minutes?|mins?|gb|mb)(
        \s+(?:but|and)\s+(?:under|(?:less|shorter|smaller)\s+than)\s+
      )(\d+|${COUNTS})(?=\s*$)
    `,
    (_all, over, unit = '', joint, most = '') => `${over}${unit}${joint}${numberOf(most)} ${unit}`,
  ],
  [
    'third newest',
    new RegExp(
      `\\b(?:the\\s+)?(?:(${ORDINALS})|([1-9])(?:st|nd|rd|th))\\s+(?=(?:newest|latest|most\\s+recent|oldest|largest|biggest|smallest|longest|shortest)\\b)`,
      'gi',
    ),
    (_all, named?: string, digit = '') => `${named === undefined ? digit : numberOf(named)} `,
  ],
  [
    'second to last',
    /\b(?:the\s+)?(?:(?:second|next)[\s-]to[\s-]last|last\s+but\s+one|2nd[\s-]last|penultimate|(?:one|recording)\s+before\s+(?:the\s+)?last(?:\s+one)?)(?:\s+(?:one|recording)\b)?/gi,
    'last 2',
  ],
  [
    'all year',
    /\b(?:all|(?:the\s+)?(?:whole|entire))\s+(?=(?:year|quarter|month|week)\b(?!\s+of\b))/gi,
    'this ',
  ],
  ['largest of the year', /(?<=est(?:\s\w+)?)\sof\sthe\s(?=year|quarter|month|week)/gi, ' this '],
  ['first of the day', /(?<=(?:est|first|last)(?:\s\w+)?)\sof\sthe\sday\b/gi, ' today'],
  [
    'from the start of the year',
    /\bfrom(?=\sthe\s(?:start|beginning)\sof\sthe\s(?!.*\sto\s))/gi,
    'since',
  ],
  ['2025/2026', /\b(20\d\d)\s*[/–-]\s*(?=20\d\d\b)/g, 'from $1 to '],
  [
    'within 10 days',
    new RegExp(`\\bwithin\\s+(?:the\\s+)?(?=(?:\\d{1,3}|an?|${COUNTS})\\s*${UNIT})`, 'gi'),
    'last ',
  ],
  ['same week last year', /\b(?:the\s+)?same\s+week\s+last\s+year\b/gi, 'week of 1 year ago'],
  [
    'from the first to the fifteenth of october',
    new RegExp(
      `(?<=\\b(?:from|between)\\s+)(?:the\\s+)?(${ORDINALS})(?=\\s+(?:to|and|until|till|through)\\s+(?:the\\s+)?(?:${ORDINALS})\\s+(?:of\\s+)?(?:${MONTHS})\\b)`,
      'gi',
    ),
    '#$1',
  ],
  [
    'the 10 last recordings',
    new RegExp(`\\b(\\d{1,4}|${COUNTS})\\s+last(?=\\s*$|\\s+${THINGS}\\b)`, 'gi'),
    (_all, many = '') => `last ${numberOf(many)}`,
  ],
  [
    'recordings form yesterday',
    new RegExp(
      `\\b(?:frm|fom|fomr|ofrm)(?=\\s)|(?<=^\\s*|\\b(?:recordings?|videos?|ones?|meetings?)\\s+)form(?=\\s+(?:\\d|the|my|our|${SPAN_NAMED}))`,
      'gi',
    ),
    'from',
  ],
  [
    'past month, over the last year',
    /\b(?:(?:over|within|in|during|for)\s+the\s+last|(?:(?:this|the)\s+)?past)\s+(?=(?:week|month|quarter|year)\b(?!\s+(?:of|in)\b|['’]s))/gi,
    'last 1 ',
  ],
  ['tonight', /\btonight\b/gi, 'this evening'],
  ['last night', /\blast\s+night\b/gi, 'yesterday night'],
  ['too days ago', /\b(?:too|to)\s+(?=(?:days|weeks|months|years)\s+ago\b)/gi, '2 '],
  [
    'last week full stop',
    /\s+(?:full\s+stop|question\s+mark|exclamation\s+(?:mark|point))\s*$/gi,
    '',
  ],
  ['b/w 3rd and 7th nov', /\b(?:b\/w|btw)\b/gi, 'between'],
  [
    'from like two weeks ago',
    new RegExp(
      `(?<=\\b(?:from|of|on|in|since|was|over|under|than|about|around|least|most)\\s+)(?:like|maybe|probably|say)\\s+(?=(?:\\d|an?|${COUNTS}|${SPAN_NAMED})\\b)`,
      'gi',
    ),
    '',
  ],
  [
    'right after lunch yesterday',
    pattern('gi')`
      \b(?:right|just|shortly|immediately|straight|exactly|precisely)\s+(?=
        (?:before|after)\s+|(?:an?|\d{1,2}|${COUNTS})\s+(?:days?|weeks?|months?|years?)\s+ago\b
      )
    `,
    '',
  ],
  [
    'from 9 to 10 yesterday morning',
    pattern('gi')`
      \b((?:from|between|since|after|before|until|at|around)\s+\d{1,2}(?::\d\d)?(?:\s*[ap]m)?
      (?:\s+(?:to|and|until|till)\s+\d{1,2}(?::\d\d)?(?:\s*[ap]m)?)?)\s+
      ((?:on\s+)?(?:yesterday|(?:last\s+)?\w{3,6}day)\s+(?:morning|forenoon|afternoon|evening|night))\b
    `,
    '$2 $1',
  ],
  [
    'about a month ago',
    new RegExp(`\\b(?:about|roughly|approximately|approx\\.?)\\s+(?=${AMOUNT}\\s+ago\\b)`, 'gi'),
    'around ',
  ],
  ['~1h', /~\s*(?=\d)/g, 'about '],
  [
    'which recording is the largest',
    /^\s*which\s+(?:recording|video|meeting)\s+(?:is|was)\s+(?:the\s+|my\s+)?(?=\p{L}+est\s*$)/giu,
    'my ',
  ],
  ['2024 and 2025', /^\s*(?=20\d\d(?:\s*(?:,|&|\band\b|\bor\b)\s*20\d\d)+\s*$)/gi, 'in '],
  [
    'in 2023, 2024 and 2025',
    /(?<=\b(?:in|from|of)\s+(?:20\d\d\s*(?:,|and\b|or\b|&)\s*)*20\d\d)\s*(?:,\s*(?:and\s+|or\s+)?|\band\s+|\bor\s+|&\s*)(?=20\d\d\b)/gi,
    ' and in ',
  ],
  [
    'list over five',
    new RegExp(`(?<=\\b(?:over|under|than|least|most|recent)\\s+)(${COUNTS})(?=\\s*$)`, 'gi'),
    (_all, many) => String(numberOf(many)),
  ],
  ['that aren’t mine', /\b(are|is|was|were)n['’]?t\b(?!\s+(?:there|here|ready)\b)/gi, '$1 not'],
  [
    'between 1h and 1h30',
    /\bbetween\s+([0-5])\s?h(\d\d)?\s+and\s+([0-9])\s?h(\d\d)?(?!\d)/gi,
    (_all, from, past = '0', to = '', later = '0') =>
      `longer than ${from} h ${past} min shorter than ${to} h ${later} min`,
  ],
  // “from 5 November” goes on until now, but one recording is of that day.
  [
    'the recording from 5 nov',
    pattern('giu')`
      (?<=(?:\b(?:recording|record|video|meeting|call|session|(?:any|some)thing)
        |(?:^\s*|\b(?:the|that|my|our|a)\s+)(?:(?!${NO_NAME})\p{L}+\s+){0,2}(?!${NO_NAME})\p{L}{3,}(?<!s|est|day)
      )\s+)from\s+(?=\d{1,2}[/.]\d{1,2}(?![-\d])|(?:the\s+)?\d{1,2}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?:${MONTHS})|(?:${MONTHS})\s+\d{1,2}(?:st|nd|rd|th)?\b
        |\d{4}-\d\d-\d\d|(?:the\s+)?\d{1,2}(?:st|nd|rd|th)(?=\s*(?:$|,))|(?:yesterday|today|${WEEKDAYS}),?\s+(?:at\s+)?\d
        |(?:(?:${MONTHS})\s+(?:the\s+)?(?:${ORDINALS})|(?:the\s+)?(?:${ORDINALS})\s+(?:of\s+)?(?:${MONTHS}))\b
      )(?!.*\b(?:to|until|till|through)\b|(?!\d{4}-).*[–-]\s*\d{1,2}\b)
    `,
    'on ',
  ],
  [
    'yesterday in london time',
    new RegExp(
      `\\b(yesterday|today|${WEEKDAYS})\\s+(?:in\\s+)?(?!last|this|next|that)(\\p{L}+(?:\\s\\p{L}+)?\\s+time)(?![\\p{L}-])`,
      'giu',
    ),
    '$1 from 0:00 to 24:00 $2',
  ],
  ['tues', /\b(tue|thur|wedne)s\b|\b(weds)\b/gi, (_all, day = 'wedne') => `${day}sday`],
  ['yday', /\b(?:y['’]?day|yest|ystd|yst(?:r|e)?day|ysterday)(?=s?\b)/gi, 'yesterday'],
  [
    'from yesterday morning',
    /\bfrom\s+(?=(?:yesterday|this|last|\w{3,6}day)\s+(?:morning|afternoon|evening)\b(?!.*\b(?:to|until|till|through|on|onwards?)\b|.*[–-]))/gi,
    '',
  ],
  ['1 oct..5 oct', /(?<=[\p{L}\d])\s*(?:\.{2,3}|…)\s*(?=\d)/gu, '-'],
];
