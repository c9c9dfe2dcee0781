import { hostedBy } from '../../bot/ui/behalf.js';
import { type Button, type Notice, card } from '../../bot/ui/card.js';
import { explain } from '../../bot/ui/explain.js';
import { cardDate, factsLine } from '../../bot/ui/format.js';
import { connectAgainButton, linkRows } from '../../bot/ui/message.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import type { ListState } from '../../query/list-state.js';
import { type Change, type ReportedOutcome, stateOf } from '../../recordings/change.js';
import { type Recording, recordedAt } from '../../recordings/types.js';
import { present } from '../../util/present.js';
import { SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import { WebexUnreachable } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import {
  TOPIC_LENGTH,
  dataOf,
  factsOf,
  movedNotice,
  removedFromBinAt,
  topicOf,
} from '../list/index.js';
import { type Usage, toTheList, usageInWords } from '../recording/index.js';

interface DeleteQuestion {
  readonly isForGood?: boolean;
  readonly facts?: readonly string[];
  readonly paragraphs: readonly string[];
  readonly yes: Button;
  readonly dangerous?: readonly Button[];
  readonly others?: readonly Button[];
}

function questionCard(recording: Recording, state: ListState, asked: DeleteQuestion): Content {
  const { isForGood = false, facts = factsOf(recording, false), paragraphs, yes } = asked;
  const { dangerous = [], others = [] } = asked;
  const isCalm = yes.data.action === 'trash';
  const topic = topicOf(recording, TOPIC_LENGTH.title);
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

/** Before an administrator deletes an orphaned recording. @param because why that is asked again */
export function administratorDeleteCard(
  recording: Recording,
  state: ListState,
  because?: string,
): Content {
  const data = { action: 'delete-of-nobody', ...dataOf(recording, state) };
  return questionCard(recording, state, {
    isForGood: true,
    facts: [...factsOf(recording, true), ...hostedBy(recording)],
    paragraphs: present([because, words.delete.orphaned, words.delete.erases]),
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
  readonly because?: string;
}

/** What the button has of a recording that was in the recycle bin when it was asked about. */
export const WAS_IN_BIN = '1';

function ageOf(recording: Recording, { asOf }: ListState): number {
  return asOf * SECOND - recordedAt(recording);
}

/** Offers the recycle bin first. */
export function askDeleteCard({ recording, state, use }: Deletion): Content {
  const data = dataOf(recording, state);
  return questionCard(recording, state, {
    paragraphs: present([use && usageInWords(use, ageOf(recording, state)), words.delete.toTheBin]),
    yes: { title: words.delete.move, data: { action: 'trash', ...data } },
    dangerous: [{ title: words.common.deleteForGood, data: { action: 'ask-purge', ...data } }],
  });
}

export function confirmDeleteCard(asked: Deletion): Content {
  const { recording, state, use, binnedAt, because } = asked;
  const data = dataOf(recording, state);
  const binned = stateOf(recording) === 'in-bin';
  const instead = { title: words.delete.moveInstead, data: { action: 'trash', ...data } };
  return questionCard(recording, state, {
    isForGood: true,
    paragraphs: present([
      because,
      use && usageInWords(use, ageOf(recording, state)),
      words.delete.erasesForAll,
      binned && ending(binnedAt),
    ]),
    yes: {
      title: words.delete.yesForGood,
      data: { action: 'delete', ...data, ...(binned && { binned: WAS_IN_BIN }) },
    },
    others: binned ? [] : [instead],
  });
}

function ending(binnedAt: number | undefined): string {
  return binnedAt === undefined
    ? words.delete.endsAnyway
    : words.delete.endsOn({ date: cardDate(removedFromBinAt(binnedAt)) });
}

interface Changed {
  readonly what: Change;
  readonly outcome: ReportedOutcome;
  /** Escaped. */
  readonly topic: string;
  readonly undo: Button;
  readonly again: Button;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** A compliance officer goes on seeing what nobody else sees any more. */
  readonly byOfficer?: boolean;
  /** The outcome is unclear, and a job goes on looking. */
  readonly isChecked?: boolean;
}

/** Says what was seen, not what was hoped. */
export function outcomeNotice(changed: Changed): Notice {
  const { what, outcome, topic, undo, again, isChecked = false } = changed;
  const said = { topic, change: what };
  const warning = (text: string, detail?: string): Notice => {
    return { style: 'warning', text, detail, buttons: [again] };
  };
  if (isChecked) return { style: 'accent', text: words.delete.checking(said) };
  switch (outcome.kind) {
    case 'done':
      return doneNotice(changed);
    case 'already': {
      const text = words.delete.already(said);
      return { style: 'accent', text, ...(what === 'trash' && { buttons: [undo] }) };
    }
    case 'gone':
      return { style: 'warning', text: words.delete.gone({ topic }) };
    case 'not-seen': {
      const { trackingId } = outcome;
      return warning(
        words.delete.notSeen({ topic }),
        trackingId && words.common.trackingId({ trackingId }),
      );
    }
    case 'not-again':
      return warning(words.delete.notAgain(said));
    case 'unsure': {
      const { error } = outcome;
      const why = error instanceof WebexUnreachable ? 'silent' : 'failing';
      return warning(words.delete.unsure({ ...said, why }), explain(error).detail);
    }
    case 'unchanged': {
      const { what: reason, advice, retry, connect, detail } = explain(outcome.error);
      return {
        style: 'attention',
        text: words.delete.unchanged({ ...said, reason, advice }),
        detail,
        buttons: present([retry && again, connect && connectAgainButton()]),
      };
    }
  }
}

function doneNotice({ what, topic, undo, now, byOfficer = false }: Changed): Notice {
  if (what === 'trash') return movedNotice(topic, undo.data, now);
  const deleted = byOfficer ? words.delete.deletedByOfficer : words.delete.deletedForGood;
  return { style: 'good', text: (what === 'restore' ? words.delete.restored : deleted)({ topic }) };
}
