import { readWords } from '../../query/read-words.js';

/** Of words that are none of ours, so many can still be the topic of a search. */
const MOST_WORDS = 4;

/** How a line that begins with none of our words reads as a search. */
export interface BareSearch {
  /** Whether it names anything that only a search knows: a date, a format, an order. */
  readonly recognised: boolean;
  /** Words that are none of ours, in lower case. */
  readonly unknown: readonly string[];
}

/**
 * Whether a line is a search that begins with no command, as “mp4 since 1 Oct” does.
 *
 * @param now milliseconds since the epoch
 */
export function bareSearch(line: string, now: number): BareSearch {
  const { recognised, guessed, query } = readWords(line, { now, zone: 'UTC' });
  const unknown = guessed === '' ? [] : guessed.toLowerCase().split(' ');
  // “Tell me about yourself” is about us.
  const explicit = query.filter.topic !== undefined && guessed !== query.filter.topic;
  const clear = !explicit || unknown.length === 0;
  return { recognised: recognised && clear && unknown.length <= MOST_WORDS, unknown };
}
