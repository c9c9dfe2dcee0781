import type { Filter } from '../recordings/types.js';
import { LONGEST_WORDS, type Sort } from './list-state.js';

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

/** What a line says about the topic. */
export interface Topic {
  /** Empty: any. */
  readonly topic: string;
  /** Whether it was said to be the topic: by quotes, or by a word like “about”. */
  readonly explicit: boolean;
  /** What is left beside an explicit topic. */
  readonly rest: string;
}

const MARK = /(?<![\w-])(?:about|called|named|titled|entitled|topic|containing)(?![\w-])\s*:?/i;
const QUOTE_MARKS = /\uE000\d+\uE000/g;

/** Words that say nothing about which recordings, before and behind those that do. */
const BEFORE = words(
  'a an the my our your all any every everything me us i please pls of for from in on at with and or by to is are was were where what which show list find search get give see want have do there those these ones recordings recording webex videos video meetings that',
);
const BEHIND = words(
  'please pls recordings recording videos video ones and or of from in on with the that were was are first , . ;',
);

/** What is left of a line when all else is read: its topic. */
export function topicIn(line: Line): Topic {
  const mark = MARK.exec(line.text);
  const quotes = line.text.match(QUOTE_MARKS) ?? [];
  if (mark !== null) {
    const behind = line.text.slice(mark.index + mark[0].length);
    const gap = behind.indexOf('\uE001');
    const after = gap < 0 ? behind : behind.slice(0, gap);
    const said =
      quotes.length > 0 ? quotes.map((each) => line.said(each)).join(' ') : trim(after, ARTICLES);
    if (said.trim() !== '') {
      const elsewhere = [line.text.slice(0, mark.index), gap < 0 ? '' : behind.slice(gap)].join(
        ' ',
      );
      return { topic: tidy(said), explicit: true, rest: leftOf(elsewhere) };
    }
  }
  if (quotes.length > 0) {
    const topic = tidy(quotes.map((each) => line.said(each)).join(' '));
    return { topic, explicit: topic !== '', rest: leftOf(line.text) };
  }
  // A mark with nothing behind it says nothing.
  return { topic: tidy(leftOf(line.text.replace(MARK, '\uE001'))), explicit: false, rest: '' };
}

function leftOf(text: string): string {
  return text
    .replace(QUOTE_MARKS, ' ')
    .split('\uE001')
    .map((piece) => trim(piece, BEFORE, BEHIND))
    .filter((piece) => piece !== '')
    .join(' ');
}

const ARTICLES = words('the a an');

/** Without the words that say nothing, at both ends. */
function trim(
  text: string,
  before: ReadonlySet<string>,
  behind: ReadonlySet<string> = BEHIND,
): string {
  const all = text
    .replace(/(^|\s)[,;.:!?…()]+(?=\s|$)/g, ' ')
    .split(/\s+/)
    .map((word) => word.replace(/[,;:!?…]+$/, ''))
    .filter((word) => word !== '');
  let from = 0;
  let to = all.length;
  while (from < to && before.has(all[from]?.toLowerCase() ?? '')) from += 1;
  while (to > from && behind.has(all[to - 1]?.toLowerCase() ?? '')) to -= 1;
  return all.slice(from, to).join(' ');
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '));
}
