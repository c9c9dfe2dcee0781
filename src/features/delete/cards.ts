import { hostedBy } from '../../bot/ui/behalf.js';
import { type Button, card } from '../../bot/ui/card.js';
import { cardDate, factsLine } from '../../bot/ui/format.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import type { ListState } from '../../query/list-state.js';
import { stateOf } from '../../recordings/change.js';
import { type Recording, recordedAt } from '../../recordings/types.js';
import { present } from '../../util/present.js';
import { SECOND } from '../../util/time.js';
import type { Content } from '../../webex/messages.js';
import { factsOf, removedFromBinAt, topicOf } from '../list/index.js';
import { type Usage, dataOf, toTheList, usageInWords } from '../recording/index.js';

const SHORT_TOPIC = 120;

interface Question {
  /** Shown after “Delete “topic””. */
  readonly how?: string;
  readonly facts?: readonly string[];
  readonly paragraphs: readonly string[];
  readonly yes: Button;
  /** Other destructive buttons. */
  readonly dangerous?: readonly Button[];
  readonly others?: readonly Button[];
}

function question(recording: Recording, state: ListState, asked: Question): Content {
  const { how = '', facts = factsOf(recording, false), paragraphs, yes } = asked;
  const { dangerous = [], others = [] } = asked;
  const isCalm = yes.data.action === 'trash';
  const filled = card('confirm-delete', {
    question: `Delete “${topicOf(recording, SHORT_TOPIC)}”${how}?`,
    facts: factsLine(facts),
    paragraphs: paragraphs.map((text) => ({ text })),
    yesTitle: yes.title,
    yes: yes.data,
    // What can be undone is no danger.
    tone: isCalm ? 'default' : 'attention',
    yesStyle: isCalm ? 'default' : 'destructive',
    hasDangerous: dangerous.length > 0,
    dangerous,
    others: [...others, { ...toTheList(state), title: 'Cancel' }],
  });
  return fillCard(filled);
}

/** Before an administrator deletes an orphaned recording. */
export function administratorDeleteCard(recording: Recording, state: ListState): Content {
  const data = { action: 'delete-of-nobody', ...dataOf(recording, state) };
  return question(recording, state, {
    how: ' permanently',
    facts: [...factsOf(recording, true), ...hostedBy(recording)],
    paragraphs: [
      'Webex no longer knows its host, so it can’t go to anyone’s recycle bin. As an administrator of the site, you can only delete it permanently.',
      'Webex erases it at once. Nobody can bring it back.',
    ],
    yes: { title: 'Yes, delete permanently', data },
  });
}

const FOR_GOOD = 'Webex erases it at once. Nobody can bring it back, not even your administrator.';
const TO_THE_BIN =
  'You can restore it from the recycle bin for 30 days. Deleting permanently can’t be undone.';

export interface Deletion {
  readonly recording: Recording;
  readonly state: ListState;
  /** Left out when Webex does not report it. */
  readonly use?: Usage | undefined;
  /** When it was moved to the recycle bin, if known; milliseconds since the epoch. */
  readonly binnedAt?: number | undefined;
}

function ageOf(recording: Recording, { asOf }: ListState): number {
  return asOf * SECOND - recordedAt(recording);
}

/** Offers the recycle bin first. */
export function askDeleteCard({ recording, state, use }: Deletion): Content {
  const data = dataOf(recording, state);
  return question(recording, state, {
    paragraphs: present([use && usageInWords(use, ageOf(recording, state)), TO_THE_BIN]),
    yes: { title: 'Move to recycle bin', data: { action: 'trash', ...data } },
    dangerous: [{ title: 'Delete permanently…', data: { action: 'ask-purge', ...data } }],
  });
}

export function confirmDeleteCard({ recording, state, use, binnedAt }: Deletion): Content {
  const data = dataOf(recording, state);
  const binned = stateOf(recording) === 'in-bin';
  const instead = { title: 'Move to recycle bin instead', data: { action: 'trash', ...data } };
  return question(recording, state, {
    how: ' permanently',
    paragraphs: present([
      use && usageInWords(use, ageOf(recording, state)),
      FOR_GOOD,
      binned && ending(binnedAt),
    ]),
    yes: { title: 'Yes, delete permanently', data: { action: 'delete', ...data } },
    others: binned ? [] : [instead],
  });
}

function ending(binnedAt: number | undefined): string {
  const when =
    binnedAt === undefined
      ? '30 days after it was moved there'
      : `on ${cardDate(removedFromBinAt(binnedAt))}`;
  return `If you leave it in the bin, Webex deletes it ${when} anyway.`;
}
