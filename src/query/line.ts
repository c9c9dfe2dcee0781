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

/** A person's input: each reader takes out the words that it understands. */
export class Line {
  #text: string;
  readonly #quotes: string[] = [];

  constructor(text: string) {
    this.#text = plain(withoutBetween(text.slice(0, LONGEST_LINE))).replace(
      QUOTES,
      (_all, curly?: string, straight?: string, low?: string, angle?: string) => {
        const inside = curly?.replace(/””/g, '”') ?? straight?.replace(/""/g, '"') ?? low ?? angle;
        this.#quotes.push(inside ?? '');
        return ` \uE000${this.#quotes.length - 1}\uE000 `;
      },
    );
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
