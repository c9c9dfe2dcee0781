import { readDates } from '../../src/query/dates.js';
import { type ReadWords, readWords } from '../../src/query/read-words.js';
import { sentenceOf, whenWords } from '../../src/query/query.js';

/** A Sunday. */
export const NOW = '2026-11-22T10:00:00Z';
const BERLIN = { now: Date.parse(NOW), zone: 'Europe/Berlin' };

/** The span of a date in words, or why there is none; undefined for no date. */
export function dateTold(text: string, zone = BERLIN.zone, now = NOW): string | undefined {
  const ms = Date.parse(now);
  const { when, problem } = readDates(text, { now: ms, zone });
  return when === undefined ? problem : whenWords(when, zone, ms);
}

export const read = (text: string): ReadWords => readWords(text, BERLIN);

/** What is looked for, as a sentence. */
export const told = (text: string): string => sentenceOf(read(text).query, BERLIN);
