import { stateOf } from '../../recordings/change.js';
import type { Recording } from '../../recordings/recording.js';
import type { Content } from '../../webex/messages.js';
import type { ListState } from '../list-state.js';
import { dataOf } from './about-buttons.js';
import { useInWords, type Use } from './accesses.js';
import { removedFromBinAt } from './bin-days.js';
import { deleteQuestion, QUESTION_TOPIC, type DeleteQuestion } from './delete-question.js';
import { factsOf, topicOf } from './recording-row.js';

const FOR_GOOD =
  'It is erased from Webex at once. Nobody can bring it back: not you, not your administrator.';
const TO_THE_BIN =
  'From the recycle bin you can restore it for 30 days; then Webex removes it for good. Deleted permanently, it cannot be brought back.';

/** What is asked about, and what it would cost. */
export interface Deletion {
  readonly recording: Recording;
  readonly state: ListState;
  /** How it was used lately, where Webex tells. */
  readonly use?: Use | undefined;
  /** Since when it is in the recycle bin, where that is known; milliseconds since the epoch. */
  readonly binnedAt?: number | undefined;
}

/** The question before a recording leaves the list: to the bin, or for good, and what that costs. */
export function askDeleteContent(deletion: Deletion): Content {
  const data = dataOf(deletion.recording, deletion.state);
  return question(deletion, {
    title: (topic) => `Delete “${topic}”?`,
    consequence: TO_THE_BIN,
    yes: { title: 'Move to recycle bin', data: { action: 'trash', ...data } },
    dangerous: [{ title: 'Delete permanently…', data: { action: 'ask-purge', ...data } }],
  });
}

/** The last question before a deletion that nothing can undo. */
export function confirmDeleteContent(deletion: Deletion): Content {
  const data = dataOf(deletion.recording, deletion.state);
  const binned = stateOf(deletion.recording) === 'in-bin';
  return question(deletion, {
    title: (topic) => `Delete “${topic}” permanently?`,
    consequence: FOR_GOOD,
    ending: binned,
    yes: { title: 'Yes, delete permanently', data: { action: 'delete', ...data } },
    others: binned
      ? []
      : [{ title: 'Move to recycle bin instead', data: { action: 'trash', ...data } }],
  });
}

/** What becomes of it when it is left in the recycle bin. */
function ending(binnedAt: number | undefined, date: (ms: number) => string): string {
  const left = 'Left where it is, in the recycle bin, Webex removes it anyway';
  return binnedAt === undefined
    ? `${left} 30 days after it was moved there.`
    : `${left} on ${date(removedFromBinAt(binnedAt))}.`;
}

interface Question extends Pick<DeleteQuestion, 'yes' | 'dangerous' | 'others'> {
  readonly title: (topic: string) => string;
  readonly consequence: string;
  /** Whether it is in the recycle bin, where it ends anyway. */
  readonly ending?: boolean;
}

function question({ recording, state, use, binnedAt }: Deletion, asked: Question): Content {
  const { title, consequence, ending: ends = false, ...buttons } = asked;
  const costs = use === undefined ? [] : [useInWords(use)];
  const whole: DeleteQuestion = {
    ...buttons,
    title: title(topicOf(recording, QUESTION_TOPIC)),
    facts: (dateTime) => factsOf(recording, dateTime, false),
    paragraphs: (date) => [...costs, consequence, ...(ends ? [ending(binnedAt, date)] : [])],
  };
  return deleteQuestion(whole, state);
}
