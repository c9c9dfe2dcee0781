import { closest, distance } from 'fastest-levenshtein';
import type { Command } from './command.js';

/** What a line that is none of ours may have meant. */
export interface Meant {
  readonly name: string;
  /** A line that is understood. */
  readonly text: string;
}

/** A command, and what was written after its words. */
export interface Matched {
  readonly command: Command;
  readonly rest: string;
}

/** What a line of words means. */
export type Understood = Matched | { readonly meant: Meant | undefined };

/** One way to begin a command. */
export interface CommandPattern {
  readonly command: Command;
  readonly words: string;
  /** On a line as {@link plainLine} gives it. */
  readonly pattern: RegExp;
}

/** Understands lines by a list of commands. */
export interface CommandMatcher {
  /** All the ways to begin a command, the longest first: the first that fits wins. */
  readonly patterns: readonly CommandPattern[];
  /**
   * Which command a line is, in any case and however it ends. A line that begins with none of our
   * words, but says something that only a search knows, is a search.
   *
   * @param line one line without the mention
   */
  readonly match: (line: string) => Understood;
}

/** Slips of the finger that are still taken for a word; half of a short one would be too many. */
const SLIPS = 2;
const SHORTEST_GUESS = 3;
/** Commands, and yet in every other sentence. */
const COMMON: readonly string[] = ['me', 'for'];
const GREETING = /^(please|pls|hey|hi|hello)[\s,]+/i;
const HELLO = /^\s*(hey|hi|hello)[\s,!.]/i;
/** What can stand on a button: short, and nothing but words and numbers. */
const PLAIN = /^[\p{L}\p{N} ,-]{1,40}$/u;

/** A line without what ends it and what greets before it; question marks alone are a question. */
export function plainLine(text: string): string {
  const said = text.replace(/[\s.!?…]+$/u, '').replace(GREETING, '');
  return said === '' && text.includes('?') ? '?' : said;
}

/** What was written after the words of a pattern that fits. */
export function restOf(line: string, { words }: CommandPattern): string {
  return line.slice(words.length).trim();
}

/** @param now milliseconds since the epoch: “last week” is a search at any time */
export function commandMatcher(commands: readonly Command[], now: () => number): CommandMatcher {
  const patterns = commands
    .flatMap((command) => command.words.map((words) => ({ command, words })))
    .sort((one, other) => other.words.length - one.words.length)
    .map(({ command, words }) => ({ command, words, pattern: beginsWith(words) }));
  const single = commands.flatMap(({ words }) => words.filter((word) => !word.includes(' ')));
  const reader = commands.find(({ readBare }) => readBare !== undefined);
  const readBare = (line: string) =>
    reader?.readBare?.(line, now()) ?? { recognised: false, unknown: [] };

  const begun = (line: string): Matched | undefined => {
    const found = patterns.find(({ pattern }) => pattern.test(line));
    return found === undefined ? undefined : { command: found.command, rest: restOf(line, found) };
  };

  /** Only what will be understood when the person takes it up: “hey 3” is a greeting before a 3. */
  const suggestion = (text: string): Meant | undefined => {
    const understood = begun(text);
    return understood === undefined ? undefined : { name: understood.command.name, text };
  };

  /** Whether what stands behind a slip is a search by itself. */
  const isClear = (behind: string): boolean => {
    const { recognised, unknown } = readBare(behind);
    return recognised && unknown.length === 0;
  };

  const guess = (lower: string): Meant | undefined => {
    const [first = '', ...rest] = lower.split(' ');
    const contained = lower
      .split(/\W+/)
      .find((word) => !COMMON.includes(word) && single.includes(word));
    const near = closest(first, single);
    const slips = Math.min(SLIPS, Math.floor(near.length / 2), Math.floor(first.length / 2));
    if (first.length >= SHORTEST_GUESS && distance(first, near) <= slips) {
      const behind = rest.join(' ');
      const kept = PLAIN.test(behind) && isClear(behind) ? ` ${behind}` : '';
      return suggestion(`${near}${kept}`);
    }
    return contained === undefined ? undefined : suggestion(contained);
  };

  return {
    patterns,
    match: (text) => {
      const line = plainLine(text);
      const named = begun(line);
      if (named !== undefined) return named;
      const lower = line.toLowerCase();
      const search = readBare(line);
      const meant = guess(lower);
      // “lits mp4” is a slip of the finger, and no search for the topic “lits”.
      const slipped = meant !== undefined && search.unknown[0] === lower.split(' ')[0];
      if (search.recognised && !slipped && reader !== undefined) {
        return { command: reader, rest: line };
      }
      const greeted = begun('hello');
      const only = meant === undefined || meant.name === 'help';
      if (only && HELLO.test(text) && greeted !== undefined) return greeted;
      return { meant };
    },
  };
}

function beginsWith(words: string): RegExp {
  return new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?=\\s|$)`, 'i');
}
