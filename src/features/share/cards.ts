import { LARGEST_CARD_BYTES, bytesOf, card } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { explain } from '../../bot/ui/explain.js';
import { messageCard } from '../../bot/ui/message.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import type { ListState } from '../../query/list-state.js';
import type { Sharing } from '../../recordings/requests.js';
import type { Recording } from '../../recordings/types.js';
import { present } from '../../util/present.js';
import type { WebexError } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import { topicOf } from '../list/index.js';
import { dataOf, waysBack } from '../recording/index.js';

const SHORT_TOPIC = 120;
const NOBODY: Sharing = { add: [], remove: [], sendEmail: true };

/** What is wrong with the form. */
export type SharingProblem =
  | { readonly kind: 'none' }
  | { readonly kind: 'not-addresses'; readonly words: readonly string[] }
  | { readonly kind: 'too-many'; readonly most: number }
  /** More addresses than a card can carry. */
  | { readonly kind: 'no-room' }
  | { readonly kind: 'both'; readonly addresses: readonly string[] };

/** The form: people to add, and people to remove. */
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
        'Up to 100 addresses in each field. Webex doesn’t tell me who already has access.',
      add: given.add.join(', '),
      remove: given.remove.join(', '),
      tell: String(given.sendEmail),
      next: { action: 'confirm-share', ...dataOf(recording, state) },
      back: waysBack(recording, state),
    });
  const full = filled(wanted);
  const roomy =
    bytesOf(full) <= LARGEST_CARD_BYTES ? full : filled({ ...NOBODY, sendEmail: wanted.sendEmail });
  return fillCard(roomy, 'Use the card to say who gets access and who loses it.');
}

/** The question before sharing, naming the people; undefined when they do not fit onto a card. */
export function confirmShareCard(
  recording: Recording,
  state: ListState,
  wanted: Sharing,
): Content | undefined {
  const { add, remove, sendEmail } = wanted;
  const carried = { action: 'share', ...dataOf(recording, state), ...addressesOf(wanted) };
  const content = messageCard({
    title: `Share “${topicOf(recording, SHORT_TOPIC)}”?`,
    paragraphs: present([
      add.length > 0 && `**Gets access:** ${named(add)}`,
      remove.length > 0 && `**Loses access (unless they have it another way):** ${named(remove)}`,
      add.length > 0 && (sendEmail ? 'Webex will email them a link.' : 'Nobody gets an email.'),
    ]),
    buttons: [
      { title: add.length > 0 ? 'Share' : 'Stop sharing', data: carried },
      { title: 'Change', data: { ...carried, action: 'ask-share' } },
      ...waysBack(recording, state),
    ],
  });
  return bytesOf(content.card ?? {}) <= LARGEST_CARD_BYTES ? content : undefined;
}

export type ShareOutcome =
  | { readonly kind: 'done' }
  /** Done, perhaps by an earlier attempt of the same click, so that Webex sent no e-mail again. */
  | { readonly kind: 'done-again' }
  /** Webex refused. */
  | { readonly kind: 'unchanged'; readonly error: WebexError }
  /** Whether it was shared could not be seen. */
  | { readonly kind: 'unsure'; readonly error: WebexError };

/** The outcome, with “Try again” when that can help. */
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
    return messageCard({
      title: add.length > 0 ? `Shared ${topic}` : `Stopped sharing ${topic}`,
      paragraphs: present([
        add.length > 0 && `**With:** ${named(add)}`,
        remove.length > 0 && `**No longer with:** ${named(remove)}`,
        add.length > 0 && emailText(sendEmail, outcome.kind === 'done-again'),
      ]),
      buttons: back,
    });
  }
  const { what, advice, retry, connect, detail } = explain(outcome.error);
  const again = { action: 'ask-share', ...dataOf(recording, state), ...addressesOf(wanted) };
  const unsure = outcome.kind === 'unsure';
  return messageCard({
    title: unsure
      ? `I couldn’t see whether ${topic} was shared`
      : `Sharing of ${topic} was not changed`,
    paragraphs: [
      what,
      unsure ? 'Trying again does no harm, but people may get the email twice.' : advice,
    ].filter((text) => text !== ''),
    detail,
    buttons: present([
      (retry || unsure) && { title: 'Try again', data: again },
      connect && { title: 'Connect again', data: { action: 'connect' } },
      ...back,
    ]),
  });
}

function emailText(sendEmail: boolean, again: boolean): string {
  if (!sendEmail) return 'Nobody gets an email.';
  return again
    ? 'I had to ask Webex twice, the second time without an email: they may not have got one.'
    : 'Webex is emailing them.';
}

function addressesOf({ add, remove, sendEmail }: Sharing) {
  return { add: add.join(' '), remove: remove.join(' '), tell: String(sendEmail) };
}

export function notYoursToShareCard(recording: Recording, state: ListState): Content {
  return messageCard({
    title: 'Only its host can share it',
    paragraphs: [
      `“${topicOf(recording, SHORT_TOPIC)}” was shared with you. Ask its host to share it with others.`,
    ],
    buttons: waysBack(recording, state),
  });
}

const FEW = 20;

/** Addresses, escaped: as links they would open a mail program. */
function named(addresses: readonly string[]): string {
  return firstOf(
    addresses.map((one) => escapeText(one, 100)),
    FEW,
  );
}

function firstOf(words: readonly string[], count: number): string {
  const rest = words.length - count;
  return present([...words.slice(0, count), rest > 0 && `and ${rest} more`]).join(', ');
}

function problemText(problem: SharingProblem): string {
  switch (problem.kind) {
    case 'none':
      return 'Write at least one address.';
    case 'not-addresses': {
      const words = problem.words.map((word) => `“${escapeText(word, 40)}”`);
      return `Not an email address: ${firstOf(words, 5)}.`;
    }
    case 'too-many':
      return `Webex takes ${problem.most} addresses in each field at a time. Please split them up.`;
    case 'no-room':
      return 'That’s more addresses than I can take at a time. Please split them up.';
    case 'both':
      return `In both fields: ${named(problem.addresses)}.`;
  }
}
