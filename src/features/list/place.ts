import { ONES, ORDINALS, numberOf } from '../../query/calendar.js';
import { pattern } from '../../util/pattern.js';

/** Words that point at recordings in front of a person, without describing them. */

/** “the second one”, “#2”, “row 2” */
export const ORDINAL = pattern('i')`
  ^(?:the\s+)?(?:
    (${ORDINALS})|([1-9]|10)(?:st|nd|rd|th)
    |(?:#|no\.?|nr\.?|number|option|row|item|line|entry|recording|result)\s*([1-9]|10|(?:${ONES})\b)
  )(?:\s+(?:one|recording|video|row|item|entry|result))?(?:\s+please)?$
`;
/** “open 3”: a place where a list is in front of the person, else how many. */
export const BARE = /^[1-9]\d?$/;
const BEFORE_LAST =
  /^(?:the\s+)?(?:(?:second|next)(?:[\s-]to)?[\s-]last|last\s+but\s+one|penultimate|(?:one|recording)\s+before(?:\s+(?:last|that|the\s+last))?)(?:\s+(?:one|recording))?$/i;
/** “the newest”, “the longest standup”: one, unless the last word is of several. */
export const SUPERLATIVE =
  /^(?:(?:the|my)\s+)?(?:(?:very\s+)?(?:newest|latest|oldest|earliest|largest|biggest|longest|shortest|smallest)|most\s+recent)(?=$|\s)/i;
export const OF_SEVERAL = /[^s]s(?:\s+please)?$|\b\d/i;
const PLACE = `(?:(?:the|and|recordings?|numbers?|no\\.?|rows?|items?)\\s+|#\\s*)*(?:${ORDINALS}|${ONES}|\\d{1,2}(?:st|nd|rd|th)?)`;
/** “the first and third”, “#1, #2 and #4” */
export const ROWS_NAMED = new RegExp(
  `^${PLACE}(?:\\s*(?:,|&|\\band\\b)\\s*${PLACE})+(?:\\s+(?:ones?|recordings?))?(?=\\s*$|\\s+(?:with|to)\\s)`,
  'i',
);
/** Points at a recording without describing it. */
export const POINTING =
  /^(?:it|this|that|these|those|them|both|one|a|an|the one|(?:this|that|the|the other) one|the rest|the others)(?:\s+(?:recording|video)s?)?(?:\s+(?:above|now|please|here|for\s+me|again))*$/i;

/** Of a card about one recording, all but that one. */
export const OTHERS = /^(?:both|the\s+(?:others?|rest))\b/i;

/** The place in a list that the words name, from 1; undefined where they name none. */
export function placeIn(written: string): number | undefined {
  const [, named, digit, numbered = digit] = ORDINAL.exec(written) ?? [];
  const place = BEFORE_LAST.test(written) ? 'second' : (named ?? numbered);
  return place === undefined ? undefined : numberOf(place);
}
