import { LONGEST_WORDS, type Sort } from './list-state.js';
import type { Filter } from '../recordings/types.js';

/** Longer input is cut. */
const LONGEST_LINE = 800;

/** Stands where something was understood and taken out: what was before and behind stays apart. */
const GAP = '\uE001';
/** Quoted words stand aside under their number while the rest is read. */
const QUOTED = /\uE000(\d+)\uE000/g;
const QUOTES = /“((?:[^”]|””)*)”|"((?:[^"]|"")*)"|„([^“”]*)[“”]|«([^»]*)»/g;

/**
 * A line of words that is taken apart: each reader takes out what it understands, and the next one
 * sees the rest.
 */
export class Line {
  #text: string;
  readonly #quotes: string[] = [];

  /** @param text anything at all */
  constructor(text: string) {
    this.#text = plain(text.slice(0, LONGEST_LINE)).replace(
      QUOTES,
      (_all, curly?: string, straight?: string, low?: string, angle?: string) => {
        const inside = curly?.replace(/””/g, '”') ?? straight?.replace(/""/g, '"') ?? low ?? angle;
        this.#quotes.push(inside ?? '');
        return ` \uE000${this.#quotes.length - 1}\uE000 `;
      },
    );
  }

  /** The text that no reader took yet. */
  get text(): string {
    return this.#text;
  }

  /** Takes the first place that fits, and gives what its groups caught. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.cut(found.index, found.index + found[0].length);
    return found;
  }

  /** Takes out a place. */
  cut(from: number, to: number): void {
    this.#text = `${this.#text.slice(0, from)} ${GAP} ${this.#text.slice(to)}`;
  }

  /** A word, or what stood in quotes there. */
  said(word: string): string {
    return tidy(word.replace(QUOTED, (_all, at: string) => this.#quotes[Number(at)] ?? ''));
  }

  /** What is left between the gaps, in order. */
  pieces(): string[] {
    return this.#text.split(GAP).map((piece) => piece.trim());
  }
}

/** Words to search for: in one line, single spaces, not too long. */
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

/** A part of a query, and remarks about it. */
export interface Part {
  readonly filter?: Filter;
  readonly sort?: Sort;
  readonly limit?: number;
  /** What cannot be done, and what can instead: ours or escaped. */
  readonly problem?: string;
  /** What is ignored. */
  readonly note?: string;
}

/** Takes its phrase out of a line; undefined where there is none. */
export type Reader = (line: Line) => Part | undefined;
