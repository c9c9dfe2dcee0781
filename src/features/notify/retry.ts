import { type WebexError, WebexRefused } from '../../webex/errors.js';
import type { PendingNotification } from './notification-store.js';

/** How long a person's recordings are looked for, and how often. */

/** Webex shows nearly every recording ten minutes after its webhook; one that is still not there was deleted. */
const PATIENCE_MS = 6 * 3_600_000;
/** While Webex fails nothing is known of it; after this it is no news any more. */
const LONGEST_PATIENCE_MS = 3 * 86_400_000;
/** Between two looks. */
const LONGEST_WAIT_MS = 1_800_000;

/**
 * What is due, as if the time had not been in which nobody looked for it: no process ran, or none
 * came to it.
 */
export function agedBy(due: PendingNotification, now: number): PendingNotification {
  const late = now - due.dueAt;
  return late > LONGEST_WAIT_MS ? { ...due, heardAt: due.heardAt + late } : due;
}

/**
 * When to look again: after half as long as it took so far.
 *
 * @param shortestMs between two looks
 */
export function nextAttemptAt(
  { heardAt }: PendingNotification,
  now: number,
  shortestMs: number,
): number {
  const wait = (now - heardAt) / 2;
  return now + Math.min(LONGEST_WAIT_MS, Math.max(shortestMs, wait));
}

/** Whether it is to be looked for, or told, no more. @param error what the last try ended in */
export function isExhausted(
  { heardAt }: PendingNotification,
  now: number,
  error?: WebexError,
): boolean {
  return now - heardAt >= (isFailure(error) ? LONGEST_PATIENCE_MS : PATIENCE_MS);
}

/** Webex could not answer just now; everything else it goes on answering like that. */
function isFailure(error: WebexError | undefined): boolean {
  if (!(error instanceof WebexRefused)) return error !== undefined;
  return error.status === 429 || error.status >= 500;
}
