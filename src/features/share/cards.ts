import { LARGEST_CARD_BYTES, bytesOf, card } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { explain } from '../../bot/ui/explain.js';
import { messageContent } from '../../bot/ui/message.js';
import { cardContent } from '../../bot/ui/text-of-card.js';
import type { ListState } from '../../query/list-state.js';
import type { Sharing } from '../../recordings/share.js';
import type { Recording } from '../../recordings/types.js';
import type { WebexError } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import { topicOf } from '../list/row.js';
import { dataOf, waysBack } from '../recording/details-card.js';

const SHORT_TOPIC = 120;
const NOBODY: Sharing = { add: [], remove: [], sendEmail: true };

/** What is wrong with what a person wrote into the form. */
export type SharingProblem =
  | { readonly kind: 'none' }
  | { readonly kind: 'not-addresses'; readonly words: readonly string[] }
  | { readonly kind: 'too-many'; readonly most: number }
  /** More than a card can carry on to the next click. */
  | { readonly kind: 'no-room' }
  | { readonly kind: 'both'; readonly addresses: readonly string[] };

/** The form: who is to see a recording, and who no longer. */
export function shareFormCard(
  recording: Recording,
  state: ListState,
  wanted: Sharing = NOBODY,
  problem?: SharingProblem,
): Content {
  const filled = (given: Sharing) =>
    card('share', {
      title: `Share “${topicOf(recording, SHORT_TOPIC)}”`,
      hasProblem: problem !== undefined,
      problem: problem === undefined ? '' : problemText(problem),
      explanation:
        'Up to 100 addresses in each field. Webex does not tell who can see a recording already.',
      add: given.add.join(', '),
      remove: given.remove.join(', '),
      tell: String(given.sendEmail),
      next: { action: 'confirm-share', ...dataOf(recording, state) },
      back: waysBack(recording, state),
    });
  const full = filled(wanted);
  const roomy = bytesOf(full) <= LARGEST_CARD_BYTES ? full : filled({ ...wanted, ...EMPTY });
  return cardContent(roomy, 'Fill in the card: whom to share it with, and whom no longer.');
}

const EMPTY = { add: [], remove: [] };

/**
 * The question before it is shared, naming who; undefined when the names do not fit onto a card.
 */
export function confirmShareCard(
  recording: Recording,
  state: ListState,
  wanted: Sharing,
): Content | undefined {
  const { add, remove, sendEmail } = wanted;
  const carried = {
    action: 'share',
    ...dataOf(recording, state),
    ...addressesOf(wanted),
  };
  const content = messageContent({
    title: `Share “${topicOf(recording, SHORT_TOPIC)}” like this?`,
    paragraphs: [
      ...(add.length === 0 ? [] : [`**Can see it from now on:** ${named(add)}`]),
      ...(remove.length === 0
        ? []
        : [`**No longer, unless they can for another reason:** ${named(remove)}`]),
      ...(add.length === 0
        ? []
        : [sendEmail ? 'Webex writes to those who are added.' : 'Nobody is written to.']),
    ],
    buttons: [
      { title: 'Yes, do it', data: carried },
      { title: 'Change', data: { ...carried, action: 'ask-share' } },
      ...waysBack(recording, state),
    ],
  });
  return bytesOf(content.card ?? {}) <= LARGEST_CARD_BYTES ? content : undefined;
}

/** How sharing ended. */
export type ShareOutcome =
  | { readonly kind: 'done' }
  /** Done, perhaps by an earlier try of the same click, so that nobody was written to again. */
  | { readonly kind: 'done-again' }
  /** Webex said no. */
  | { readonly kind: 'unchanged'; readonly error: WebexError }
  /** Whether it happened could not be seen. */
  | { readonly kind: 'unsure'; readonly error: WebexError };

/** What came of it, and how to do it once more where that can help. */
export function sharedCard(
  recording: Recording,
  state: ListState,
  wanted: Sharing,
  outcome: ShareOutcome,
): Content {
  const topic = `“${topicOf(recording, SHORT_TOPIC)}”`;
  const { add, remove, sendEmail } = wanted;
  const back = waysBack(recording, state);
  if (outcome.kind === 'done' || outcome.kind === 'done-again') {
    return messageContent({
      title: `Done: who can see ${topic}`,
      paragraphs: [
        ...(add.length === 0 ? [] : [`**Can see it:** ${named(add)}`]),
        ...(remove.length === 0 ? [] : [`**It is no longer shared with:** ${named(remove)}`]),
        ...(add.length === 0 ? [] : [toldText(sendEmail, outcome.kind === 'done-again')]),
      ],
      buttons: back,
    });
  }
  const { what, advice, retry, connect, detail } = explain(outcome.error);
  const again = { action: 'ask-share', ...dataOf(recording, state), ...addressesOf(wanted) };
  const unsure = outcome.kind === 'unsure';
  return messageContent({
    title: unsure
      ? `I could not see whether ${topic} was shared`
      : `Nothing was changed about who can see ${topic}`,
    paragraphs: [
      what,
      unsure ? 'Doing it again does no harm, but may write to people twice.' : advice,
    ].filter((text) => text !== ''),
    detail,
    buttons: [
      ...(retry || unsure ? [{ title: 'Try again', data: again }] : []),
      ...(connect ? [{ title: 'Connect again', data: { action: 'connect' } }] : []),
      ...back,
    ],
  });
}

function toldText(sendEmail: boolean, again: boolean): string {
  if (!sendEmail) return 'Nobody was written to.';
  return again
    ? 'I had to ask Webex a second time, and so did not have it write to them again: they may not have heard of it.'
    : 'Webex writes to those who were added.';
}

/** As a button carries them. */
function addressesOf({ add, remove, sendEmail }: Sharing) {
  return { add: add.join(' '), remove: remove.join(' '), tell: String(sendEmail) };
}

/** For a recording that only its host can share. */
export function notYoursToShareCard(recording: Recording, state: ListState): Content {
  return messageContent({
    title: 'Only its host can share it',
    paragraphs: [
      `“${topicOf(recording, SHORT_TOPIC)}” was shared with you. Ask its host to share it with others.`,
    ],
    buttons: waysBack(recording, state),
  });
}

const FEW = 20;

/** Addresses, defused: as links they would lead to a mail program. */
function named(addresses: readonly string[]): string {
  const rest = addresses.length - FEW;
  return [
    ...addresses.slice(0, FEW).map((one) => escapeText(one, 100)),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ].join(', ');
}

const TOLD = 5;

function problemText(problem: SharingProblem): string {
  switch (problem.kind) {
    case 'none':
      return 'Write at least one address.';
    case 'not-addresses': {
      const words = problem.words.slice(0, TOLD).map((word) => `“${escapeText(word, 40)}”`);
      const rest = problem.words.length - TOLD;
      return `Not an email address: ${[...words, ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ')}.`;
    }
    case 'too-many':
      return `Webex takes ${problem.most} addresses in each field at a time: do it in several goes.`;
    case 'no-room':
      return 'These are more addresses than I can take at a time: do it in several goes.';
    case 'both':
      return `In both fields: ${named(problem.addresses)}.`;
  }
}
