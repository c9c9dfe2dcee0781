import { storeAdvice } from '../store/errors.js';
import { every } from '../util/async.js';
import { unlessLocked } from '../util/keyed-worker.js';
import { condition } from '../util/log.js';
import { DAY, HOUR, MINUTE, SECOND } from '../util/time.js';
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
