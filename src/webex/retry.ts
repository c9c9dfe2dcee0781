import type { AxiosError } from 'axios';

/** The three forms of RFC 9110, 5.6.7; the last of them names no zone and means GMT. */
const HTTP_DATE =
  /^[a-z]{3,9},? (?:\d{2}[ -][a-z]{3}[ -]\d{2,4}|[a-z]{3} [ \d]\d) \d{2}:\d{2}:\d{2}(?: GMT| \d{4})$/i;

/**
 * Seconds until a server wants to be asked again.
 *
 * @param header the `Retry-After` header: seconds, or an HTTP date (RFC 9110, 10.2.3)
 * @param now milliseconds since the epoch
 * @returns seconds, at least 0; undefined when the header is missing or says nothing we understand
 */
export function retryAfterSeconds(header: unknown, now: number): number | undefined {
  if (typeof header !== 'string' || header.trim() === '') return undefined;
  const value = header.trim();
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value);
  // Date.parse finds a date in many a word with a number in it, so the form is looked at first.
  if (!HTTP_DATE.test(value)) return undefined;
  const date = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
  if (Number.isNaN(date)) return undefined;
  return Math.max(0, Math.ceil((date - now) / 1000));
}

/** How stubborn we are with Webex. */
export interface RetryPolicy {
  /** Attempts after the first. */
  readonly retries: number;
  /** Longest wait in line, in milliseconds: what takes longer is told to the person instead. */
  readonly longestWaitMs: number;
  /** No further attempt later than this after the first, the wait that Webex asks for included. */
  readonly totalMs: number;
  /** First back-off, in milliseconds; doubles with each attempt. */
  readonly firstWaitMs: number;
}

/** What people will sit through: three more tries within twenty seconds, five of waiting at most. */
export const patient: RetryPolicy = {
  retries: 3,
  longestWaitMs: 5_000,
  totalMs: 20_000,
  firstWaitMs: 200,
};

/** What the decision stands on. */
export interface FailedAttempt {
  readonly error: AxiosError;
  /** Whether asking twice has the same effect as asking once. */
  readonly repeatable: boolean;
  /** When the first attempt began, milliseconds since the epoch. */
  readonly startedAt: number;
}

const temporary = new Set([500, 502, 503, 504]);
const notNow = new Set([423, 429]);

/**
 * Whether to ask again. 429 and 423 mean that nothing was done, so any request may be repeated;
 * after a 5xx or a broken connection only one that is repeatable.
 */
export function shouldRetry(attempt: FailedAttempt, policy: RetryPolicy, now: number): boolean {
  const { error, repeatable } = attempt;
  if (error.code === 'ERR_CANCELED') return false;
  const wait = 1000 * (retryAfterSeconds(error.response?.headers['retry-after'], now) ?? 0);
  if (wait > policy.longestWaitMs) return false;
  if (now + wait - attempt.startedAt >= policy.totalMs) return false;
  const status = error.response?.status;
  if (status === undefined) return repeatable;
  return notNow.has(status) || (temporary.has(status) && repeatable);
}

/** Whether a failed try may have acted all the same: no answer came, or the server was at fault. */
export function doubtful(error: AxiosError): boolean {
  return error.response === undefined || error.response.status >= 500;
}

/**
 * How long to wait before attempt `count` (1 = the first retry), in milliseconds: what Webex asks
 * for, else an exponential back-off with full jitter above half, so that many clients spread out.
 */
export function retryDelay(
  count: number,
  error: AxiosError,
  policy: RetryPolicy,
  now: number,
  random: () => number,
): number {
  const asked = retryAfterSeconds(error.response?.headers['retry-after'], now);
  const spread = policy.firstWaitMs * 2 ** (count - 1) * (0.5 + random() / 2);
  if (asked !== undefined) return asked * 1000 + policy.firstWaitMs * random() * 0.5;
  return Math.min(policy.longestWaitMs, spread);
}
