import { NotConnected, NotServed, type NotServedReason } from '../../accounts/types.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import { NoSuchHost, NotAllowed } from '../errors.js';
import type { Button } from './card.js';
import { explain } from './explain.js';
import { type MessageView, messageCard, showListButton } from './message.js';

const notServed = (): Record<Exclude<NotServedReason, 'not-admitted'>, MessageView> => ({
  'not-the-owner': {
    title: words.errors.onlyOwner,
    paragraphs: [words.errors.onlyOwnerWhy],
  },
  'other-organisation': {
    title: words.errors.onlyOneOrg,
    paragraphs: [words.errors.onlyOneOrgWhy],
  },
  'no-accounts': {
    title: words.errors.noAccounts,
    paragraphs: [words.errors.noAccountsWhy],
  },
  'no-officers': {
    title: words.errors.noOfficers,
    paragraphs: [words.errors.noOfficersWhy],
    buttons: [showListButton],
  },
});

/** Shows no list and no button, and names nobody. */
export function notAdmittedCard(): Content {
  return messageCard({
    title: words.errors.notAdmitted,
    paragraphs: [words.errors.notAdmittedWhy, words.errors.canDisconnect],
  });
}

/** @param seconds until the bot listens again */
export function oneMomentCard(seconds: number): Content {
  return messageCard({
    title: words.common.oneMoment,
    paragraphs: [words.errors.alot({ seconds })],
  });
}

/**
 * The answer to a failure.
 * @param error whatever was thrown
 * @param again the button that tries the same once more, shown where that can help
 */
export function problemCard(error: unknown, again?: Button): Content {
  if (error instanceof NotServed) {
    const { reason } = error;
    return reason === 'not-admitted' ? notAdmittedCard() : messageCard(notServed()[reason]);
  }
  if (error instanceof NotAllowed) {
    return messageCard({
      title: error.role === 'officer' ? words.errors.onlyOfficers : words.errors.onlyAdmins,
      paragraphs: [words.errors.notAllowedWhy],
      buttons: [showListButton],
    });
  }
  if (error instanceof NoSuchHost) {
    return messageCard({
      title: words.errors.noSuchHost,
      paragraphs: [words.errors.noSuchHostWhy],
      buttons: [showListButton],
    });
  }
  if (error instanceof NotConnected) {
    return messageCard({
      title: words.errors.tokenOver,
      paragraphs: [words.errors.tokenOverWhy],
    });
  }
  const { what, advice, retry, connect, detail } = explain(error);
  const buttons = [
    ...(retry && again !== undefined ? [again] : []),
    ...(connect ? [{ title: words.common.connectAgain, data: { action: 'connect' } }] : []),
    showListButton,
  ];
  return messageCard({ title: what, paragraphs: advice === '' ? [] : [advice], detail, buttons });
}
