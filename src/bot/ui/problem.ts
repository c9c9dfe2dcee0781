import {
  NotConnected,
  NotServed,
  type NotServedReason,
  AccessRefused,
  type RefusedAccess,
} from '../../accounts/types.js';
import { present } from '../../util/present.js';
import { words } from '../../util/words.js';
import {
  type WebexError,
  isFinal,
  isWebexError,
  kindOf,
  knownReason,
  type CallKind,
  type KnownReason,
  WebexRefused,
  WebexUnreachable,
} from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import { NoSuchHost, NotAllowed } from '../access/impersonation.js';
import type { Button } from './card.js';
import { webexSays } from './escape.js';
import {
  messageCard,
  sayButton,
  shortCard,
  showListButton,
  connectAgainButton,
} from './message.js';

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

/** A failure in plain words, and what the person can do. */
interface Explanation {
  /** Ends with a full stop. */
  readonly what: string;
  readonly advice: string;
  readonly retry: boolean;
  /** Where another connection can help. */
  readonly connect: Button | undefined;
  /** Webex's trackingId, for their support. */
  readonly detail?: string | undefined;
}

interface Meaning extends Pick<Explanation, 'what' | 'advice'> {
  readonly retry?: boolean;
  readonly connect?: boolean;
}
type Meanings = Readonly<Record<number, Meaning>>;

const appRefused = (): Meaning => ({
  what: words.errors.refusesMe,
  advice: words.errors.checkApp,
  retry: true,
});

/** The same for every call; docs/errors.md holds these tables in full. */
const common = (): Meanings => {
  const tooLong = { what: words.errors.tooLong, advice: words.errors.inAMinute, retry: true };
  return {
    400: { what: words.errors.notUnderstood, advice: words.errors.freshListOrTell },
    401: { what: words.errors.ended, advice: words.errors.connectAgain, connect: true },
    405: { what: words.errors.notOffered, advice: words.errors.useSite },
    408: tooLong,
    409: { what: words.errors.changing, advice: words.errors.waitAMoment, retry: true },
    410: { what: words.errors.noLonger, advice: words.errors.freshList },
    415: { what: words.errors.notUnderstood, advice: words.errors.tell },
    423: { what: words.errors.locked, advice: words.errors.processing, retry: true },
    428: { what: words.errors.malware, advice: words.errors.decideThere },
    429: { what: words.errors.busy, advice: '', retry: true },
    504: tooLong,
  };
};

const byKind: Readonly<Record<CallKind, () => Meanings>> = {
  list: () => ({
    400: { what: words.errors.listNotUnderstood, advice: words.errors.otherDates },
    403: { what: words.errors.noList, advice: words.errors.noListAdvice, connect: true },
    404: { what: words.errors.noSiteFound, advice: words.errors.askForSite },
    409: { what: words.errors.listNotNow, advice: words.errors.waitAMoment, retry: true },
    410: { what: words.errors.listNoLonger, advice: words.errors.tell },
  }),
  look: () => ({
    403: { what: words.errors.noLook, advice: words.errors.noLookAdvice, connect: true },
    404: { what: words.errors.notFound, advice: words.errors.freshList },
  }),
  change: () => ({
    403: { what: words.errors.noChange, advice: words.errors.noChangeAdvice, connect: true },
    404: { what: words.errors.notYours, advice: words.errors.freshList },
  }),
  report: () => {
    const none = { what: words.errors.noReport, advice: words.errors.noReportAdvice };
    const hidden = {
      what: words.errors.reportHidden,
      advice: words.errors.reportHiddenAdvice,
      connect: true,
    };
    return { 400: none, 403: hidden, 404: none, 410: none };
  },
  message: () => {
    const noSpace = { what: words.errors.noSpace, advice: words.errors.messageMe };
    return {
      400: { what: words.errors.messageNotTaken, advice: words.errors.tell },
      401: { what: words.errors.refusesMe, advice: words.errors.checkToken },
      403: { what: words.errors.noWriting, advice: words.errors.messageMe },
      404: noSpace,
      409: { what: words.errors.messageNotNow, advice: words.errors.inAMinute, retry: true },
      410: noSpace,
    };
  },
  token: () => {
    const over = { what: words.errors.noGrant, advice: words.errors.connectAgain, connect: true };
    return {
      400: over,
      403: { what: words.errors.noConnecting, advice: words.errors.noConnectingAdvice },
      404: appRefused(),
      409: { what: words.errors.connectNotNow, advice: words.errors.inAMinute, retry: true },
      410: over,
    };
  },
};

