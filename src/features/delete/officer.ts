import { z } from 'zod';
import { card } from '../../bot/ui/card.js';
import { escapeInputValue, withoutJoiners } from '../../bot/ui/escape.js';
import { factsLine } from '../../bot/ui/format.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import type { ListState } from '../../query/list-state.js';
import type { Recording } from '../../recordings/types.js';
import type { Why } from '../../recordings/requests.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import { TOPIC_LENGTH, dataOf, factsOf, topicOf } from '../list/index.js';
import { type RecordingAction, readRecording, toTheList } from '../recording/index.js';

/** The most that Webex takes for a comment; it does not say how it counts. */
const LONGEST_REASON = 255;

/** A text input: hostile. What was shown again has joiners in it: see escapeInputValue. */
const box = z
  .string()
  .max(5_000)
  .transform((text) => withoutJoiners(text).trim())
  .catch('');
/** The two inputs of the card. */
export const typedReason = z.object({ reason: box, comment: box });
export type Typed = Readonly<z.output<typeof typedReason>>;

/**
 * A reason that Webex takes, or what is wrong with it. Webex allows 255 characters without saying
 * what one is: bytes of UTF-8 are never fewer than any other count.
 */
export function reasonIn({ reason, comment }: Typed): Why | { readonly problem: string } {
  const problems = [...problemOf('reason', reason), ...problemOf('comment', comment)];
  return problems.length === 0 ? { reason, comment } : { problem: problems.join(' ') };
}

function problemOf(field: 'reason' | 'comment', text: string): string[] {
  if (text === '') return [words.delete.missing({ field })];
  const over = Buffer.byteLength(text) - LONGEST_REASON;
  if (over <= 0) return [];
  const said = /^[ -~]*$/.test(text) ? words.delete.tooLong : words.delete.tooLongWide;
  return [said({ field, over, most: LONGEST_REASON })];
}

/** Asks a compliance officer for reason and comment, with the recording as Webex has it now. */
export async function askWhy(
  about: RecordingAction,
  typed?: Typed,
  problem?: string,
): Promise<void> {
  const read = await readRecording(about);
  if (read === undefined) return;
  await about.ctx.update(officerDeleteCard(read.recording, about.state, typed, problem));
}

/** Characters, however many bytes a card takes for one; more than Webex takes. */
const LONGEST_AGAIN = 600;

/** Why, and what will be seen afterwards. @param problem what was wrong with the input, in our words */
export function officerDeleteCard(
  recording: Recording,
  state: ListState,
  typed?: Typed,
  problem?: string,
): Content {
  const filled = card('officer-delete', {
    title: words.delete.officerQuestion({ topic: topicOf(recording, TOPIC_LENGTH.title) }),
    facts: factsLine(factsOf(recording, true)),
    hasProblem: problem !== undefined,
    problem: problem ?? '',
    longest: words.delete.longest({ most: LONGEST_REASON }),
    reason: typedAgain(typed?.reason),
    comment: typedAgain(typed?.comment),
    delete: { action: 'delete-as-officer', ...dataOf(recording, state) },
    keep: toTheList(state).data,
  });
  return fillCard(filled);
}

/** The input shown again in full; only what is far too long is cut, so that the card stays small. */
function typedAgain(text = ''): string {
  return escapeInputValue(Array.from(text).slice(0, LONGEST_AGAIN).join(''));
}
