import type { Line } from './line.js';
import { LARGEST_LIMIT, type Sort } from './list-state.js';
import type { Part } from './part.js';
import { UNIT } from './units.js';

const ORDER = '(?:the\\s+)?(largest|biggest|longest|newest|latest|most\\s+recent)';
const BEHIND = `(?!\\s*(?:st|nd|rd|th)?\\s*(?:(?:of\\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|${UNIT})|[-/.:]?\\d)`;
const ORDER_NUMBER = new RegExp(`(?<![\\w-])${ORDER}\\s+(\\d{1,7})\\b${BEHIND}`, 'i');
const NUMBER_ORDER = new RegExp(
  `(?<![\\w-])(?:top\\s+)?(\\d{1,7})\\s+${ORDER}(?:\\s+ones)?(?![\\w-])`,
  'i',
);
const TOP = new RegExp(
  `(?<![\\w-])(?:the\\s+)?(?:top|first|last|limit|at\\s+most|up\\s+to)\\s+(\\d{1,7})\\b${BEHIND}`,
  'i',
);
const ONLY_NUMBER = /^\s*(-?\d{1,20})\s*(?:recordings|items|of\s+them|please)?\s*$/i;
const SORTED = new RegExp(`(?<![\\w-])${ORDER}(?:\\s+first|\\s+ones)?(?![\\w-])`, 'i');
const BY =
  /(?<![\w-])(?:(?:sorted|ordered|sort|order)\s+)?by\s+(size|length|duration|date|time)(?![\w-])/i;

const KIND = '(?:webex\\s+|meeting\\s+)?';
const ONE = new RegExp(
  `(?<![\\w-])(?:${ORDER}|last)[\\s\uE001]+${KIND}(?:recording|video|one)(?![\\w-]|\\s+first)`,
  'i',
);
const LAST_ONES = new RegExp(
  `(?<![\\w-])last[\\s\uE001]+${KIND}(?:recordings|videos|ones)(?![\\w-])`,
  'i',
);
const LAST_ALONE = /^[\s\uE001]*(?:(?:the|my|our)\s+)*(?:very\s+)?last[\s\uE001]*$/i;
/** A year is no number of recordings. */
const BEGINS_WITH_NUMBER =
  /^\s*(?!20\d\d\b)(\d{1,7})(?=\s+(?:of\s+)?(?:(?:my|our|the|webex)\s+)*(?:recording|video)s?\b|\s+(?:about|called|named|titled)\b|[\s,]*[\uE000\uE001])/i;

const SORT_OF: Readonly<Record<string, Sort>> = {
  largest: 'largest',
  biggest: 'largest',
  size: 'largest',
  longest: 'longest',
  length: 'longest',
  duration: 'longest',
};

/** In which order, and how many, wherever in the line it is said; read before dates are. */
export function orderAndNumber(line: Line): Part | undefined {
  const [, before, count] = line.take(ORDER_NUMBER) ?? [];
  if (before !== undefined) return { ...sortOf(before), ...limitOf(count) };
  const [, number, behind] = line.take(NUMBER_ORDER) ?? [];
  if (behind !== undefined) return { ...sortOf(behind), ...limitOf(number) };
  const one = line.take(ONE);
  if (one !== undefined) return { ...sortOf(one[1] ?? 'last'), limit: 1 };
  if (line.take(LAST_ONES) !== undefined) return sortOf('last');
  const only = ONLY_NUMBER.exec(line.text);
  const top = line.take(TOP)?.[1] ?? (only === null ? undefined : line.take(ONLY_NUMBER)?.[1]);
  const order = line.take(SORTED)?.[1] ?? line.take(BY)?.[1];
  if (top === undefined && order === undefined) return undefined;
  return {
    ...(order === undefined ? {} : sortOf(order)),
    ...(top === undefined ? {} : limitOf(top)),
  };
}

/**
 * How many, as it can only be seen when all else is read: “20 from last month”, “10 recordings of
 * the standup”, “my last”.
 */
export function numberLeft(line: Line): Part | undefined {
  const number = line.take(BEGINS_WITH_NUMBER)?.[1];
  if (number !== undefined) return limitOf(number);
  return line.take(LAST_ALONE) === undefined ? undefined : { limit: 1 };
}

function sortOf(word: string): Part {
  return { sort: SORT_OF[word.toLowerCase()] ?? 'newest' };
}

function limitOf(digits: string | undefined): Part {
  const limit = Number(digits);
  if (limit >= 1 && limit <= LARGEST_LIMIT) return { limit };
  return { problem: `I can list 1 to ${LARGEST_LIMIT} recordings at a time.` };
}
