import { z } from 'zod';
import type { Why } from '../../recordings/requests.js';

/** The most that Webex takes for a comment; it does not say how it counts. */
export const LONGEST_REASON = 255;

/** A reason and a comment as they were typed, for showing them again. */
export interface Typed {
  readonly reason: string;
  readonly comment: string;
}

/** What was shown again has joints in it: see escapeInputValue. */
const box = z
  .string()
  .max(5_000)
  .transform((text) => text.replaceAll('\u2060', '').trim())
  .catch('');
/** What stands in the two boxes of a card: hostile. */
export const typedReason = z.object({ reason: box, comment: box });

/**
 * A reason that Webex takes, or what is wrong with it. Webex allows 255 characters without saying
 * what one is: bytes of UTF-8 are never fewer than any other count, so that what is short enough by
 * them is short enough however it counts.
 */
export function whyOf({ reason, comment }: Typed): Why | { readonly problem: string } {
  const problems = [...problemOf('reason', reason), ...problemOf('comment', comment)];
  return problems.length === 0 ? { reason, comment } : { problem: problems.join(' ') };
}

function problemOf(name: 'reason' | 'comment', text: string): string[] {
  if (text === '') return [`Please write a ${name}: a deletion by a compliance officer needs one.`];
  const over = Buffer.byteLength(text) - LONGEST_REASON;
  if (over <= 0) return [];
  const all = /^[ -~]*$/.test(text)
    ? ''
    : ' (letters beyond A to Z, and emoji, count two to four times)';
  return [
    `The ${name} is too long by ${over}: ${LONGEST_REASON} characters are the most that Webex takes${all}.`,
  ];
}
