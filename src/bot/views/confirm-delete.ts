import { stateOf } from '../../recordings/change.js';
import type { Recording } from '../../recordings/recording.js';
import type { Content } from '../../webex/messages.js';
import { card } from '../card.js';
import type { ListState } from '../list-state.js';
import { dataOf, toTheList } from './about-buttons.js';
import { useInWords, type Use } from './accesses.js';
import type { Button } from './button.js';
import { removedFromBinAt } from './bin-days.js';
import { cardDate, cardDateTime, plainDate, plainDateTime } from './dates.js';
import { factsOf, topicOf } from './recording-row.js';

const SHORT_TOPIC = 120;

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
    others: [],
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
    dangerous: [],
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

interface Question {
  readonly title: (topic: string) => string;
  readonly consequence: string;
  /** Whether it is in the recycle bin, where it ends anyway. */
  readonly ending?: boolean;
  readonly yes: Button;
  /** What destroys, too. */
  readonly dangerous: readonly Button[];
  readonly others: readonly Button[];
}

function question({ recording, state, use, binnedAt }: Deletion, asked: Question): Content {
  const title = asked.title(topicOf(recording, SHORT_TOPIC));
  const costs = use === undefined ? [] : [useInWords(use)];
  const paragraphs = (date: (ms: number) => string): string[] => [
    ...costs,
    asked.consequence,
    ...(asked.ending === true ? [ending(binnedAt, date)] : []),
  ];
  const keep = { ...toTheList(state), title: 'Keep it' };
  const filled = card('confirm-delete', {
    question: title,
    facts: factsOf(recording, cardDateTime, false).join(' · '),
    paragraphs: paragraphs(cardDate).map((text) => ({ text })),
    yesTitle: asked.yes.title,
    yes: asked.yes.data,
    dangerous: asked.dangerous,
    others: [...asked.others, keep],
  });
  const plain = factsOf(recording, plainDateTime, false).join(' · ');
  return { markdown: [`**${title}**`, plain, ...paragraphs(plainDate)].join('\n\n'), card: filled };
}
