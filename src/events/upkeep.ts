import type { Logger } from 'pino';
import { storeAdvice, isStoreFailure } from '../store/errors.js';
import { every } from '../util/async.js';
import { unlessLocked } from '../util/keyed-worker.js';
import { condition } from '../util/log.js';
import {
  type RetryPolicy,
  eventRetry,
  outageRetry,
  tooMuchRetry,
  waitAfter,
} from '../util/retry-policy.js';
import { DAY, HOUR, MINUTE, SECOND } from '../util/time.js';
import {
  WebexRefused,
  WebexUnreachable,
  WebexUnreadable,
  hasStatus,
  isWebexError,
} from '../webex/errors.js';
import type { InboxEvent } from './claims.js';
import type { InboxDeps } from './inbox.js';

/** Events of a dead process wait this long. */
const SWEEP_MS = SECOND;
const FORGET_LOCK = 'inbox: forget';
/** Far longer than Webex delivers an event again. */
const REMEMBER_DONE_MS = 3 * DAY;
/** Past this age a duplicate may no longer be recognised; clocks differ by less than an hour. */
const KNOWN_FOR_MS = REMEMBER_DONE_MS - HOUR;
/** Time for the operator to replay the dead letters. */
const REMEMBER_DEAD_MS = 30 * DAY;

/**
 * True for an event so old that its record may be deleted: it may have been handled before.
 * @param created of the message or the click, as Webex says
 */
export function maybeForgotten(created: string | undefined, now: number): boolean {
  return now - Date.parse(created ?? '') > KNOWN_FOR_MS;
}

/**
 * Regular work of an inbox: finds events that no signal announced, deletes old ones, and, while nothing can
 * be stored, tries whether that has passed.
 * @param scheduleDue rejects with database errors
 */
export function inboxUpkeep(deps: InboxDeps, scheduleDue: () => Promise<void>) {
  const { store, locks, log, now, sweepMs = SWEEP_MS, forgetMs = MINUTE } = deps;
  const unwritable = condition(log);
  let refusedAt = 0;
  const refuses = (error: unknown): void => {
    if (unwritable.reason() === undefined) refusedAt = now();
    unwritable.is(storeAdvice(error));
  };

  const round = async (): Promise<void> => {
    await scheduleDue();
    if (unwritable.reason() === undefined) return;
    await store.probeWrite();
    unwritable.is(undefined);
    deps.onRegained?.(refusedAt);
  };
  const sweep = every(sweepMs, round, {
    onError: (error) => {
      refuses(error);
      log.warn({ err: error }, 'inbox: round failed');
    },
    afterErrorMs: Math.min(SECOND, sweepMs),
  });

  /** In one process at a time. */
  const forget = () =>
    unlessLocked(locks, FORGET_LOCK, () => store.forget(REMEMBER_DONE_MS, REMEMBER_DEAD_MS));
  const forgetting = every(forgetMs, forget, {
    onError: (error) => log.warn({ err: error }, 'inbox: old events not deleted'),
    immediately: true,
  });

  return {
    /** Why nothing can be stored just now. */
    problem: unwritable.reason,
    /** An event could not be stored. */
    refused: (error: unknown): void => {
      refuses(error);
      deps.onRefused?.();
    },
    sweepSoon: (): void => sweep.soon(0),
    start: async (): Promise<void> => {
      await round();
      sweep.start();
      forgetting.start();
    },
    stop: async (): Promise<void> => {
      await Promise.all([sweep.stop(), forgetting.stop()]);
    },
  };
}

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

/** What becomes of an event whose handling failed: it waits for Webex, is retried, or given up with an apology. */
export function afterFailure(
  { store, handler, log, retry = eventRetry, tooMuch = tooMuchRetry }: InboxDeps,
  outage: Pick<ReturnType<typeof outageWatch>, 'suspect'>,
) {
  return async (
    { seq, event, attempts, ageMs }: InboxEvent,
    changes: boolean,
    error: unknown,
  ): Promise<void> => {
    const about = { resource: event.resource, id: event.data.id, attempts };
    if (maybeOutage(error) && (await outage.suspect())) {
      log.warn({ ...about, err: error }, 'event waits for Webex');
      await store.retryLater(seq, 0, { changes, heldUp: true }, false);
      return;
    }
    // A 429 is no attempt, but a day later the person is asked anyway.
    const counted = !isTooMuch(error) || ageMs > DAY;
    const waitMs = waitAfter(counted ? retry : tooMuch, attempts);
    if (waitMs !== undefined) {
      log.warn({ ...about, err: error }, 'event will be retried');
      const isLate = waitMs >= MINUTE || ageMs >= MINUTE;
      await store.retryLater(seq, waitMs, { changes, ...(isLate && { heldUp: true }) }, counted);
      return;
    }
    log.error({ ...about, err: error }, 'event dead-lettered');
    // The apology first: a crash in between sends a second one, not none.
    await handler
      .onExhausted(event, error)
      .catch((failure: unknown) => log.error({ ...about, err: failure }, 'apology failed'));
    await store.deadLetter(seq, error instanceof Error ? error.name : 'unknown');
  };
}
