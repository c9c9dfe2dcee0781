import { distance } from 'fastest-levenshtein';
import { COUNTS, ONES, ORDINALS, numberOf } from './calendar.js';
import { MONTHS } from './date-at.js';
import { withoutBetween } from './patterns.js';
import { CLOCKS, type Spoken } from './times.js';
import { LONGEST_WORDS } from './list-state.js';

/** Longer input is cut. */
const LONGEST_LINE = 1_500;

/** Replaces words that a reader took, so that those before and behind stay apart. */
const GAP = '\uE001';
/** Replaces quoted words, by their number, while the rest is read. */
const QUOTED = /\uE000(\d+)\uE000/g;
const QUOTES =
  /“((?:[^”]|””)*)”|"((?:[^"]|"")*)"|„([^“”]*)[“”]|«([^»]*)»|(?<![\p{L}\p{N}])['‘]([^'‘’]{3,})['’](?![\p{L}\p{N}])/gu;

const EXCEPTED =
  /(?<![\w-])(?:except(?:ing)?(?:\s+for)?|excluding|without|but\s+not|(?<=\b(?:everything|anything|any|all)\s+)but|other\s+than|apart\s+from|and\s+not|not)\s+(?:(?:the|any|those|all|ones?|recordings?|videos?|that|which|are|were)\s+)*\uE001/i;

const UNITS = '(?:gigs?|gb|gigabytes?|megs?|mb|megabytes?|tb|terabytes?)';
const SPANS = '(?:week|weekend|month|quarter|year)';
const THINGS = '(?:files?|ones?|recordings?|videos?)';
const AND = '\\s*(?:,\\s*(?:and\\s+)?|\\b(?:and|or|to)\\b|[&/–-])\\s*';
const NAMED = `q[1-4]|${MONTHS}`;

