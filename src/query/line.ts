import type { Filter } from '../recordings/types.js';
import { LONGEST_WORDS, type Sort } from './list-state.js';

/** Longer input is cut. */
const LONGEST_LINE = 800;

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
    this.#text = plain(text.slice(0, LONGEST_LINE)).replace(
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

/** Takes its phrase out of a line; undefined where there is none. */
export type Reader = (line: Line) => Fragment | undefined;

interface Topic {
  /** Empty: any. */
  readonly topic: string;
  /** Marked by quotes, or by a word like “about”. */
  readonly explicit: boolean;
  /** Words beside an explicit topic. */
  readonly rest: string;
}

const MARK = /(?<![\w-])(?:about|called|named|titled|entitled|topic|containing)(?![\w-])\s*:?/i;
const QUOTE_MARKS = /\uE000\d+\uE000/g;

/** Words that mean nothing before and behind the topic. */
const BEFORE = words(
  'a an the my our your all any every everything me us i please pls of for from in on at with and or by to is are was were where what which show list find search get give see want have do there those these ones recordings recording webex videos video meetings that',
);
const BEHIND = words(
  'please pls recordings recording videos video ones and or of from in on with the that were was are first , . ;',
);

/** The rest of a line after all other readers is its topic. */
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
