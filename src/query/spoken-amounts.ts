import { COUNTS, HALVED, ONES, inUnits, numberOf } from './amounts.js';
import { SOMEBODY_NAMED } from './patterns.js';
import { THINGS } from './spoken-days.js';
import type { Spoken } from './spoken-words.js';
import { pattern } from '../util/pattern.js';

const UNITS = '(?:gigs?|gb|gigabytes?|megs?|mb|megabytes?|tb|terabytes?)';
const ORDERED = 'newest|latest|most\\s+recent|oldest|largest|biggest|smallest|longest|shortest';
/** The amount is said behind it. */
const COMPARED =
  '(?:more|over|less|under|above|below|longer|shorter|between|at\\s+(?:least|most)|exactly|about|around|nearly|almost|up\\s+to)\\b';
const COMPARATIVES: Readonly<Record<string, string>> = {
  ...{
    big: 'larger',
    heavy: 'larger',
    large: 'larger',
    small: 'smaller',
    long: 'longer',
    short: 'shorter',
  },
  ...{ old: 'older', new: 'newer', recent: 'newer' },
};

/** People's words of sizes, lengths, orders and numbers, and the ones that are read. */
export const SPOKEN_AMOUNTS: readonly Spoken[] = [
  [
    'weekend',
    /^\s*weekend(?=\s*$|\s+(?:recordings?|videos?|meetings?)\b)|\b(?:over|on|at|from|during)\s+the\s+weekend\b(?!\s+(?:before|of))/gi,
    'last weekend',
  ],
  [
    'two and a half hours, a year and a half, the last 1.5 hours',
    new RegExp(
      `\\b(?:(?:(\\d{1,2}|${COUNTS})\\s+and\\s+a\\s+half\\s+|(?<=\\b(?:last|past)\\s)(\\d{1,2})[.,]5\\s*)(${HALVED})s?|(?:(?:an?|(\\d|one|two|three))\\s+)?(${HALVED})s?\\s+and\\s+a\\s+half)\\b`,
      'gi',
    ),
    (_all, many?: string, digits = many, unit = '', before = '1', its = unit) =>
      inUnits(numberOf(digits ?? before) + 0.5, its),
  ],
  [
    'twenty twenty five',
    new RegExp(
      `\\b(?:twenty|two\\s+thousand(?:\\s+and)?)[\\s-](twenty(?:[\\s-](?:${ONES}))?|(?:nine|eigh|seven|six)teen)\\b`,
      'gi',
    ),
    (_all, two) => `20${numberOf(two)}`,
  ],
  ['title="standup"', /\b(?:topic|title|name|subject)\s*[:=]\s*(?=\S)/gi, 'topic '],
  [
    'w/o standup',
    /(?<![\w/])w\/(o(?:ut)?(?![\p{L}]))?\s*(?=\p{L})/giu,
    (_all, out?: string) => `with${out === undefined ? '' : 'out'} `,
  ],
  [
    'standup -retro',
    /(?<!\S|\b(?:id|tag(?:ged)?|with|as|is)[\s:#]{1,3})-(?=\p{L}{3}|\s*\uE000)/giu,
    'except ',
  ],
  ['from:alice', /\b(?:from|by|owner|organi[sz]er|host):\s*(?=\p{L})/giu, 'hosted by '],
  [
    'of my colleague Jürgen',
    /\b(?:my|our)\s+(?:colleague|co-?worker|team\s?mate|boss|manager|friend|client|customer)\s+(?=\p{Lu})/gu,
    '',
  ],
  ['by @bob', /(?<=\b(?:by|from|of|with|for|host)\s)@(?=\p{L})/giu, ''],
  ['by mistake', /\b(?:(?:by|in)\s+(?:mistake|accident|error)|accidentally)\b/gi, ''],
  [
    'from Bob Smith <bob@example.com>',
    /(?<=^\s*|\b(?:from|of|by|with|to|recordings?)\s)(?:\uE000\d+\uE000|\p{L}[\p{L}.'’-]*(?:\s+\p{L}[\p{L}.'’-]*){0,2})\s*(?=<[^\s<>@]+@[^\s<>]+>)/giu,
    '',
  ],
  [
    'over two point five hours',
    new RegExp(`\\b(${COUNTS}|\\d{1,3})\\s+point\\s+(${ONES}|\\d)\\b`, 'gi'),
    (_all, whole = '', tenths = '') => `${numberOf(whole)}.${numberOf(tenths)}`,
  ],
  [
    'over 2 giga',
    /\b(\d[\d.,]*)\s*(?:(g)(?:iga|o)|mega|(?<=\d{3}\s?)mo)\b/gi,
    (_all, many, giga?: string) => `${many} ${giga === undefined ? 'MB' : 'GB'}`,
  ],
  [
    'over 1.000 MB',
    /(?<![\d.,])(\d{1,3})\.(\d{3})(?=\s*(?:[mk]b|megs?|(?:mega|kilo)?bytes?)\b)/gi,
    '$1$2',
  ],
  [
    'the most long recordings',
    new RegExp(
      `\\b(?:more|(most))\\s+(big|heavy|large|small|long|short|old|new|recent)(?:er|est)?\\s*(?:\\b(than|as)\\b|(?=${THINGS}\\b|$))`,
      'gi',
    ),
    (_all, most?: string, what = '', than?: string) => {
      const more = COMPARATIVES[what.toLowerCase()] ?? what;
      return most === undefined && than !== undefined
        ? `${more} than `
        : `${more.replace(/r$/, 'st')} `;
    },
  ],
  [
    'longer ones',
    /\b(larg|small|long|short)er\s+(?=ones?\b)|\bbigger\s+(?=ones?\b)/gi,
    (_all, what = 'larg') => `${what}est `,
  ],
  [
    'that last more than 45 min',
    pattern('gi')`
      \b(?:
        (?:(?:that|which|who)\s+)?(?:are\s+)?(?:lasts|lasted|lasting|went\s+on|takes?|took|taking|runs?|ran|running)
        |(?:that|which|who)\s+last
      )\s+(?:for\s+)?(?=${COMPARED}|\d|an?\s+hour|half)
    `,
    '',
  ],
  [
    'between one and two hours',
    new RegExp(
      `\\b(between|from)\\s+(?:(${COUNTS})|half\\s+an\\s+hour)\\s+(and|to)\\s+(?=\\S+\\s+(?:hours?|hrs?|minutes?|mins?|${UNITS})\\b)`,
      'gi',
    ),
    (_all, lead, many?: string, joint = '') =>
      `${lead} ${many === undefined ? '30 minutes' : numberOf(many)} ${joint} `,
  ],
  [
    'host:bob topic:standup',
    /\b(host|date|since|before|after|from|until|in|site|format|tag)(?::|\s*=\s*)(?=\S)/gi,
    (_all, field = '') => (/^date$/i.test(field) ? 'on ' : `${field} `),
  ],
  [
    'type: webinar, file type mp4',
    /\b(?:(?:file|video)\s+)?(?:type|kind)(?:\s*[:=]\s*|\s+(?:is\s+)?)(?:(mp4|arf)|(webinar|training|event)s?)\b/gi,
    (_all, format?: string, kind = '') => format ?? `${kind}s`,
  ],
  [
    'couple of hours long',
    /\b(?:an?\s+)?couple\s+of\s+(?=(?:hours?|hrs?|minutes?|mins?)\b(?!\s+(?:ago|back)))/gi,
    '2 ',
  ],
  [
    'more than 3/4 hour',
    /\bthree\s+quarters\s+of\s+an\s+hour\b|\b3\/4\s+(?:of\s+an\s+)?hours?\b/gi,
    '45 minutes',
  ],
  ['below a quarter of an hour', /\b(?:an?\s+)?quarter\s+(?:of\s+an\s+)?hour\b/gi, '15 minutes'],
  [
    'over 2 hundred MB',
    new RegExp(
      `\\b(?:an?\\s+|(\\d|${ONES})\\s+)?hundred\\s+(?=(?:minutes?|mins?|days|${UNITS})\\b)`,
      'gi',
    ),
    (_all, many?: string) => `${numberOf(many ?? 'one') * 100} `,
  ],
  [
    'less than a minute',
    /(?<=\b(?:than|over|under|least|most|around|about|exactly|nearly|almost|at)\s+)an?\s+(?=(?:minute|megabyte)\b)/gi,
    '1 ',
  ],
  [
    'over 1:30 hours',
    /\b((?:longer|shorter|more|less)\s+than|over|under)\s+(\d{1,2}):(\d\d)(?::\d\d)?(?!\d|\s*[ap]m)(?:\s*(?:hours?|h)\b)?/gi,
    '$1 $2 h $3 min',
  ],
  ['over 1 h 20', /\b(\d{1,2})\s*(?:hours?|h)\s+(\d{1,2})(?=\s*$)/gi, '$1 h $2 min'],
  [
    'more then 1 gb',
    new RegExp(
      `\\b(more|bigger|larger|longer|smaller|shorter|less|older|newer)\\s+(?:then|as)\\s+(?=\\d|(?:an?|one|two|half)\\b)`,
      'gi',
    ),
    '$1 than ',
  ],
  [
    'from 500 MB upwards',
    new RegExp(
      `\\b(?:from\\s+)?(\\d[\\d.,]*\\s*(?:${UNITS}|minutes?|mins?|min|hours?|h))\\s+(?:up|upwards|plus|or\\s+above)(?=\\s|$)`,
      'gi',
    ),
    '$1 or more',
  ],
  [
    'size > 1gb',
    /\b(?:file\s*)?(?:size|length|duration)\s*(?::|is|of)?\s*(?=(?:[<>=≥≤]|over|under|above|below|more|less|between|at\s+(?:least|most)|min|max)\b|[<>=≥≤])/gi,
    '',
  ],
  [
    'with more than 500MB of size',
    new RegExp(`(?<=\\b\\d+\\s*(?:${UNITS}))\\s+(?:of|in)\\s+size\\b`, 'gi'),
    '',
  ],
  [
    'between an hour and two hours',
    /(?<=\bbetween\s+(?:\S+\s+){0,2}?(?:and\s+)?)an\s+(?=hour\b)/gi,
    '1 ',
  ],
  [
    'over thirty minutes',
    new RegExp(`\\b(${COUNTS})\\s+(?=(?:hours?|hrs?|minutes?|mins?|${UNITS})\\b)`, 'gi'),
    '#$1 ',
  ],
  [
    'yesterday at two',
    new RegExp(`\\bat\\s+(one|${COUNTS})(?=\\s*(?:$|o['’]?clock|on\\b|,|[ap]\\.?\\s?m\\b))`, 'gi'),
    'at #$1',
  ],
  [
    '90+ minutes',
    /\b(?:(\d+(?:[.,]\d+)?)\s*\+\s*(gb|mb|hours?|hrs?|h|minutes?|mins?)|(\d+(?:[.,]\d+)?\s*(?:gb|mb|hours?|hrs?|h(?:\d\d)?|minutes?|mins?))\s*\+)(?=\s|$)/gi,
    (_all, many, unit, whole?: string) => `${whole ?? `${many} ${unit}`} or more`,
  ],
  [
    'top ten, five newest',
    new RegExp(
      `\\b(top|last|first|${ORDERED})\\s+(${COUNTS})\\b(?!\\s+(?:day|week|month|year|hour|minute|quarter)s?\\b)|\\b(${COUNTS})\\s+(?=(?:${ORDERED})\\b)`,
      'gi',
    ),
    (_all, order, many, before?: string) => (before ? `#${before} ` : `${order} #${many}`),
  ],
  ['half a dozen', /\bhalf\s+a\s+dozen\b/gi, '6'],
  [
    'five',
    new RegExp(
      `^\\s*(?:only\\s+|just\\s+|an?\\s+)?(${COUNTS})(?=\\s*(?:$|(?:${THINGS}|please)\\b))`,
      'gi',
    ),
    '#$1',
  ],
  ['1,000', /^\s*(\d{1,3}),(\d{3})(?=\s*(?:$|recordings?\b))/gi, 'top $1$2'],
  [
    'the last couple',
    new RegExp(
      `\\b(last|latest|newest|first|oldest)\\s+couple(?:\\s+of)?(?=\\s*$|\\s+${THINGS}\\b)`,
      'gi',
    ),
    '$1 2',
  ],
  [
    'the last few',
    new RegExp(`\\b(last|latest|newest|first|oldest)\\s+few(?=\\s*$|\\s+${THINGS}\\b)`, 'gi'),
    '$1 5',
  ],
  [
    'really long ones',
    /\b(?:very|really|super|quite|pretty|extremely)\s+(?=(?:long|short|big|large|huge|small|tiny|old|recent|longest|shortest|biggest|largest|smallest|oldest|newest|latest)\b)|\bold\s+(?=(?:recordings?|videos?|ones|stuff|files)\s.*\b(?:older\s+than|before)\b)/gi,
    '',
  ],
  [
    'big ones',
    pattern('gi')`
      (?<![\w-])(?:
        (huge|giant|enormous|massive|big|large|small|tiny|little)(?=\s+(?:${THINGS}|files)\b|\s*$)
        |(long|short|quick)(?=
          \s+(?:ones?|recordings?|videos?)\b
          |(?<=(?:^|\b(?:that|the|my|our|any|all|those)\b)\s*\w+)\s+(?:meeting|call|session)s?\b
        )
      )
    `,
    (_all, size?: string, length?: string) =>
      length === undefined
        ? /^(?:small|tiny|little)$/i.test(size ?? '')
          ? 'smallest'
          : 'largest'
        : `${length.replace(/quick/i, 'short')}est`,
  ],
  ['over 1 gb or so', /(\d\s*\p{L}+)\s+or\s+so\b/giu, '$1'],
  ['desc by size', /\b(?:sort(?:ed)?\s+)?((?:asc|desc)(?:ending)?)\s+by\s+(\w+)/gi, 'by $2 $1'],
  [
    'old to new',
    /\b(?:(?:sort|order)(?:ed)?\s+(?:(?:it|them|these|those|all|the\s+list)\s+)?)?(?:from\s+)?(?:(old|new)(?:est)?\s+to\s+(?:the\s+)?(?:old|new)|(big|large|small)(?:g?est)?\s+to\s+(?:the\s+)?(?:big|large|small)|(long|short)(?:est)?\s+to\s+(?:the\s+)?(?:long|short))(?:g?est)?\b/gi,
    (_all, age, size, length) =>
      `${(age || size || length).replace('big', 'large').replace(/e?$/, 'est')} first`,
  ],
  [
    'space hogs',
    /\b(?:that\s+)?(?:tak(?:es?|ing)|us(?:es?|ing)|needs?|needing)\s+(?:up\s+)?(?:the\s+)?most\s+(?:space|storage|room)\b|\b(?:biggest\s+)?(?:space|storage)\s+hogs\b/gi,
    'largest',
  ],
  ['almost an hour long', /\b(?:an?\s+)?hour[\s-]?long\b/gi, '1 hour'],
  ['around an hour', /\b(around|about|exactly|roughly)\s+an\s+hour\b/gi, '$1 1 hour'],
  ['half-hour recordings', /\bhalf(?:[\s-]|\s+an\s+(?=hour\s+ago))hour\b/gi, '30 minutes'],
  ['90 minutes long', /\b(\d{1,3})[\s-]?(hours?|hrs?|minutes?|mins?)[\s-]long\b/gi, '$1 $2'],
  ['45-minute recordings', /\b(\d{1,3})-(hours?|hrs?|minutes?|mins?)\b/gi, '$1 $2'],
  ['under half a gig', new RegExp(`\\bhalf\\s+a\\s+(?=${UNITS}\\b)`, 'gi'), '0.5 '],
  ['over a gigabyte', new RegExp(`(?<!#)\\b(?:a|one)\\s+(?=${UNITS}\\b)`, 'gi'), '1 '],
  [
    'not from bob',
    pattern('giu')`
      (?<![\w-])(?:
        (not|except(?:ing)?(?:\s+for)?|excluding|without|but|other\s+than|apart\s+from)\s+(?:
          (?:the|any|those|all|ones?|recordings?|videos?|that|which|are|were|is|was)\s+
        )*(?:from|by)
        |(?:(?:hosted\s+)?(?:from|by)\s+)?(?:any|every)(?:one|body)\s+(?:but|except)
      )\s+(?=${SOMEBODY_NAMED})
    `,
    (_all, not = 'not') => `${not} hosted by `,
  ],
  ['non-mp4', /\bnon?[\s-]?(?=(?:mp4|arf|webinar|training)s?\b)/gi, 'except '],
];
