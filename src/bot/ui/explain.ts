import { AccessRefused, type RefusedAccess } from '../../accounts/types.js';
import { WebexRefused, WebexUnreachable, isWebexError } from '../../webex/errors.js';

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

const IN_A_MINUTE = 'Try again in a minute.';

/** Status → meaning; docs/errors.md holds the same table in full. */
const MEANINGS: Readonly<Record<number, Meaning>> = {
  400: {
    what: 'Webex did not understand the request.',
    advice: 'Open a fresh list and try again; if it stays so, tell whoever runs this bot.',
  },
  401: {
    what: 'Your connection to Webex has ended.',
    advice: 'Connect your account again.',
    connect: true,
  },
  403: {
    what: 'Webex does not allow you this.',
    advice:
      'Only the host of a meeting can change its recordings, and your site can forbid it. If you are the host, connect your account again: the connection may lack a permission.',
    connect: true,
  },
  404: { what: 'Webex does not find it any more.', advice: 'Open a fresh list.' },
  405: {
    what: 'Webex does not offer this for your site.',
    advice: 'Use the recordings page of your Webex site instead.',
  },
  409: {
    what: 'The recording is being changed by somebody else.',
    advice: 'Wait a moment, then try again.',
    retry: true,
  },
  410: { what: 'Webex does not have it any more.', advice: 'Open a fresh list.' },
  415: { what: 'Webex did not understand the request.', advice: 'Tell whoever runs this bot.' },
  423: {
    what: 'Webex has locked the recording for the moment.',
    advice: 'It may still be in the making.',
    retry: true,
  },
  428: {
    what: 'Webex could not check this file for malware, and so holds it back.',
    advice: 'Open it on the recordings page of your Webex site, where you can decide.',
  },
  429: { what: 'Webex is busy right now.', advice: '', retry: true },
  504: { what: 'Webex took too long to answer.', advice: IN_A_MINUTE, retry: true },
};

/** Nothing that the person could connect would help. */
const NO_ACCESS: Readonly<Record<RefusedAccess, Meaning>> = {
  app: {
    what: 'Webex refuses me, not you.',
    advice:
      'Whoever runs this bot has to look at the client id and secret that it was given; you need not connect again. Then try again.',
    retry: true,
  },
  organisation: {
    what: 'The access of your organisation has ended.',
    advice:
      'Whoever runs this bot has to renew it; you can do nothing about it yourself. Then try again.',
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
  what: 'Webex answered something that I cannot read.',
  advice: 'Try again later; if it stays so, tell whoever runs this bot.',
  retry: true,
};
const OURS: Meaning = {
  what: 'Something went wrong on my side.',
  advice: 'Try again; if it stays so, tell whoever runs this bot.',
  retry: true,
};

/** Explains any failure, without a word of Webex's own text or of an address. */
export function explain(error: unknown): Explanation {
  const { what, advice, retry = false, connect = false } = meaningOf(error);
  const trackingId = isWebexError(error) && 'trackingId' in error ? error.trackingId : undefined;
  return {
    what,
    advice: [advice, whenToRetry(error)].filter((text) => text !== '').join(' '),
    ...{ retry, connect },
    detail: trackingId === undefined ? undefined : `Webex trackingId: ${trackingId}`,
  };
}

function meaningOf(error: unknown): Meaning {
  if (error instanceof WebexUnreachable) return SILENT;
  if (error instanceof AccessRefused) return NO_ACCESS[error.access];
  if (!(error instanceof WebexRefused)) return isWebexError(error) ? UNREADABLE : OURS;
  return MEANINGS[error.status] ?? (error.status >= 500 ? BROKEN : REFUSED);
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
