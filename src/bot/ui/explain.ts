import { AccessRefused, type RefusedAccess } from '../../accounts/types.js';
import {
  type CallKind,
  type KnownReason,
  WebexRefused,
  WebexUnreachable,
  isFinal,
  isWebexError,
  kindOf,
  knownReason,
} from '../../webex/errors.js';
import { webexSays } from './escape.js';

/** A failure in a person's words, and what they can do. */
export interface Explanation {
  /** Ends with a full stop. */
  readonly what: string;
  readonly advice: string;
  /** Whether trying the same again can help. */
  readonly retry: boolean;
  /** Whether connecting the account again can help. */
  readonly connect: boolean;
  /** Webex's trackingId, for their support. */
  readonly detail?: string | undefined;
}

type Meaning = Pick<Explanation, 'what' | 'advice'> & Partial<Explanation>;
type Meanings = Readonly<Record<number, Meaning>>;

const IN_A_MINUTE = 'Try again in a minute.';
const FRESH_LIST = 'Open a fresh list.';

const NOT_UNDERSTOOD: Meaning = {
  what: 'Webex did not understand the request.',
  advice: 'Open a fresh list and try again. If that doesn’t help, tell whoever runs this bot.',
};
const CHANGING: Meaning = {
  what: 'Somebody else is changing this recording.',
  advice: 'Wait a moment, then try again.',
  retry: true,
};
const APP_REFUSED: Meaning = {
  what: 'Webex refuses me, not you.',
  advice:
    'Whoever runs this bot has to check its client ID and secret. You don’t need to connect again.',
  retry: true,
};
const NO_SPACE: Meaning = {
  what: 'Webex can’t find that space or message any more.',
  advice: 'Message me in our 1:1 space.',
};
const NO_REPORT: Meaning = {
  what: 'Webex doesn’t have this for the recording.',
  advice: 'It can take a few hours after the meeting, and some meetings have none.',
};
const NO_GRANT: Meaning = {
  what: 'Webex did not accept your sign-in.',
  advice: 'Connect your account again.',
  connect: true,
};

/** What means the same to every call; docs/errors.md holds the same tables in full. */
const COMMON: Meanings = {
  400: NOT_UNDERSTOOD,
  401: {
    what: 'Your connection to Webex has ended.',
    advice: 'Connect your account again.',
    connect: true,
  },
  405: {
    what: 'Webex does not offer this for your site.',
    advice: 'Use the recordings page of your Webex site instead.',
  },
  408: { what: 'Webex took too long to answer.', advice: IN_A_MINUTE, retry: true },
  409: CHANGING,
  410: { what: 'Webex no longer has it.', advice: FRESH_LIST },
  415: { what: 'Webex did not understand the request.', advice: 'Tell whoever runs this bot.' },
  423: {
    what: 'Webex has locked the recording for the moment.',
    advice: 'It may still be processing.',
    retry: true,
  },
  428: {
    what: 'Webex could not check this file for malware, so it blocks the download.',
    advice: 'Open it on the recordings page of your Webex site and decide there.',
  },
  429: { what: 'Webex is busy right now.', advice: '', retry: true },
  504: { what: 'Webex took too long to answer.', advice: IN_A_MINUTE, retry: true },
};

const BY_KIND: Readonly<Record<CallKind, Meanings>> = {
  list: {
    400: {
      what: 'Webex did not understand what to list.',
      advice: 'Try other dates. If that doesn’t help, tell whoever runs this bot.',
    },
    403: {
      what: 'Webex doesn’t let you see this list.',
      advice:
        'Connect your account again: a permission may be missing. If that doesn’t help, ask the administrator of your Webex site whether you may record.',
      connect: true,
    },
    404: {
      what: 'Webex finds no site with recordings for your account.',
      advice: 'Ask your Webex administrator whether you have a site with meetings.',
    },
    409: {
      what: 'Webex could not make the list just now.',
      advice: 'Wait a moment, then try again.',
      retry: true,
    },
    410: {
      what: 'Webex no longer offers this list.',
      advice: 'Tell whoever runs this bot.',
    },
  },
  look: {
    403: {
      what: 'Webex does not let you see this recording.',
      advice:
        'It may not be shared with you any more. If it is yours, connect your account again: a permission may be missing.',
      connect: true,
    },
    404: { what: 'Webex can’t find the recording any more.', advice: FRESH_LIST },
  },
  change: {
    403: {
      what: 'Webex doesn’t let you do this.',
      advice:
        'Only the host of a meeting can change its recordings, and your site can forbid it. If you are the host, connect your account again: a permission may be missing.',
      connect: true,
    },
    404: { what: 'Webex doesn’t find it among your recordings.', advice: FRESH_LIST },
  },
  report: {
    400: NO_REPORT,
    403: {
      what: 'Webex does not let you see this about the recording.',
      advice:
        'Connect your account again: a permission may be missing. If that doesn’t help, ask the administrator of your Webex site.',
      connect: true,
    },
    404: NO_REPORT,
    410: NO_REPORT,
  },
  message: {
    400: { what: 'Webex did not take my message.', advice: 'Tell whoever runs this bot.' },
    401: {
      what: 'Webex refuses me, not you.',
      advice: 'Whoever runs this bot has to look at its token.',
    },
    403: { what: 'Webex does not let me write there.', advice: 'Message me in our 1:1 space.' },
    404: NO_SPACE,
    409: { what: 'Webex could not take my message just now.', advice: IN_A_MINUTE, retry: true },
    410: NO_SPACE,
  },
  token: {
    400: NO_GRANT,
    403: {
      what: 'Webex does not let you connect.',
      advice: 'Your organisation may not allow this bot: ask your Webex administrator.',
    },
    404: APP_REFUSED,
    409: { what: 'Webex could not connect you just now.', advice: IN_A_MINUTE, retry: true },
    410: NO_GRANT,
  },
};

