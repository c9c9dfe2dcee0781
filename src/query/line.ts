import type { Filter } from '../recordings/types.js';
import { withoutBetween } from './patterns.js';
import { LONGEST_WORDS, type Sort } from './list-state.js';

/** Longer input is cut. */
const LONGEST_LINE = 1_500;

/** Replaces words that a reader took, so that those before and behind stay apart. */
const GAP = '\uE001';
/** Replaces quoted words, by their number, while the rest is read. */
const QUOTED = /\uE000(\d+)\uE000/g;
const QUOTES = /“((?:[^”]|””)*)”|"((?:[^"]|"")*)"|„([^“”]*)[“”]|«([^»]*)»/g;

const EXCEPTED =
  /(?<![\w-])(?:except(?:ing)?(?:\s+for)?|excluding|without|but\s+not|other\s+than|apart\s+from|and\s+not|not)\s+(?:(?:the|any|those|all|ones?|recordings?|videos?|that|which|are|were)\s+)*\uE001/i;

/** People's words, and the ones that are read; outside of quotes. */
const SPOKEN: readonly (readonly [RegExp, string])[] = [
  [
    /\b(yesterday|today|week|weekend|month|quarter|year|morning|afternoon)['’]?s(?=\s+(?:recordings?|videos?|ones?|meetings?)\b|\s*$)/gi,
    '$1',
  ],
  [/\b(?:the\s+)?(?:last|past)\s+fortnight\b/gi, 'last 14 days'],
  [/\ba\s+fortnight\s+ago\b/gi, '14 days ago'],
  [/\b(?:earlier|later)\s+(?=(?:this|last|in)\s+(?:week|month|year|quarter)\b)/gi, ''],
  [/\b(?:over|on|at)\s+the\s+weekend\b/gi, 'last weekend'],
  [/\b(?:before|until)\s+lunch\b/gi, 'this morning'],
  [/\b(\d+(?:[.,]\d+)?\s*(?:gb|mb|hours?|hrs?|h|minutes?|mins?|min))\s*\+(?=\s|$)/gi, '$1 or more'],
  [
    /\b(top|last|first|newest|latest|oldest|largest|biggest|smallest|longest|shortest)\s+(two|three|four|five|six|seven|eight|nine|ten)\b(?!\s+(?:day|week|month|year|hour|minute|quarter)s?\b)/gi,
    '$1 #$2',
  ],
  [
    /\b(two|three|four|five|six|seven|eight|nine|ten)\s+(?=(?:newest|latest|most\s+recent|oldest|largest|biggest|smallest|longest|shortest)\b)/gi,
    '#$1 ',
  ],
  [
    /\b(?:huge|big|large)(?:\s+files)?(?=\s+(?:files?|ones?|recordings?|videos?)\b|\s*$)/gi,
    'largest',
  ],
  [/\blong(?=\s+(?:ones?|recordings?|videos?)\b)/gi, 'longest'],
  [/\bshort(?=\s+(?:ones?|recordings?|videos?)\b)/gi, 'shortest'],
];
const NUMBERS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
];

function spoken(text: string): string {
  // Quoted words mean what they say.
  if (/["“„«]/.test(text)) return text;
  const said = SPOKEN.reduce((so, [pattern, by]) => so.replace(pattern, by), text);
  return said.replace(/#([a-z]+)/gi, (whole, name: string) => {
    const number = NUMBERS.indexOf(name.toLowerCase());
    return number < 0 ? whole : String(number);
  });
}

/** A person's input: each reader takes out the words that it understands. */
export class Line {
  #text: string;
  readonly #quotes: string[] = [];

  constructor(text: string) {
    this.#text = spoken(plain(withoutBetween(text.slice(0, LONGEST_LINE)))).replace(
      QUOTES,
      (_all, curly?: string, straight?: string, low?: string, angle?: string) => {
        const inside = curly?.replace(/””/g, '”') ?? straight?.replace(/""/g, '"') ?? low ?? angle;
        this.#quotes.push(inside ?? '');
        return ` \uE000${this.#quotes.length - 1}\uE000 `;
      },
    );
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
