import { hostedBy } from '../../bot/ui/behalf.js';
import { type Button, card } from '../../bot/ui/card.js';
import { cardDate, factsLine } from '../../bot/ui/format.js';
import { linkRows } from '../../bot/ui/message.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import type { ListState } from '../../query/list-state.js';
import { stateOf } from '../../recordings/change.js';
import { type Recording, recordedAt } from '../../recordings/types.js';
import { present } from '../../util/present.js';
import { SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import { factsOf, removedFromBinAt, topicOf } from '../list/index.js';
import { type Usage, dataOf, toTheList, usageInWords } from '../recording/index.js';

const SHORT_TOPIC = 120;

interface Question {
  readonly isForGood?: boolean;
  readonly facts?: readonly string[];
  readonly paragraphs: readonly string[];
  readonly yes: Button;
  /** Other destructive buttons. */
  readonly dangerous?: readonly Button[];
  readonly others?: readonly Button[];
}

function question(recording: Recording, state: ListState, asked: Question): Content {
  const { isForGood = false, facts = factsOf(recording, false), paragraphs, yes } = asked;
  const { dangerous = [], others = [] } = asked;
  const isCalm = yes.data.action === 'trash';
  const topic = topicOf(recording, SHORT_TOPIC);
  const filled = card('confirm-delete', {
    question: isForGood
      ? words.delete.questionForGood({ topic })
      : words.delete.question({ topic }),
    facts: factsLine(facts),
    paragraphs: paragraphs.map((text) => ({ text })),
    yesTitle: yes.title,
    yes: yes.data,
    // What can be undone is no danger.
    tone: isCalm ? 'default' : 'attention',
    yesStyle: isCalm ? 'default' : 'destructive',
    hasDangerous: dangerous.length > 0,
    dangerous,
    ...linkRows([yes], [{ ...toTheList(state), title: words.common.cancel }], [others]),
  });
  return fillCard(filled);
}

/** Before an administrator deletes an orphaned recording. */
export function administratorDeleteCard(recording: Recording, state: ListState): Content {
  const data = { action: 'delete-of-nobody', ...dataOf(recording, state) };
  return question(recording, state, {
    isForGood: true,
    facts: [...factsOf(recording, true), ...hostedBy(recording)],
    paragraphs: [words.delete.orphaned, words.delete.erases],
    yes: { title: words.delete.yesForGood, data },
  });
}

export interface Deletion {
  readonly recording: Recording;
  readonly state: ListState;
  /** Left out when Webex does not report it. */
  readonly use?: Usage | undefined;
  /** When it was moved to the recycle bin, if known; milliseconds since the epoch. */
  readonly binnedAt?: number | undefined;
  /** Restored since the last question. */
  readonly isBack?: boolean;
}

/** What the button has of a recording that was in the recycle bin when it was asked about. */
export const IN_BIN = '1';

function ageOf(recording: Recording, { asOf }: ListState): number {
  return asOf * SECOND - recordedAt(recording);
}

/** Offers the recycle bin first. */
export function askDeleteCard({ recording, state, use }: Deletion): Content {
  const data = dataOf(recording, state);
  return question(recording, state, {
    paragraphs: present([use && usageInWords(use, ageOf(recording, state)), words.delete.toTheBin]),
    yes: { title: words.delete.move, data: { action: 'trash', ...data } },
    dangerous: [{ title: words.common.deleteForGood, data: { action: 'ask-purge', ...data } }],
  });
}

export function confirmDeleteCard(asked: Deletion): Content {
  const { recording, state, use, binnedAt, isBack = false } = asked;
  const data = dataOf(recording, state);
  const binned = stateOf(recording) === 'in-bin';
  const instead = { title: words.delete.moveInstead, data: { action: 'trash', ...data } };
  return question(recording, state, {
    isForGood: true,
    paragraphs: present([
      isBack && words.delete.restoredSince,
      use && usageInWords(use, ageOf(recording, state)),
      words.delete.erasesForAll,
      binned && ending(binnedAt),
    ]),
    yes: {
      title: words.delete.yesForGood,
      data: { action: 'delete', ...data, ...(binned && { binned: IN_BIN }) },
    },
    others: binned ? [] : [instead],
  });
}

function ending(binnedAt: number | undefined): string {
  return binnedAt === undefined
    ? words.delete.endsAnyway
    : words.delete.endsOn({ date: cardDate(removedFromBinAt(binnedAt)) });
}
