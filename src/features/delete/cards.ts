import { z } from 'zod';
import { type Button, type Notice, card } from '../../bot/ui/card.js';
import { escapeInputValue, withoutJoiners } from '../../bot/ui/escape.js';
import { cardDate, factsLine, unbroken } from '../../bot/ui/format.js';
import { linkRows, hostedBy } from '../../bot/ui/message.js';
import { explain } from '../../bot/ui/problem.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import type { ListState } from '../../query/list-state.js';
import { type Change, type ReportedOutcome, stateOf } from '../../recordings/change.js';
import type { Why } from '../../recordings/requests.js';
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
import type { RecordingAction, Usage } from '../recording/index.js';
import { readRecording, toTheList, usageInWords } from '../recording/index.js';

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
    paragraphs: paragraphs.map((text) => ({ text: unbroken(text) })),
    yesTitle: yes.title,
    yes: yes.data,
    // The recycle bin can be undone, so it is not red.
    tone: isCalm ? 'default' : 'attention',
    yesStyle: isCalm ? 'default' : 'destructive',
    hasDangerous: dangerous.length > 0,
    dangerous,
    ...linkRows([yes], [{ ...toTheList(state), title: words.common.cancel }], [others]),
  });
  return fillCard(filled, words.common.pressHint);
}

/** Asks an administrator about an orphaned recording. @param because why this is asked again */
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

/** Marks the button when the recording was in the recycle bin as it was asked about. */
export const WAS_IN_BIN = '1';

function ageShown(recording: Recording, { asOf }: ListState): number {
  return asOf * SECOND - recordedAt(recording);
}

/** Offers the recycle bin first. */
export function askDeleteCard({ recording, state, use }: Deletion): Content {
  const data = dataOf(recording, state);
  return questionCard(recording, state, {
    paragraphs: present([
      use && usageInWords(use, ageShown(recording, state)),
      words.delete.toTheBin,
    ]),
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
      use && usageInWords(use, ageShown(recording, state)),
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
  /** A compliance officer still sees what nobody else can see. */
  readonly byOfficer?: boolean;
  /** The outcome is unclear, and a job keeps looking. */
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
        buttons: present([retry && again, connect]),
      };
    }
  }
}

function doneNotice({ what, topic, undo, now, byOfficer = false }: Changed): Notice {
  if (what === 'trash') return movedNotice(topic, undo.data, now);
  const deleted = byOfficer ? words.delete.deletedByOfficer : words.delete.deletedForGood;
  return { style: 'good', text: (what === 'restore' ? words.delete.restored : deleted)({ topic }) };
}

/** The longest comment that Webex takes; it does not say how it counts. */
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
 * A reason that Webex takes, or what is wrong with it. Webex allows 255 characters without defining them: UTF-8
 * bytes are never fewer than any other count.
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

/** Asks why, and says what stays visible. @param problem what was wrong with the input, in our words */
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
  return fillCard(filled, words.common.pressHint);
}

/** The input, to be shown again; cut only if it is far too long for a card. */
function typedAgain(text = ''): string {
  return escapeInputValue(Array.from(text).slice(0, LONGEST_AGAIN).join(''));
}