/** Reasons in Webex's words that are known, in ours. */
const KNOWN: Readonly<Record<KnownReason, Meaning>> = {
  'legal-hold': {
    what: 'It is on legal hold.',
    advice: 'It can’t be deleted until a compliance officer of your organisation releases it.',
  },
  'not-entitled': {
    what: 'You have no recording licence on this site.',
    advice: 'Ask the administrator of the Webex site for one.',
  },
  'no-site': {
    what: 'Your account has no Webex site.',
    advice: 'Recordings are kept on a site: ask your Webex administrator for one with meetings.',
  },
  'site-url': {
    what: 'Webex doesn’t accept the address of this site.',
    advice:
      'The site may have been renamed or closed, or it isn’t yours. Open a fresh list. If that doesn’t help, ask the administrator of the site.',
  },
  scope: {
    what: 'A permission is missing.',
    advice: 'Connect your account again. If that doesn’t help, tell whoever runs this bot.',
    connect: true,
  },
};

/** Reports, transcripts and summaries have licences of their own. */
const NO_LICENCE: Meaning = {
  what: 'You have no licence for this on this site.',
  advice: 'Ask the administrator of the Webex site for one.',
};

/** Nothing that the person could connect would help. */
const NO_ACCESS: Readonly<Record<RefusedAccess, Meaning>> = {
  app: APP_REFUSED,
  organisation: {
    what: 'The access of your organisation has ended.',
    advice: 'Whoever runs this bot has to renew it. Try again after that.',
    retry: true,
  },
};

const REFUSED: Meaning = {
  what: 'Webex refused the request.',
  advice: 'Open a fresh list and try again.',
};
const BROKEN: Meaning = {
  what: 'Webex has a problem at the moment.',
  advice: IN_A_MINUTE,
  retry: true,
};
const SILENT: Meaning = { what: 'Webex did not answer.', advice: IN_A_MINUTE, retry: true };
const UNREADABLE: Meaning = {
  what: 'I couldn’t read the answer from Webex.',
  advice: 'Try again later. If that doesn’t help, tell whoever runs this bot.',
  retry: true,
};
const OURS: Meaning = {
  what: 'Something went wrong on my side.',
  advice: 'Try again. If that doesn’t help, tell whoever runs this bot.',
  retry: true,
};

/** Explains any failure; of Webex's own text only what is not known, escaped and marked as its words. */
export function explain(error: unknown): Explanation {
  const { what, advice, retry = false, connect = false } = meaningOf(error);
  const trackingId = isWebexError(error) && 'trackingId' in error ? error.trackingId : undefined;
  return {
    what,
    advice: [advice, whenToRetry(error), inWebexsWords(error)]
      .filter((text) => text !== '')
      .join(' '),
    ...{ retry, connect },
    detail: trackingId === undefined ? undefined : `Webex trackingId: ${trackingId}`,
  };
}

function meaningOf(error: unknown): Meaning {
  if (error instanceof WebexUnreachable) return SILENT;
  if (error instanceof AccessRefused) return NO_ACCESS[error.access];
  if (!(error instanceof WebexRefused)) return isWebexError(error) ? UNREADABLE : OURS;
  const known = knownReason(error);
  const kind = kindOf(error.request);
  if (known === 'not-entitled' && kind === 'report') return NO_LICENCE;
  if (known !== undefined) return KNOWN[known];
  const { status } = error;
  const meaning = BY_KIND[kind][status] ?? COMMON[status];
  return meaning ?? (status >= 500 ? BROKEN : REFUSED);
}

/**
 * What a card with words of its own for a refusal says: a reason that is known instead of them, else
 * Webex's words after them. Which permission is missing such a card knows best itself.
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

const LONGEST_REASON = 200;
/** Refusals whose meaning does not hang on Webex's words. */
const PLAIN = [401, 428];

function inWebexsWords(error: unknown): string {
  if (!isFinal(error) || error instanceof AccessRefused || PLAIN.includes(error.status)) return '';
  if (knownReason(error) !== undefined) return '';
  return webexSays(error.reason, LONGEST_REASON);
}

/** For the two statuses that mean "not now". */
function whenToRetry(error: unknown): string {
  if (!(error instanceof WebexRefused) || (error.status !== 429 && error.status !== 423)) return '';
  const seconds = error.retryAfterSeconds;
  if (seconds === undefined) return IN_A_MINUTE;
  if (seconds <= 1) return 'Try again in 1 second.';
  if (seconds < 90) return `Try again in ${Math.ceil(seconds)} seconds.`;
  return `Try again in ${Math.ceil(seconds / 60)} minutes.`;
}