/** Our words for reasons that are known from Webex's. */
const knownMeanings = (): Readonly<Record<KnownReason, Meaning>> => ({
  'legal-hold': { what: words.errors.legalHold, advice: words.errors.legalHoldAdvice },
  'not-entitled': { what: words.errors.notEntitled, advice: words.errors.askForLicence },
  'no-site': { what: words.errors.noSite, advice: words.errors.noSiteAdvice },
  'site-url': { what: words.errors.siteUrl, advice: words.errors.siteUrlAdvice },
  scope: { what: words.errors.scope, advice: words.errors.scopeAdvice, connect: true },
});

/** Connecting again would not help. */
const noAccess = (access: RefusedAccess): Meaning =>
  access === 'app'
    ? appRefused()
    : { what: words.errors.orgEnded, advice: words.errors.orgEndedAdvice, retry: true };

/**
 * Explains any failure. Webex's own text is added only where we have no better, escaped and marked as its
 * words.
 */
export function explain(error: unknown): Explanation {
  const { what, advice, retry = false, connect = false } = meaningOf(error);
  const role = error instanceof WebexRefused ? error.askedAs : undefined;
  const canConnect = connect && role !== 'configured';
  const trackingId = isWebexError(error) && 'trackingId' in error ? error.trackingId : undefined;
  return {
    what,
    advice: [connect && role ? adviceTo(role) : advice, whenToRetry(error), inWebexsWords(error)]
      .filter((text) => text !== '')
      .join(' '),
    retry,
    connect: canConnect ? connectAgainButton(role) : undefined,
    detail: trackingId === undefined ? undefined : words.common.trackingId({ trackingId }),
  };
}

/** What can help where connecting oneself would not. */
export function adviceTo(role: NonNullable<WebexRefused['askedAs']>): string {
  return role === 'configured'
    ? words.errors.configuredAdvice
    : words.errors.forOthersAdvice({ role });
}

function meaningOf(error: unknown): Meaning {
  if (error instanceof WebexUnreachable) {
    return { what: words.errors.silent, advice: words.errors.inAMinute, retry: true };
  }
  if (error instanceof AccessRefused) return noAccess(error.access);
  if (!(error instanceof WebexRefused)) {
    return isWebexError(error)
      ? { what: words.errors.unreadable, advice: words.errors.laterOrTell, retry: true }
      : { what: words.errors.ours, advice: words.errors.againOrTell, retry: true };
  }
  const known = knownReason(error);
  const kind = kindOf(error.request);
  // Reports, transcripts and summaries have licences of their own.
  if (known === 'not-entitled' && kind === 'report') {
    return { what: words.errors.noLicence, advice: words.errors.askForLicence };
  }
  if (known !== undefined) return knownMeanings()[known];
  const { status } = error;
  const meaning = byKind[kind]()[status] ?? common()[status];
  if (meaning !== undefined) return meaning;
  return status >= 500
    ? { what: words.errors.broken, advice: words.errors.inAMinute, retry: true }
    : { what: words.errors.refused, advice: words.errors.freshListAgain };
}

/**
 * For a card with its own words for a refusal: a known reason instead of those, else Webex's words after
 * them. Such a card knows best which permission is missing.
 */
export function withReason(
  own: readonly string[],
  error: unknown,
): { readonly paragraphs: readonly string[]; readonly known: boolean } {
  const reason = knownReason(error);
  const { what, advice } = meaningOf(error);
  const known = reason !== undefined && reason !== 'scope';
  const paragraphs = known ? [what, advice] : [...own, inWebexsWords(error)];
  return { paragraphs: paragraphs.filter((text) => text !== ''), known };
}

const LONGEST_QUOTE = 200;
/** Refusals that mean the same whatever Webex's words are. */
const CLEAR_STATUSES = [401, 428];

function inWebexsWords(error: unknown): string {
  if (!isFinal(error) || error instanceof AccessRefused || CLEAR_STATUSES.includes(error.status))
    return '';
  if (knownReason(error) !== undefined) return '';
  return webexSays(error.reason, LONGEST_QUOTE);
}

/** For the two statuses that mean "not now". */
function whenToRetry(error: unknown): string {
  if (!(error instanceof WebexRefused) || (error.status !== 429 && error.status !== 423)) return '';
  const seconds = error.retryAfterSeconds;
  if (seconds === undefined) return words.errors.inAMinute;
  return seconds < 90
    ? words.errors.inSeconds({ seconds: Math.max(1, Math.ceil(seconds)) })
    : words.errors.inMinutes({ minutes: Math.ceil(seconds / 60) });
}
