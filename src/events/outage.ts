import type { Logger } from 'pino';
import { isStoreFailure } from '../store/errors.js';
import { type RetryPolicy, outageRetry, waitAfter } from '../util/retry-policy.js';
import {
  WebexRefused,
  WebexUnreachable,
  WebexUnreadable,
  hasStatus,
  isWebexError,
} from '../webex/errors.js';

/** These say as much about Webex, or the bot's token, as about the request. */
const SAYS_NOTHING = new Set([401, 429]);

/** True where Webex as a whole may be away: it gave no answer, or none to the question. */
export function maybeOutage(error: unknown): boolean {
  if (error instanceof WebexUnreachable) return true;
  // Nothing of it could be read: it may be the page of a proxy.
  if (error instanceof WebexUnreadable) return error.where.every((path) => path === '');
  if (error instanceof WebexRefused) return error.status >= 500 || SAYS_NOTHING.has(error.status);
  return !isWebexError(error) && error instanceof Error && maybeOutage(error.cause);
}

/** True where Webex did nothing because it was asked too much: that was no attempt. */
export function isTooMuch(error: unknown): boolean {
  if (isWebexError(error)) return hasStatus(error, 429);
  return error instanceof Error && isTooMuch(error.cause);
}

export interface OutageDeps {
  /** False where Webex does not answer the bot at all; `busy`: only with a 429. */
  readonly isWebexThere: () => Promise<boolean | 'busy'>;
  /** Called again if it rejects. */
  readonly onBack: () => Promise<void>;
  readonly log: Logger;
  readonly retry?: RetryPolicy;
}

/** Finds out whether Webex as a whole is away; while it is, asks again and again. */
export function outageWatch({ isWebexThere, onBack, log, retry = outageRetry }: OutageDeps) {
  let away = false;
  let stopped = false;
  let failed = 0;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<boolean> | undefined;

  const look = async (): Promise<boolean> => {
    const answer = await isWebexThere();
    const there = answer === true;
    if (there && !away) return false;
    if (there) {
      away = false;
      await onBack().catch((error: unknown) => {
        if (!isStoreFailure(error)) log.error({ err: error }, 'waiting events not resumed');
        away = true;
      });
    } else if (!away) {
      away = true;
      failed = 0;
      if (answer === 'busy') log.warn('Webex is busy: events wait until it is not');
      else log.error('Webex does not answer: events wait until it does');
    }
    if (away && !stopped) timer = setTimeout(again, waitAfter(retry, ++failed) ?? 0).unref();
    else if (!away) log.info('Webex answers again');
    return away;
  };
  const once = (): Promise<boolean> => (looking ??= look().finally(() => (looking = undefined)));
  const again = (): void => void once();

  return {
    isAway: (): boolean => away,
    /** Looks, once for all who ask meanwhile. @returns whether Webex is away */
    suspect: async (): Promise<boolean> => away || (await once()),
    stop: async (): Promise<void> => {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
