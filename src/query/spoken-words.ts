import { AMOUNT, COUNTS, ONES, ORDINALS, UNIT, clockOf, numberOf } from './amounts.js';
import { MONTHS } from './date-at.js';
import { SPAN_NAMED, WEEKDAYS } from './named-days.js';
import { THINGS } from './spoken-days.js';
import { everyPattern, source } from '../util/pattern.js';

/** A sentence that people write, the part of it that is replaced, and the words that are read instead. */
export type Spoken = readonly [
  example: string,
  pattern: RegExp,
  by: string | ((...found: string[]) => string),
];

const NO_NAME = source`
  (
    all|list|every\p{L}+|mine|only|rest|stuff|shared|hosted|by|with|than|of|for|about|except|without|not|in|on|an?
    |hour|minute|sorted|ordered
  )\b
`;
const HALF = source`([ap]\.?\s?m\b|o['’]?clock)`;

/** Times of day. */
export const CLOCKS: readonly Spoken[] = [
  [
    'between nine and eleven a m',
    everyPattern`(?<!#)\b(#${COUNTS})(?=(\s*(to|and|-)\s*(\d{1,2}|${COUNTS}))? ${HALF})`,
    (_all, hour = '') => String(numberOf(hour)),
  ],
  ['9 a m', /(?<=\d\s*)\b([ap])\s+m\b/gi, '$1m'],
  [
    'yesterday at quarter to 4',
    everyPattern`
      (?<!\b(from|between) )\b((#quarter|half|five|ten|twenty) (#past|to)|(#\d{1,2}) past)\s+
      (#\d{1,2}|${ONES}|ten|eleven|twelve)(\s*(#[ap]m)\b|\b)(?!\s*(%|gb|mb))
    `,
    (_all, named?: string, side?: string, minutes = '', hour = '', half = '') =>
      clockOf(named ?? minutes, side === 'to', hour, half),
  ],
  [
    '9ish yesterday',
    everyPattern`\b(at )?(#\d{1,2}(:\d\d)?\s*([ap]m)?|noon|midday)ish\b`,
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
  [
    'the ones I uploaded myself',
    everyPattern`\b(ones?|recordings?|videos?|files?) (that |which )?(i|we)( have|['’]ve)? uploaded( (myself|ourselves))?([\s,]+not (recorded )?(in|from) (an? |the |my )?meetings?)?(?![\w-])`,
    'uploaded recordings',
  ],
  ['the ones we’ve had', /\b(i|we)['’]ve(?= (?:got|had)\b)/gi, '$1 have'],
  ['last November 18', everyPattern`\blast (?=(${MONTHS}) \d{1,2}(st|nd|rd|th)?\s*$)`, ''],
  ['show me um the last', /(?<![\w-]|\bid\s)(?:uh+m?|um+|erm+)(?![\w-])[\s,]*/g, ''],
  [
    'at 930',
    everyPattern`\b(#at (?!19|20)([01]?\d|2[0-3]))(#[0-5]\d)(?=\s*($|,|on\b|today|yesterday))`,
    '$1:$2',
  ],
  ['standup and/or retro', everyPattern` (\||and\s*\/\s*or) `, ' or '],
  [
    'from my colleague jan',
    everyPattern`
      \b(from|by) (my|our|the) (colleague|boss|manager|team\s?mate|co-?worker)\s+
      (?=\p{L}+(\s*$|,| (from|in|on|last|this|since|about)\b))
    `,
    'hosted by ',
  ],
  ['eleven o clock', /\bo\s+clock\b/gi, "o'clock"],
  ["3 o'clock", everyPattern`\b(#[1-6](:[0-5]\d)?)\s*o['’]?clock\b(?! in the morning)`, '$1 pm'],
  [
    'yesterday at nine thirty',
    everyPattern`
      \b(#at|around|since|from|until|before|after) (#${ONES}|ten|eleven|twelve)[\s-]+(#
        ten|fifteen|(twenty|thirty|forty|fifty)([\s-]five)?
      )\b
    `,
    (_all, lead, hour = '', past = '') => `${lead} ${numberOf(hour)}:${numberOf(past)}`,
  ],
  [
    'the 2pm call today',
    everyPattern`
      (?<=^\s*|\b(the|my|our|that|(yester|to|\w{3,6})day['’]?s?) )(#
        (\d{1,2} or )?\d{1,2}(:\d\d)?\s*([ap]m|o['’]?clock)|\d{1,2}:\d\d
      )( (meeting|call|recording|session|video|one)\b|(?<=\bthe\s.*)$)
    `,
    'at $1',
  ],
  [
    'yesterday from ten to eleven',
    everyPattern`\b(#from|between) (#${COUNTS}) (#to|until|and) (#${COUNTS})(?=\s*$| (${SPAN_NAMED}|on\b))`,
    (_all, lead, first = '', joint = '', last = '') =>
      `${lead} ${numberOf(first)} ${joint} ${numberOf(last)}`,
  ],
  [
    '9-11 today',
    everyPattern`
      \b((from|between) )?(#\d{1,2})(\s*[-–]\s*| (to|until|till|(?<=between.*)and) )
      (#\d{1,2}) (?!.*\b(morning|afternoon|evening)\b)(?=
        (to|yester)day\b|(on )?(last )?(${WEEKDAYS})\b|on (the )?\d
      )
    `,
    (_all, from, to) => `from ${inTheDay(from)} to ${inTheDay(to)} `,
  ],
  ['the other day', everyPattern`\bthe other (day|week)\b`, 'last 14 days'],
  ['half a year', everyPattern`\b(half a |(?<=\b(last|past) )half[\s-])year\b`, '6 months'],
  ['2 wks ago', everyPattern`\b(#\d{1,3}\s*)wks?(?= (ago|back|old)\b)`, '$1weeks'],
  [
    'first of the month',
    everyPattern`\b(the )?first of (#the|this|last) month\b`,
    'first day of $1 month',
  ],
  [
    'over an hour but less than two',
    everyPattern`
      \b(#(over|(more|longer|larger|bigger) than) \S+\s*)(#hours?|minutes?|mins?|gb|mb)(#
        \s+(but|and) (under|(less|shorter|smaller) than)\s+
      )(#\d+|${COUNTS})(?=\s*$)
    `,
    (_all, over, unit = '', joint, most = '') => `${over}${unit}${joint}${numberOf(most)} ${unit}`,
  ],
  [
    'third newest',
    everyPattern`
      \b(the )?((#${ORDINALS})|(#[1-9])(st|nd|rd|th))\s+
      (?=(newest|latest|most recent|oldest|largest|biggest|smallest|longest|shortest)\b)
    `,
    (_all, named?: string, digit = '') => `${named === undefined ? digit : numberOf(named)} `,
  ],
  [
    'second to last',
    everyPattern`
      \b(the )?(
        (second|next)[\s-]to[\s-]last|last but one|2nd[\s-]last|penultimate
        |(one|recording) before (the )?last( one)?
      )( (one|recording)\b)?
    `,
    'last 2',
  ],
  [
    'all year',
    everyPattern`\b(all|(the )?(whole|entire)) (?=(year|quarter|month|week)\b(?! of\b))`,
    'this ',
  ],
  ['largest of the year', /(?<=est(?:\s\w+)?)\sof\sthe\s(?=year|quarter|month|week)/gi, ' this '],
  ['first of the day', everyPattern`(?<=(est|first|last)(\s\w+)?)\sof\sthe\sday\b`, ' today'],
  [
    'from the start of the year',
    /\bfrom(?=\sthe\s(?:start|beginning)\sof\sthe\s(?!.*\sto\s))/gi,
    'since',
  ],
  ['2025/2026', /\b(20\d\d)\s*[/–-]\s*(?=20\d\d\b)/g, 'from $1 to '],
  ['within 10 days', everyPattern`\bwithin (the )?(?=(\d{1,3}|an?|${COUNTS})\s*${UNIT})`, 'last '],
  [
    'from the first to the fifteenth of october',
    everyPattern`
      (?<=\b(from|between) )(the )?(#${ORDINALS})
      (?= (to|and|until|till|through) (the )?(${ORDINALS}) (of )?(${MONTHS})\b)
    `,
    '#$1',
  ],
  [
    'the 10 last recordings',
    everyPattern`\b(#\d{1,4}|${COUNTS}) last(?=\s*$| ${THINGS}\b)`,
    (_all, many = '') => `last ${numberOf(many)}`,
  ],
  [
    'recordings form yesterday',
    everyPattern`
      \b(frm|fom|fomr|ofrm)(?=\s)
      |(?<=^\s*|\b(recordings?|videos?|ones?|meetings?) )form(?= (\d|the|my|our|${SPAN_NAMED}))
    `,
    'from',
  ],
  [
    'past month, over the last year',
    everyPattern`\b((over|within|in|during|for) the last|((this|the) )?past) (?=(week|month|quarter|year)\b(?! (of|in)\b|['’]s))`,
    'last 1 ',
  ],
  ['tonight', /\btonight\b/gi, 'this evening'],
  ['last night', /\blast\s+night\b/gi, 'yesterday night'],
  ['too days ago', everyPattern`\b(too|to) (?=(days|weeks|months|years) ago\b)`, '2 '],
  ['b/w 3rd and 7th nov', /\b(?:b\/w|btw)\b/gi, 'between'],
  [
    'from like two weeks ago, right after lunch yesterday, last week full stop, some time last month, of all my sites',
    everyPattern`
      (?<=\b(from|of|on|in|since|was|over|under|than|about|around|least|most) )(like|maybe|probably|say)\s+
      (?=(\d|an?|${COUNTS}|${SPAN_NAMED})\b)
      |\b(right|just|shortly|immediately|straight|exactly|precisely) (?=
        (before|after) |(an?|\d{1,2}|${COUNTS}) (days?|weeks?|months?|years?) ago\b
      )
      | (full stop|question mark|exclamation (mark|point))\s*$
      |\b(at some point|some time|some\s?day|one day) (?=((in|during|over) )?(the )?(past\b|last\b|${SPAN_NAMED}))
      |\b(on|of|from|across|in) (all|every|each|any)( of)?( (the|my|our))?( webex)? sites?(?![\w-])
    `,
    '',
  ],
  [
    'from 9 to 10 yesterday morning',
    everyPattern`
      \b(#(from|between|since|after|before|until|at|around) \d{1,2}(:\d\d)?(\s*[ap]m)?
      ( (to|and|until|till) \d{1,2}(:\d\d)?(\s*[ap]m)?)?)\s+
      (#(on )?(yesterday|(last )?\w{3,6}day) (morning|forenoon|afternoon|evening|night))\b
    `,
    '$2 $1',
  ],
  [
    'about a month ago',
    everyPattern`\b(about|roughly|approximately|approx\.?) (?=${AMOUNT} ago\b)`,
    'around ',
  ],
  ['~1h', /~\s*(?=\d)/g, 'about '],
  [
    'which recording is the largest',
    everyPattern`^\s*which (recording|video|meeting) (is|was) (the |my )?(?=\p{L}+est\s*$)`,
    'my ',
  ],
  [
    'my last meetings',
    everyPattern`(?<=^\s*((my|our|the|all) )*)(last|previous) (?=(meetings|calls|sessions)\s*$)`,
    'recent ',
  ],
  ['2024 and 2025', everyPattern`^\s*(?=20\d\d(\s*(,|&|\band\b|\bor\b)\s*20\d\d)+\s*$)`, 'in '],
  [
    'in 2023, 2024 and 2025',
    everyPattern`(?<=\b(in|from|of) (20\d\d\s*(,|and\b|or\b|&)\s*)*20\d\d)\s*(,\s*(and |or )?|\band |\bor |&\s*)(?=20\d\d\b)`,
    ' and in ',
  ],
  [
    'list over five',
    everyPattern`(?<=\b(over|under|than|least|most|recent) )(#${COUNTS})(?=\s*$)`,
    (_all, many) => String(numberOf(many)),
  ],
  [
    'that aren’t mine',
    everyPattern`\b(#are|is|was|were)n['’]?t\b(?! (there|here|ready)\b)`,
    '$1 not',
  ],
  [
    'between 1h and 1h30',
    everyPattern`\bbetween (#[0-5])\s?h(#\d\d)? and (#[0-9])\s?h(#\d\d)?(?!\d)`,
    (_all, from, past = '0', to = '', later = '0') =>
      `longer than ${from} h ${past} min shorter than ${to} h ${later} min`,
  ],
  // “from 5 November” goes on until now, but one recording is of that day.
  [
    'the recording from 5 nov',
    everyPattern`
      (?<=(\b(recording|record|video|meeting|call|session|(any|some)thing)
        |(^\s*|\b(the|that|my|our|a) )((?!${NO_NAME})\p{L}+ ){0,2}(?!${NO_NAME})\p{L}{3,}(?<!s|est|day)
      ) )from (?=\d{1,2}[/.]\d{1,2}(?![-\d])|(the )?\d{1,2}(st|nd|rd|th|\.)? (of )?(${MONTHS})|(${MONTHS}) \d{1,2}(st|nd|rd|th)?\b
        |\d{4}-\d\d-\d\d|(the )?\d{1,2}(st|nd|rd|th)(?=\s*($|,))|(yesterday|today|${WEEKDAYS}),? (at )?\d
        |((${MONTHS}) (the )?(${ORDINALS})|(the )?(${ORDINALS}) (of )?(${MONTHS}))\b
      )(?!.*\b(to|until|till|through)\b|(?!\d{4}-).*[–-]\s*\d{1,2}\b)
    `,
    'on ',
  ],
  [
    'yesterday in london time',
    everyPattern`\b(#yesterday|today|${WEEKDAYS}) (in )?(?!last|this|next|that)(#\p{L}+(\s\p{L}+)? time)(?![\p{L}-])`,
    '$1 from 0:00 to 24:00 $2',
  ],
  ['tues', /\b(tue|thur|wedne)s\b|\b(weds)\b/gi, (_all, day = 'wedne') => `${day}sday`],
  ['yday', everyPattern`\b(y['’]?day|yest|ystd|yst(r|e)?day|ysterday)(?=s?\b)`, 'yesterday'],
  [
    'from yesterday morning',
    everyPattern`
      \bfrom (?=
        (yesterday|this|last|(last )?\w{3,6}day|\d{1,2} \p{L}{3,9}|\p{L}{3,9} \d{1,2}) (morning|afternoon|evening)\b(?!
          .*\b(to|until|till|through|on|onwards?)\b|.*[–-]
        )
      )
    `,
    '',
  ],
  ['1 oct..5 oct', /(?<=[\p{L}\d])\s*(?:\.{2,3}|…)\s*(?=\d)/gu, '-'],
];
