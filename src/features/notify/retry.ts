import {
  isOver,
  notificationRetry,
  notificationRetryInOutage,
  waitAtAge,
} from '../../util/retry-policy.js';
import { type WebexError, WebexRefused } from '../../webex/errors.js';
import type { PendingNotification } from './notification-store.js';

/** Takes out the time in which nobody looked: no process ran, or none came to this one. */
export function agedBy(due: PendingNotification, now: number): PendingNotification {
  const late = now - due.dueAt;
  return late > notificationRetry.longestWaitMs ? { ...due, heardAt: due.heardAt + late } : due;
}

/**
 * When to look again.
 *
 * @param shortestMs from one look to the next
 */
export function nextAttemptAt(
  { heardAt }: PendingNotification,
  now: number,
  shortestMs: number,
): number {
  return now + waitAtAge({ ...notificationRetry, firstWaitMs: shortestMs }, now - heardAt);
}

/** Whether to give one up. @param error what the last attempt ended with */
export function isExhausted(
  { heardAt }: PendingNotification,
  now: number,
  error?: WebexError,
): boolean {
  return isOver(isOutage(error) ? notificationRetryInOutage : notificationRetry, now - heardAt);
}

/** Webex could not answer just now; to all else it goes on answering alike. */
function isOutage(error: WebexError | undefined): boolean {
  if (!(error instanceof WebexRefused)) return error !== undefined;
  return error.status === 429 || error.status >= 500;
}
