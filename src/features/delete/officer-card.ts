import { card } from '../../bot/ui/card.js';
import { escapeInputValue } from '../../bot/ui/escape.js';
import { cardContent } from '../../bot/ui/text-of-card.js';
import type { ListState } from '../../query/list-state.js';
import type { Recording } from '../../recordings/types.js';
import type { Content } from '../../webex/messages.js';
import { factsOf, topicOf } from '../list/row.js';
import { dataOf, toTheList } from '../recording/details-card.js';
import { LONGEST_REASON, type Typed } from './reason.js';

const SHORT_TOPIC = 120;
/** Characters, however many bytes a card takes for one; more than Webex takes. */
const LONGEST_AGAIN = 600;
const CONSEQUENCE =
  'Its host, and everyone whom it was shared with, will not see it any more, and nobody can bring it back to them. You and other compliance officers go on seeing it, as purged. The reason is kept in the audit; the comment goes to Webex alone.';

/** What is asked about, and what was typed already. */
export interface OfficerDeletion {
  readonly recording: Recording;
  readonly state: ListState;
  readonly typed?: Typed | undefined;
  /** What was wrong with it, in our words. */
  readonly problem?: string | undefined;
}

/** The question before a compliance officer's deletion: why, and what will be seen afterwards. */
export function officerDeleteCard(asked: OfficerDeletion): Content {
  const { recording, state, typed, problem } = asked;
  const filled = card('officer-delete', {
    title: `Delete “${topicOf(recording, SHORT_TOPIC)}” as a compliance officer?`,
    facts: factsOf(recording, true).join(' · '),
    consequence: CONSEQUENCE,
    hasProblem: problem !== undefined,
    problem: problem ?? '',
    longest: `At most ${LONGEST_REASON} characters`,
    reason: typedAgain(typed?.reason),
    comment: typedAgain(typed?.comment),
    delete: { action: 'delete-as-officer', ...dataOf(recording, state) },
    keep: toTheList(state).data,
  });
  return cardContent(filled);
}

/**
 * What stands in a box is shown to who typed it, to the letter: it is kept as their reason. Only what
 * is much too long to be taken is cut, so that the card stays small enough.
 */
function typedAgain(text = ''): string {
  return escapeInputValue(Array.from(text).slice(0, LONGEST_AGAIN).join(''));
}
