import { hostedBy } from '../../bot/ui/behalf.js';
import { type Button, card } from '../../bot/ui/card.js';
import { cardDate } from '../../bot/ui/format.js';
import { cardContent } from '../../bot/ui/text-of-card.js';
import type { ListState } from '../../query/list-state.js';
import { stateOf } from '../../recordings/change.js';
import type { Recording } from '../../recordings/types.js';
import type { Content } from '../../webex/messages.js';
import { removedFromBinAt } from '../list/bin-days.js';
import { factsOf, topicOf } from '../list/row.js';
import { dataOf, toTheList } from '../recording/details-card.js';
import { type Usage, usageInWords } from '../recording/watched.js';

/** How much of a topic the question shows, in characters. */
export const QUESTION_TOPIC = 120;

/** What is asked before a recording goes; the way back to the list is added to it. */
export interface DeleteQuestion {
  readonly title: string;
  /** What is known of the recording. */
  readonly facts: readonly string[];
  /** What it costs. */
  readonly paragraphs: readonly string[];
  readonly yes: Button;
  /** What destroys, too. */
  readonly dangerous?: readonly Button[];
  readonly others?: readonly Button[];
}

/** The one question before any deletion: the recording by its name, what it costs, yes, and keep. */
export function deleteQuestion(asked: DeleteQuestion, state: ListState): Content {
  const { title, facts, paragraphs, yes, dangerous = [], others = [] } = asked;
  const filled = card('confirm-delete', {
    question: title,
    facts: facts.join(' · '),
    paragraphs: paragraphs.map((text) => ({ text })),
    yesTitle: yes.title,
    yes: yes.data,
    dangerous,
    others: [...others, { ...toTheList(state), title: 'Keep it' }],
  });
  return cardContent(filled);
}

const CONSEQUENCE = [
  'Webex does not know its host any more, so there is nobody in whose name it could go to a recycle bin: as an administrator of the site you can only delete it permanently.',
  'It is erased from Webex at once. Nobody can bring it back.',
];

/** The question before an administrator deletes what nobody hosts any more. */
export function administratorDeleteCard(recording: Recording, state: ListState): Content {
  const asked = {
    title: `Delete “${topicOf(recording, QUESTION_TOPIC)}” permanently?`,
    facts: [...factsOf(recording, true), ...hostedBy(recording)],
    paragraphs: CONSEQUENCE,
    yes: {
      title: 'Yes, delete permanently',
      data: { action: 'delete-of-nobody', ...dataOf(recording, state) },
    },
  };
  return deleteQuestion(asked, state);
}

const FOR_GOOD =
  'It is erased from Webex at once. Nobody can bring it back: not you, not your administrator.';
const TO_THE_BIN =
  'From the recycle bin you can restore it for 30 days; then Webex removes it for good. Deleted permanently, it cannot be brought back.';

/** What is asked about, and what it would cost. */
export interface Deletion {
  readonly recording: Recording;
  readonly state: ListState;
  /** How it was used lately, where Webex tells. */
  readonly use?: Usage | undefined;
  /** Since when it is in the recycle bin, where that is known; milliseconds since the epoch. */
  readonly binnedAt?: number | undefined;
}

/** The question before a recording leaves the list: to the bin, or for good, and what that costs. */
export function askDeleteCard(deletion: Deletion): Content {
  const data = dataOf(deletion.recording, deletion.state);
  return question(deletion, {
    title: (topic) => `Delete “${topic}”?`,
    consequence: TO_THE_BIN,
    yes: { title: 'Move to recycle bin', data: { action: 'trash', ...data } },
    dangerous: [{ title: 'Delete permanently…', data: { action: 'ask-purge', ...data } }],
  });
}

/** The last question before a deletion that nothing can undo. */
export function confirmDeleteCard(deletion: Deletion): Content {
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
function ending(binnedAt: number | undefined): string {
  const left = 'Left where it is, in the recycle bin, Webex removes it anyway';
  return binnedAt === undefined
    ? `${left} 30 days after it was moved there.`
    : `${left} on ${cardDate(removedFromBinAt(binnedAt))}.`;
}

interface Question extends Pick<DeleteQuestion, 'yes' | 'dangerous' | 'others'> {
  readonly title: (topic: string) => string;
  readonly consequence: string;
  /** Whether it is in the recycle bin, where it ends anyway. */
  readonly ending?: boolean;
}

function question({ recording, state, use, binnedAt }: Deletion, asked: Question): Content {
  const { title, consequence, ending: ends = false, ...buttons } = asked;
  const costs = use === undefined ? [] : [usageInWords(use)];
  const whole: DeleteQuestion = {
    ...buttons,
    title: title(topicOf(recording, QUESTION_TOPIC)),
    facts: factsOf(recording, false),
    paragraphs: [...costs, consequence, ...(ends ? [ending(binnedAt)] : [])],
  };
  return deleteQuestion(whole, state);
}
