import { COUNTS, HALVED, ONES, inUnits, numberOf } from './amounts.js';
import { SOMEBODY_NAMED } from './patterns.js';
import { THINGS } from './spoken-days.js';
import type { Spoken } from './spoken-words.js';
import { everyPattern, source } from '../util/pattern.js';

const UNITS = source`(gigs?|gb|gigabytes?|megs?|mb|megabytes?|tb|terabytes?)`;
const ORDERED = source`newest|latest|most recent|oldest|largest|biggest|smallest|longest|shortest`;
/** The amount is said behind it. */
const COMPARED = source`
  (more|over|less|under|above|below|longer|shorter|between|at (least|most)|exactly|about|around|nearly|almost|up to)\b
`;
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
    everyPattern`^\s*weekend(?=\s*$| (recordings?|videos?|meetings?)\b)|\b(over|on|at|from|during) the weekend\b(?! (before|of))`,
    'last weekend',
  ],
  [
    'two and a half hours, a year and a half, the last 1.5 hours',
    everyPattern`
      \b(
        ((#\d{1,2}|${COUNTS}) and a half |(?<=\b(last|past)\s)(#\d{1,2})[.,]5\s*)(#${HALVED})s?
        |((an?|(#\d|one|two|three)) )?(#${HALVED})s? and a half
      )\b
    `,
    (_all, many?: string, digits = many, unit = '', before = '1', its = unit) =>
      inUnits(numberOf(digits ?? before) + 0.5, its),
  ],
  [
    'twenty twenty five',
    everyPattern`\b(twenty|two thousand( and)?)[\s-](#twenty([\s-](${ONES}))?|(nine|eigh|seven|six)teen)\b`,
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
    everyPattern`(?<!\S|\b(id|tag(ged)?|with|as|is)[\s:#]{1,3})-(?=\p{L}{3}|\s*\uE000)`,
    'except ',
  ],
  ['from:alice', /\b(?:from|by|owner|organi[sz]er|host):\s*(?=\p{L})/giu, 'hosted by '],
  [
    'of my colleague Jürgen',
    /\b(?:my|our)\s+(?:colleague|co-?worker|team\s?mate|boss|manager|friend|client|customer)\s+(?=\p{Lu})/gu,
    '',
  ],
  ['by @bob', /(?<=\b(?:by|from|of|with|for|host)\s)@(?=\p{L})/giu, ''],
  ['by mistake', everyPattern`\b((by|in) (mistake|accident|error)|accidentally)\b`, ''],
  [
    'from Bob Smith <bob@example.com>',
    everyPattern`
      (?<=^\s*|\b(from|of|by|with|to|recordings?)\s)(\uE000\d+\uE000|\p{L}[\p{L}.'’-]*( \p{L}[\p{L}.'’-]*){0,2})\s*
      (?=<[^\s<>@]+@[^\s<>]+>)
    `,
    '',
  ],
  [
    'over two point five hours',
    everyPattern`\b(#${COUNTS}|\d{1,3}) point (#${ONES}|\d)\b`,
    (_all, whole = '', tenths = '') => `${numberOf(whole)}.${numberOf(tenths)}`,
  ],
  [
    'over 2 giga',
    everyPattern`\b(#\d[\d.,]*)\s*((#g)(iga|o)|mega|(?<=\d{3}\s?)mo)\b`,
    (_all, many, giga?: string) => `${many} ${giga === undefined ? 'MB' : 'GB'}`,
  ],
  [
    'over 1.000 MB',
    everyPattern`(?<![\d.,])(#\d{1,3})\.(#\d{3})(?=\s*([mk]b|megs?|(mega|kilo)?bytes?)\b)`,
    '$1$2',
  ],
  [
    'the most long recordings',
    everyPattern`
      \b(more|(#most)) (#big|heavy|large|small|long|short|old|new|recent)(er|est)?\s*
      (\b(#than|as)\b|(?=${THINGS}\b|$))
    `,
    (_all, most?: string, what = '', than?: string) => {
      const more = COMPARATIVES[what.toLowerCase()] ?? what;
      return most === undefined && than !== undefined
        ? `${more} than `
        : `${more.replace(/r$/, 'st')} `;
    },
  ],
  [
    'longer ones',
    everyPattern`\b(#larg|small|long|short)er (?=ones?\b)|\bbigger (?=ones?\b)`,
    (_all, what = 'larg') => `${what}est `,
  ],
  [
    'that last more than 45 min',
    everyPattern`
      \b(
        ((that|which|who) )?(are )?(lasts|lasted|lasting|went on|takes?|took|taking|runs?|ran|running)
        |(that|which|who) last
      ) (for )?(?=${COMPARED}|\d|an? hour|half)
    `,
    '',
  ],
  [
    'between one and two hours',
    everyPattern`\b(#between|from) ((#${COUNTS})|half an hour) (#and|to) (?=\S+ (hours?|hrs?|minutes?|mins?|${UNITS})\b)`,
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
    everyPattern`\b((file|video) )?(type|kind)(\s*[:=]\s*| (is )?)((#mp4|arf)|(#webinar|training|event)s?)\b`,
    (_all, format?: string, kind = '') => format ?? `${kind}s`,
  ],
  [
    'couple of hours long',
    everyPattern`\b(an? )?couple of (?=(hours?|hrs?|minutes?|mins?)\b(?! (ago|back)))`,
    '2 ',
  ],
  [
    'more than 3/4 hour',
    everyPattern`\bthree quarters of an hour\b|\b3\/4 (of an )?hours?\b`,
    '45 minutes',
  ],
  ['below a quarter of an hour', everyPattern`\b(an? )?quarter (of an )?hour\b`, '15 minutes'],
  [
    'over 2 hundred MB',
    everyPattern`\b(an? |(#\d|${ONES}) )?hundred (?=(minutes?|mins?|days|${UNITS})\b)`,
    (_all, many?: string) => `${numberOf(many ?? 'one') * 100} `,
  ],
  [
    'less than a minute',
    everyPattern`(?<=\b(than|over|under|least|most|around|about|exactly|nearly|almost|at) )an? (?=(minute|megabyte)\b)`,
    '1 ',
  ],
  [
    'over 1:30 hours',
    everyPattern`\b(#(longer|shorter|more|less) than|over|under) (#\d{1,2}):(#\d\d)(:\d\d)?(?!\d|\s*[ap]m)(\s*(hours?|h)\b)?`,
    '$1 $2 h $3 min',
  ],
  ['over 1 h 20', everyPattern`\b(#\d{1,2})\s*(hours?|h) (#\d{1,2})(?=\s*$)`, '$1 h $2 min'],
  [
    'more then 1 gb',
    everyPattern`\b(#more|bigger|larger|longer|smaller|shorter|less|older|newer) (then|as) (?=\d|(an?|one|two|half)\b)`,
    '$1 than ',
  ],
  [
    'from 500 MB upwards',
    everyPattern`\b(from )?(#\d[\d.,]*\s*(${UNITS}|minutes?|mins?|min|hours?|h)) (up|upwards|plus|or above)(?=\s|$)`,
    '$1 or more',
  ],
  [
    'size > 1gb',
    everyPattern`
      \b(file\s*)?(size|length|duration)\s*(:|is|of)?\s*(?=
        ([<>=≥≤]|over|under|above|below|more|less|between|at (least|most)|min|max)\b|[<>=≥≤]
      )
      |(?<=\b\d+\s*(${UNITS})) (of|in) size\b
    `,
    '',
  ],
  [
    'between an hour and two hours',
    everyPattern`(?<=\bbetween (\S+ ){0,2}?(and )?)an (?=hour\b)`,
    '1 ',
  ],
  [
    'over thirty minutes',
    everyPattern`\b(#${COUNTS}) (?=(hours?|hrs?|minutes?|mins?|${UNITS})\b)`,
    '#$1 ',
  ],
  [
    'yesterday at two',
    everyPattern`\bat (#one|${COUNTS})(?=\s*($|o['’]?clock|on\b|,|[ap]\.?\s?m\b))`,
    'at #$1',
  ],
  [
    '90+ minutes',
    everyPattern`
      \b(
        (#\d+([.,]\d+)?)\s*\+\s*(#gb|mb|hours?|hrs?|h|minutes?|mins?)
        |(#\d+([.,]\d+)?\s*(gb|mb|hours?|hrs?|h(\d\d)?|minutes?|mins?))\s*\+
      )(?=\s|$)
    `,
    (_all, many, unit, whole?: string) => `${whole ?? `${many} ${unit}`} or more`,
  ],
  [
    'top ten, five newest',
    everyPattern`
      \b(#top|last|first|${ORDERED}) (#${COUNTS})\b(?! (day|week|month|year|hour|minute|quarter)s?\b)
      |\b(#${COUNTS}) (?=(${ORDERED})\b)
    `,
    (_all, order, many, before?: string) => (before ? `#${before} ` : `${order} #${many}`),
  ],
  ['longest to shortest', everyPattern`\b(from )?(#${ORDERED}) to (${ORDERED})\b`, '$1 first'],
  ['half a dozen', everyPattern`\bhalf a dozen\b`, '6'],
  ['five', everyPattern`^\s*(only |just |an? )?(#${COUNTS})(?=\s*($|(${THINGS}|please)\b))`, '#$1'],
  ['1,000', /^\s*(\d{1,3}),(\d{3})(?=\s*(?:$|recordings?\b))/gi, 'top $1$2'],
  [
    'the last couple',
    everyPattern`\b(#last|latest|newest|first|oldest) couple( of)?(?=\s*$| ${THINGS}\b)`,
    '$1 2',
  ],
  [
    'the last few',
    everyPattern`\b(#last|latest|newest|first|oldest) few(?=\s*$| ${THINGS}\b)`,
    '$1 5',
  ],
  [
    'really long ones',
    everyPattern`
      \b(very|really|super|quite|pretty|extremely) (?=
        (
          long|short|big|large|huge|small|tiny|old|recent|longest|shortest|biggest|largest|smallest|oldest|newest
          |latest
        )\b
      )
      |\bold (?=(recordings?|videos?|ones|stuff|files)\s.*\b(older than|before)\b)
    `,
    '',
  ],
  [
    'big ones',
    everyPattern`
      (?<![\w-])(
        (#huge|giant|enormous|massive|big|large|small|tiny|little)(?= (${THINGS}|files)\b|\s*$)
        |(#long|short|quick)(?=
          \s+(ones?|recordings?|videos?)\b
          |(?<=(^|\b(that|the|my|our|any|all|those)\b)\s*\w+) (meeting|call|session)s?\b
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
  ['over 1 gb or so', everyPattern`(#\d\s*\p{L}+) or so\b`, '$1'],
  ['desc by size', everyPattern`\b(sort(ed)? )?(#(asc|desc)(ending)?) by (#\w+)`, 'by $2 $1'],
  [
    'old to new',
    everyPattern`
      \b((sort|order)(ed)? ((it|them|these|those|all|the list) )?)?(from )?(
        (#old|new)(est)? to (the )?(old|new)|(#big|large|small)(g?est)? to (the )?(big|large|small)
        |(#long|short)(est)? to (the )?(long|short)
      )(g?est)?\b
    `,
    (_all, age, size, length) =>
      `${(age || size || length).replace('big', 'large').replace(/e?$/, 'est')} first`,
  ],
  [
    'space hogs',
    everyPattern`
      \b(that )?(tak(es?|ing)|us(es?|ing)|needs?|needing) (up )?(the )?most (space|storage|room)\b
      |\b(biggest )?(space|storage) hogs\b
    `,
    'largest',
  ],
  ['almost an hour long', everyPattern`\b(an? )?hour[\s-]?long\b`, '1 hour'],
  ['around an hour', everyPattern`\b(#around|about|exactly|roughly) an hour\b`, '$1 1 hour'],
  ['half-hour recordings', everyPattern`\bhalf([\s-]| an (?=hour ago))hour\b`, '30 minutes'],
  ['90 minutes long', /\b(\d{1,3})[\s-]?(hours?|hrs?|minutes?|mins?)[\s-]long\b/gi, '$1 $2'],
  ['45-minute recordings', /\b(\d{1,3})-(hours?|hrs?|minutes?|mins?)\b/gi, '$1 $2'],
  ['under half a gig', everyPattern`\bhalf a (?=${UNITS}\b)`, '0.5 '],
  ['over a gigabyte', everyPattern`(?<!#)\b(a|one) (?=${UNITS}\b)`, '1 '],
  [
    'not from bob',
    everyPattern`
      (?<![\w-])(
        (#not|except(ing)?( for)?|excluding|without|but|other than|apart from) (
          (the|any|those|all|ones?|recordings?|videos?|that|which|are|were|is|was)\s+
        )*(from|by)
        |((hosted )?(from|by) )?(any|every)(one|body) (but|except)
      ) (?=${SOMEBODY_NAMED})
    `,
    (_all, not = 'not') => `${not} hosted by `,
  ],
  ['non-mp4', /\bnon?[\s-]?(?=(?:mp4|arf|webinar|training)s?\b)/gi, 'except '],
];
