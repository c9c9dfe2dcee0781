import { NotConnected, NotServed, type NotServedReason } from '../../accounts/types.js';
import { present } from '../../util/present.js';
import { words } from '../../util/words.js';
import { type WebexError, isFinal, isWebexError, kindOf, knownReason } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import { NoSuchHost, NotAllowed } from '../access/impersonation.js';
import type { Button } from './card.js';
import { explain } from './explain.js';
import { messageCard, sayButton, shortCard, showListButton } from './message.js';

const notServed: Readonly<Record<NotServedReason, () => Content>> = {
  'not-admitted': notAdmittedCard,
  'not-the-owner': () => shortCard(words.errors.onlyOwner, words.errors.onlyOwnerWhy),
  'other-organisation': () => shortCard(words.errors.onlyOneOrg, words.errors.onlyOneOrgWhy),
  'no-accounts': () => shortCard(words.errors.noAccounts, words.errors.noAccountsWhy),
  'no-officers': () =>
    shortCard(words.errors.noOfficers, words.errors.noOfficersWhy, [showListButton]),
};

/** Shows no list and no button, and names nobody. */
export function notAdmittedCard(): Content {
  return messageCard({
    title: words.errors.notAdmitted,
    paragraphs: [words.errors.notAdmittedWhy, words.errors.canDisconnect],
  });
}

/** @param seconds until the bot listens again */
export function oneMomentCard(seconds: number): Content {
  return shortCard(words.common.oneMoment, words.errors.alot({ seconds }));
}

/**
 * The answer to a failure.
 * @param error whatever was thrown
 * @param again the button for another try, shown where that can help
 * @param back leads to the list of the card that this one replaces
 */
export function problemCard(error: unknown, again?: Button, back?: Button): Content {
  if (error instanceof NotServed) return notServed[error.reason]();
  if (error instanceof NotAllowed) {
    const only = error.role === 'officer' ? words.errors.onlyOfficers : words.errors.onlyAdmins;
    return shortCard(only, words.errors.notAllowedWhy, [showListButton]);
  }
  if (error instanceof NoSuchHost)
    return shortCard(words.errors.noSuchHost, words.errors.noSuchHostWhy, [showListButton]);
  if (error instanceof NotConnected)
    return shortCard(words.errors.tokenOver, words.errors.tokenOverWhy);
  const { what, advice, retry, connect, detail } = explain(error);
  const isOfList = isWebexError(error) && kindOf(error.request) === 'list';
  const buttons = present([
    retry && again,
    connect,
    // A list that Webex refuses is no way back.
    isOfList ? wayFromList(error, retry || connect !== undefined) : (back ?? showListButton),
  ]);
  return messageCard({ title: what, paragraphs: advice === '' ? [] : [advice], detail, buttons });
}

/** Undefined for a person's own recordings that Webex refuses for good. */
function wayFromList(error: WebexError, canPass: boolean): Button | undefined {
  if (!isFinal(error) || canPass || /\/(admin|group)\//.test(error.request.path))
    return showListButton;
  const mayBeDates = error.status === 400 && knownReason(error) === undefined;
  return mayBeDates ? sayButton(words.list.changeSearch, 'find') : undefined;
}