/** People's words, and the ones that are read; outside of quotes. */
const SPOKEN: readonly Spoken[] = [
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
  [/\b(\d{1,2}\.\d{1,2})\.(?=\s|$)/g, '$1'],
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
  [new RegExp(`\\b(?:the\\s+)?(${ORDINALS})\\s+of\\s+(?=(?:${MONTHS})\\b)`, 'gi'), '#$1 '],
  [/\b(?:towards?|around|near|by)\s+(?=(?:the\s+)?(?:end|beginning|start|middle)\s+of\b)/gi, ''],
  [/\bthe\s+other\s+(?:day|week)\b/gi, 'last 14 days'],
  [/\ba\s+fortnight(?=\s+(?:ago|back|old)\b)/gi, '14 days'],
  [/\b(?:an?\s+|one\s+)year\s+and\s+a\s+half\b/gi, '18 months'],
  [/\bhalf\s+a\s+year\b/gi, '6 months'],
  [/\b(?:last|past)\s+half[\s-]year\b/gi, 'last 6 months'],
  [/\b((?:\d{1,3}|\w{1,6}|couple\s+of)\s+(?:days?|weeks?|months?|years?))\s+back\b/gi, '$1 ago'],
  [/>\s*(\d{1,4}\s*(?:days?|d|weeks?|w|months?|mo|years?|y)\b)/gi, 'older than $1'],
  [/<\s*(\d{1,4}\s*(?:days?|d|weeks?|w|months?|mo|years?|y)\b)/gi, 'newer than $1'],
  [/\b(year|quarter|month|week)[\s-]to[\s-]date\b/gi, 'this $1'],
  [/\bytd\b/gi, 'this year'],
  [/\bqtd\b/gi, 'this quarter'],
  [/\bmtd\b/gi, 'this month'],
  [/\b(20\d\d)[\s/-]*q([1-4])\b/gi, 'q$2 $1'],
  [/\bq([1-4])\s*[/-]\s*(20\d\d)\b/gi, 'q$1 $2'],
  [/\bq([1-4])\s*['’/]\s*(\d\d)\b/gi, 'q$1 20$2'],
  [/\b(first|second|third|fourth)\s+quarter\b/gi, 'q#$1'],
  [/\bquarter\s+([1-4])\b/gi, 'q$1'],
  [new RegExp(`\\b(${MONTHS})\\s+['’](?=\\d\\d\\b)`, 'gi'), '$1 20'],
  [/\blast\s+(?:business|working|work)\s+(?=week\b)/gi, 'last '],
  [/\b(last|past)\s+(?:one\s+|1\s+)?hour\s+and\s+a\s+half\b/gi, '$1 90 minutes'],
  [
    /\b(last|past)\s+(\d{1,2}[.,]\d)\s*(?:hours?|hrs?|h)\b/gi,
    (_all, last, hours) => `${last} ${Math.round(Number(hours.replace(',', '.')) * 60)} minutes`,
  ],
  [/\b(?:an?\s+)?couple\s+of\s+(?=(?:hours?|hrs?|minutes?|mins?)\b(?!\s+(?:ago|back)))/gi, '2 '],
  [/\bthree\s+quarters\s+of\s+an\s+hour\b|\b3\/4\s+(?:of\s+an\s+)?hours?\b/gi, '45 minutes'],
  [
    new RegExp(
      `\\b(?:an?\\s+|(\\d|${ONES})\\s+)?hundred\\s+(?=(?:minutes?|mins?|${UNITS})\\b)`,
      'gi',
    ),
    (_all, many?: string) => `${numberOf(many ?? 'one') * 100} `,
  ],
  [
    /(?<=\b(?:than|over|under|least|most|around|about|exactly|nearly|almost|at)\s+)an?\s+(?=(?:minute|megabyte)\b)/gi,
    '1 ',
  ],
  [
    /\b((?:longer|shorter|more|less)\s+than|over|under)\s+(\d{1,2}):(\d\d)(?::\d\d)?\b(?!\s*[ap]m)(?:\s*(?:hours?|h)\b)?/gi,
    '$1 $2 h $3 min',
  ],
  [/\b(\d{1,2})\s*(?:hours?|h)\s+(\d{1,2})(?=\s*$)/gi, '$1 h $2 min'],
  [
    new RegExp(
      `\\b(more|bigger|larger|longer|smaller|shorter|less|older|newer)\\s+(?:then|as)\\s+(?=\\d|an?\\b)`,
      'gi',
    ),
    '$1 than ',
  ],
  [
    new RegExp(
      `\\b(?:from\\s+)?(\\d[\\d.,]*\\s*(?:${UNITS}|minutes?|mins?|min|hours?|h))\\s+(?:up|upwards|plus|or\\s+above)(?=\\s|$)`,
      'gi',
    ),
    '$1 or more',
  ],
  [
    /\b(?:file\s*)?(?:size|length|duration)\s*(?::|is|of)?\s*(?=(?:[<>=≥≤]|over|under|above|below|more|less|between|at\s+(?:least|most)|min|max)\b|[<>=≥≤])/gi,
    '',
  ],
  [new RegExp(`(?<=\\b\\d+\\s*(?:${UNITS}))\\s+(?:of|in)\\s+size\\b`, 'gi'), ''],
  [new RegExp(`\\b(${COUNTS})\\s+and\\s+a\\s+half\\s+(?=hours?\\b)`, 'gi'), '#$1.5 '],
  [/\b(\d{1,2})\s+and\s+a\s+half\s+(?=hours?\b)/gi, '$1.5 '],
  [/\bbetween\s+an\s+(?=hour\b)/gi, 'between 1 '],
  [new RegExp(`\\b(${COUNTS})\\s+(?=(?:hours?|hrs?|minutes?|mins?|${UNITS})\\b)`, 'gi'), '#$1 '],
  [new RegExp(`\\b(?:earlier|later)\\s+(?=(?:this|last|in)\\s+${SPANS}\\b)`, 'gi'), ''],
  [
    /^\s*weekend\s*$|\b(?:over|on|at|from|during)\s+the\s+weekend\b(?!\s+(?:before|of))/gi,
    'last weekend',
  ],
  [new RegExp(`\\bat\\s+(one|${COUNTS})(?=\\s*(?:$|o['’]?clock|on\\b|,))`, 'gi'), 'at #$1'],
  [/\b(\d+(?:[.,]\d+)?\s*(?:gb|mb|hours?|hrs?|h|minutes?|mins?|min))\s*\+(?=\s|$)/gi, '$1 or more'],
  [
    new RegExp(
      `\\b(top|last|first|newest|latest|oldest|largest|biggest|smallest|longest|shortest)\\s+(${COUNTS})\\b(?!\\s+(?:day|week|month|year|hour|minute|quarter)s?\\b)`,
      'gi',
    ),
    '$1 #$2',
  ],
  [
    new RegExp(
      `\\b(${COUNTS})\\s+(?=(?:newest|latest|most\\s+recent|oldest|largest|biggest|smallest|longest|shortest)\\b)`,
      'gi',
    ),
    '#$1 ',
  ],
  [/\bhalf\s+a\s+dozen\b/gi, '6'],
  [new RegExp(`^\\s*(?:an?\\s+)?(${COUNTS})(?=\\s*(?:$|(?:${THINGS}|please)\\b))`, 'gi'), '#$1'],
  [/^\s*(\d{1,3}),(\d{3})(?=\s*(?:$|recordings?\b))/gi, '$1$2'],
  [
    new RegExp(
      `\\b(last|latest|newest|first|oldest)\\s+couple(?:\\s+of)?(?=\\s*$|\\s+${THINGS}\\b)`,
      'gi',
    ),
    '$1 2',
  ],
  [
    new RegExp(`\\b(last|latest|newest|first|oldest)\\s+few(?=\\s*$|\\s+${THINGS}\\b)`, 'gi'),
    '$1 5',
  ],
  [
    /\b(?:very|really|super|quite|pretty|extremely)\s+(?=(?:long|short|big|large|huge|small|tiny|old|recent|longest|shortest|biggest|largest|smallest|oldest|newest|latest)\b)/gi,
    '',
  ],
  [
    new RegExp(
      `(?<![\\w-])(?:(huge|big|large|small|tiny|little)(?:\\s+files)?(?=\\s+${THINGS}\\b|\\s*$)|(long|short)(?=\\s+(?:ones?|recordings?|videos?)\\b))`,
      'gi',
    ),
    (_all, size?: string, length?: string) =>
      length === undefined
        ? /^[hbl]\w*[eg]/i.test(size ?? '') && !/^little/i.test(size ?? '')
          ? 'largest'
          : 'smallest'
        : `${length}est`,
  ],
  [/\b(?:from\s+)?(old|new)(?:est)?\s+to\s+(?:the\s+)?(?:old|new)(?:est)?\b/gi, '$1est first'],
  [
    /\b(?:that\s+)?(?:tak(?:es?|ing)|us(?:es?|ing)|needs?|needing)\s+(?:up\s+)?(?:the\s+)?most\s+(?:space|storage|room)\b|\b(?:biggest\s+)?(?:space|storage)\s+hogs\b/gi,
    'largest',
  ],
  [/\b(?:an?\s+)?hour[\s-]?long\b/gi, '1 hour'],
  [/\b(around|about|exactly|roughly)\s+an\s+hour\b/gi, '$1 1 hour'],
  [/\bhalf[\s-]hour\b/gi, '30 minutes'],
  [/\b(\d{1,3})[\s-]?(hours?|hrs?|minutes?|mins?)[\s-]long\b/gi, '$1 $2'],
  [/\b(\d{1,3})-(hours?|hrs?|minutes?|mins?)\b/gi, '$1 $2'],
  [new RegExp(`\\bhalf\\s+a\\s+(?=${UNITS}\\b)`, 'gi'), '0.5 '],
  [new RegExp(`\\b(?:a|one)\\s+(?=${UNITS}\\b)`, 'gi'), '1 '],
  [/\bnon[\s-]?(?=(?:mp4|arf)\b)/gi, 'except '],
];

function spoken(text: string): string {
  const said = [...SPOKEN, ...CLOCKS].reduce(
    (so, [pattern, by]) =>
      typeof by === 'string' ? so.replace(pattern, by) : so.replace(pattern, by),
    text,
  );
  return said
    .replace(new RegExp(`#(${COUNTS}|${ORDINALS})`, 'gi'), (_all, name: string) =>
      String(numberOf(name)),
    )
    .replace(/\brec?[a-z]{5,9}s\b|\breocr[a-z]{4,6}s\b/gi, (word) =>
      distance(word.toLowerCase(), 'recordings') <= 2 ? 'recordings' : word,
    );
}

/** A person's input: each reader takes out the words that it understands. */
export class Line {
  #text: string;
  readonly #quotes: string[] = [];

  constructor(text: string) {
    const unquoted = plain(text.slice(0, LONGEST_LINE)).replace(
      QUOTES,
      (_all, curly?: string, straight?: string, ...others: (string | undefined)[]) => {
        const inside = curly?.replace(/””/g, '”') ?? straight?.replace(/""/g, '"');
        const other = others.slice(0, 3).find((said) => said !== undefined);
        this.#quotes.push(inside ?? other ?? '');
        return ` \uE000${this.#quotes.length - 1}\uE000 `;
      },
    );
    this.#text = withoutBetween(spoken(unquoted));
  }

  /** Takes the “except” that stands right before what was taken. */
  isExcepted(): boolean {
    return this.take(EXCEPTED) !== undefined;
  }

  /** Not yet taken by a reader. */
  get text(): string {
    return this.#text;
  }

  /** Takes the first match. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.cut(found.index, found.index + found[0].length);
    return found;
  }

  cut(from: number, to: number): void {
    this.#text = `${this.#text.slice(0, from)} ${GAP} ${this.#text.slice(to)}`;
  }

  /** A word, or the quoted words that it stands for. */
  said(word: string): string {
    return tidy(word.replace(QUOTED, (_all, at: string) => this.#quotes[Number(at)] ?? ''));
  }

  pieces(): string[] {
    return this.#text.split(GAP).map((piece) => piece.trim());
  }
}

/** Cuts words to search for, in single spaces, to their longest. */
export function tidy(words: string): string {
  let kept = '';
  for (const character of plain(words).trim()) {
    if (kept.length + character.length > LONGEST_WORDS) break;
    kept += character;
  }
  return kept.trim();
}

/** In single spaces, without invisible characters and our own marks. */
function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\uE000\uE001]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, (c) => (c === '\u200D' || c === '\u200C' ? c : ''))
    .replace(/\s+/g, ' ');
}
