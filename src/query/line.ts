import { distance } from 'fastest-levenshtein';
import type { Filter } from '../recordings/types.js';
import { MONTHS } from './date-at.js';
import { withoutBetween } from './patterns.js';
import { LONGEST_WORDS, type Sort } from './list-state.js';

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
const COUNTS =
  'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|fifty|hundred';
/** Where a feast is of no topic. */
const ALONE =
  '(?=\\s*(?:$|[,;\\uE000]|(?:20\\d\\d|about|except|without|until|till|to|and|recordings?)\\b))';
/** Their dates are the same each year. */
const FEASTS = {
  'x-?mas\\s+eve|christmas\\s+eve': '24 December',
  '(?:x-?mas|christmas)(?:\\s+day)?': '25 December',
  "new\\s+year(?:['’]?s)?\\s+eve": '31 December',
  "new\\s+year(?:['’]?s)?(?:\\s+day)?": '1 January',
  halloween: '31 October',
  "valentine['’]?s(?:\\s+day)?": '14 February',
};
const OF_FEAST =
  '\\b(since|before|after|until|till|on|from|at|between|to|(?<=\\bbetween\\b.{1,30})and)\\s+';

/** People's words, and the ones that are read; outside of quotes. */
const SPOKEN: readonly (readonly [RegExp, string])[] = [
  ...Object.entries(FEASTS).map(
    ([name, date]) => [new RegExp(`${OF_FEAST}(?:${name})${ALONE}`, 'gi'), `$1 ${date}`] as const,
  ),
  [new RegExp(`\\b(last|this|past|next)-?(?=${SPANS}\\b)`, 'gi'), '$1 '],
  [/\b(?:(?:this|the)\s+)?past\s+(?=(?:week|month|quarter|year)\b)/gi, 'last 1 '],
  [
    new RegExp(
      `\\b(yesterday|today|${SPANS}|morning|afternoon)['’]?s(?=\\s+(?:${THINGS}|meetings?)\\b|\\s*$)`,
      'gi',
    ),
    '$1',
  ],
  [/\b(?:the\s+)?(?:last|past)\s+fortnight\b/gi, 'last 14 days'],
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
  [new RegExp(`\\b(?:the\\s+)?first\\s+of\\s+(?=(?:${MONTHS})\\b)`, 'gi'), '1 '],
  [new RegExp(`\\b(${MONTHS})\\s+['’](?=\\d\\d\\b)`, 'gi'), '$1 20'],
  [/\blast\s+(?:business|working|work)\s+(?=week\b)/gi, 'last '],
  [new RegExp(`\\b(${COUNTS})\\s+and\\s+a\\s+half\\s+(?=hours?\\b)`, 'gi'), '#$1.5 '],
  [/\b(\d{1,2})\s+and\s+a\s+half\s+(?=hours?\b)/gi, '$1.5 '],
  [/\bbetween\s+an\s+(?=hour\b)/gi, 'between 1 '],
  [new RegExp(`\\b(${COUNTS})\\s+(?=(?:hours?|hrs?|minutes?|mins?|${UNITS})\\b)`, 'gi'), '#$1 '],
  [new RegExp(`\\b(?:earlier|later)\\s+(?=(?:this|last|in)\\s+${SPANS}\\b)`, 'gi'), ''],
  [/\b(?:over|on|at)\s+the\s+weekend\b/gi, 'last weekend'],
  [/\bhalf\s+past\s+(\d{1,2})\b/gi, '$1:30'],
  [/\bhalf\s+past\s+([a-z]+)\b/gi, '#$1:30'],
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
  [new RegExp(`\\b(?:huge|big|large)(?:\\s+files)?(?=\\s+${THINGS}\\b|\\s*$)`, 'gi'), 'largest'],
  [
    new RegExp(`\\b(?:small|tiny|little)(?:\\s+files)?(?=\\s+${THINGS}\\b|\\s*$)`, 'gi'),
    'smallest',
  ],
  [/\b(?:an?\s+)?hour[\s-]?long\b/gi, '1 hour'],
  [/\b(around|about|exactly|roughly)\s+an\s+hour\b/gi, '$1 1 hour'],
  [/\bhalf[\s-]hour\b/gi, '30 minutes'],
  [/\b(\d{1,3})[\s-]?(hours?|hrs?|minutes?|mins?)[\s-]long\b/gi, '$1 $2'],
  [/\b(\d{1,3})-(hours?|hrs?|minutes?|mins?)\b/gi, '$1 $2'],
  [/(?<![\w-])long(?=\s+(?:ones?|recordings?|videos?)\b)/gi, 'longest'],
  [/(?<![\w-])short(?=\s+(?:ones?|recordings?|videos?)\b)/gi, 'shortest'],
  [new RegExp(`\\bhalf\\s+a\\s+(?=${UNITS}\\b)`, 'gi'), '0.5 '],
  [new RegExp(`\\b(?:a|one)\\s+(?=${UNITS}\\b)`, 'gi'), '1 '],
  [/\bnon[\s-]?(?=(?:mp4|arf)\b)/gi, 'except '],
];
const NUMBERS: Readonly<Record<string, number>> = {
  ...{ one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 },
  ...{ eleven: 11, twelve: 12, dozen: 12, twenty: 20, fifty: 50, hundred: 100 },
  ...{ first: 1, second: 2, third: 3, fourth: 4 },
};
const RECORDINGS = 'recordings';

function spoken(text: string): string {
  const said = SPOKEN.reduce((so, [pattern, by]) => so.replace(pattern, by), text);
  return said
    .replace(/#([a-z]+)/gi, (whole, name: string) => {
      const number = NUMBERS[name.toLowerCase()];
      return number === undefined ? whole : String(number);
    })
    .replace(/\brec?[a-z]{5,9}s\b|\breocr[a-z]{4,6}s\b/gi, (word) =>
      distance(word.toLowerCase(), RECORDINGS) <= 2 ? RECORDINGS : word,
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

export interface Fragment {
  readonly filter?: Filter;
  readonly sort?: Sort;
  readonly limit?: number;
  /** Says the impossible and an alternative; our words, or escaped. */
  readonly problem?: string;
  /** Says that something is ignored. */
  readonly note?: string;
}
