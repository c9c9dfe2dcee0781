import { DAY, HOUR, MINUTE, SECOND } from './time.js';

export interface RetryPolicy {
  /** Attempts after the first one; left out, only time ends it. */
  readonly retries?: number;
  readonly firstWaitMs: number;
  /** Each further wait is this many times as long as the one before; by default 1. */
  readonly factor?: number;
  readonly longestWaitMs?: number;
  /** Counts from the first attempt. */
  readonly giveUpAfterMs?: number;
  /** All waits, where they follow no rule; instead of first wait and factor. */
  readonly waits?: readonly number[];
}

/** Retries after these waits, in milliseconds; it gives up when the attempt after the last one fails. */
export function listedWaits(waits: readonly number[]): RetryPolicy {
  return { retries: waits.length, firstWaitMs: waits[0] ?? 0, waits };
}

/** Milliseconds before the next attempt, after so many failed ones; undefined when it gives up. */
export function waitAfter(policy: RetryPolicy, failed: number): number | undefined {
  const { retries = Infinity, firstWaitMs, factor = 1, longestWaitMs = Infinity, waits } = policy;
  if (failed > retries) return undefined;
  return waits?.[failed - 1] ?? Math.min(longestWaitMs, firstWaitMs * factor ** (failed - 1));
}

/**
 * The same, by the time since the first attempt, where attempts are not counted: waits that grow by a factor
 * are that share of it.
 */
export function waitAtAge(policy: RetryPolicy, ageMs: number): number {
  const { firstWaitMs, factor = 1, longestWaitMs = Infinity } = policy;
  return Math.min(longestWaitMs, Math.max(firstWaitMs, ageMs * (factor - 1)));
}

/** @param ageMs since the first attempt */
export function isPastGivingUp({ giveUpAfterMs = Infinity }: RetryPolicy, ageMs: number): boolean {
  return ageMs >= giveUpAfterMs;
}

/** A call to Webex that a person waits for: five seconds of waiting is what they sit through. */
export const webexRetry = {
  retries: 3,
  firstWaitMs: 200,
  factor: 2,
  longestWaitMs: 5 * SECOND,
  giveUpAfterMs: 20 * SECOND,
} as const satisfies RetryPolicy;

/** A call while Webex is busy (429), and its person sees that. */
export const busyRetry = { retries: 20, firstWaitMs: SECOND } as const satisfies RetryPolicy;

/** An event of the inbox. Its person waits, and so do later changes in its partition. */
export const eventRetry = listedWaits([SECOND, 5 * SECOND, 20 * SECOND, MINUTE, 3 * MINUTE]);

/** An event for which Webex was asked too much (429): nothing was done, so it was no attempt. */
export const tooMuchRetry = { firstWaitMs: 5 * SECOND } as const satisfies RetryPolicy;

/** Webex as a whole, while it does not answer; nobody gets an answer meanwhile. */
export const outageRetry = {
  firstWaitMs: SECOND,
  factor: 1.5,
  longestWaitMs: 10 * SECOND,
} as const satisfies RetryPolicy;

/** One call that changes a batch of recordings. Only its job waits. */
export const batchRetry = {
  retries: 5,
  firstWaitMs: SECOND,
  factor: 2,
  longestWaitMs: MINUTE,
} as const satisfies RetryPolicy;

/** A job's card that shows an old state: the last attempt is a day and a half after the first. */
export const jobCardRetry = {
  retries: 11,
  firstWaitMs: MINUTE,
  factor: 2,
} as const satisfies RetryPolicy;

/**
 * A recording that Webex announced and does not show: the next look comes after half of the time that has
 * passed. Webex shows nearly every recording within ten minutes of its webhook; one that is not there after six
 * hours was deleted.
 */
export const notificationRetry = {
  firstWaitMs: 15 * SECOND,
  factor: 1.5,
  longestWaitMs: 30 * MINUTE,
  giveUpAfterMs: 6 * HOUR,
} as const satisfies RetryPolicy;

/** The same while Webex fails and nothing is known about the recording; after three days it is no news. */
export const notificationRetryInOutage = {
  ...notificationRetry,
  giveUpAfterMs: 3 * DAY,
} as const satisfies RetryPolicy;

/** A weekly report; dropped when it is a day late: see `isNews`. */
export const weeklyReportRetry = { firstWaitMs: 10 * MINUTE } as const satisfies RetryPolicy;

/** The webhooks, when they could not be checked. */
export const webhookRetry = { firstWaitMs: 5 * SECOND } as const satisfies RetryPolicy;

/** The web socket, when it is closed or does not open. */
export const socketRetry = {
  firstWaitMs: SECOND,
  factor: 2,
  longestWaitMs: 32 * SECOND,
} as const satisfies RetryPolicy;

/** A job that another process has; after these attempts the next round finds it. */
export const jobLockRetry = { retries: 5, firstWaitMs: SECOND } as const satisfies RetryPolicy;

/** A token that another process refreshes: half a minute covers that process's retries and time-outs. */
export const refreshLockRetry = { retries: 300, firstWaitMs: 100 } as const satisfies RetryPolicy;
