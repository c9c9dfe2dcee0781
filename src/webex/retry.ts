import type { AxiosError } from 'axios';
import { type RetryPolicy, isPastGivingUp } from '../util/retry-policy.js';
import { DAY, MINUTE, SECOND } from '../util/time.js';

/** The three forms of RFC 9110, 5.6.7; the last of them names no zone and means GMT. */
const HTTP_DATE =
  /^[a-z]{3,9},? (?:\d{2}[ -][a-z]{3}[ -]\d{2,4}|[a-z]{3} [ \d]\d) \d{2}:\d{2}:\d{2}(?: GMT| \d{4})$/i;

/** Longest wait for a `Retry-After`, whatever the header says. */
const LONGEST_SECONDS = DAY / SECOND;

/** Seconds, at least 0, of a `Retry-After` header: seconds, or an HTTP date (RFC 9110, 10.2.3). */
export function retryAfterSeconds(header: unknown, now: number): number | undefined {
  if (typeof header !== 'string' || header.trim() === '') return undefined;
  const value = header.trim();
  if (/^\d+(\.\d+)?$/.test(value)) return Math.min(Number(value), LONGEST_SECONDS);
  // Date.parse accepts many words with a number in them, so check the form first.
  if (!HTTP_DATE.test(value)) return undefined;
  const date = Date.parse(value.endsWith('GMT') ? value : `${value} GMT`);
  if (Number.isNaN(date)) return undefined;
  return Math.min(Math.max(0, Math.ceil((date - now) / 1000)), LONGEST_SECONDS);
}

/**
 * As {@link retryAfterSeconds}, from an answer's headers: a date is read by the clock of the server that
 * gave it.
 */
export function askedToWait(
  headers: Readonly<Record<string, unknown>> = {},
  now: number,
): number | undefined {
  return retryAfterSeconds(headers['retry-after'], Date.parse(String(headers.date)) || now);
}

/** A call fails rather than pause longer: nobody would wait for it. */
const LONGEST_PAUSE_MS = 5 * MINUTE;

/** One pause for all calls of a token: after a 429 none is sent before Webex allows it. */
export function tokenPauses(now: () => number, wait: (ms: number) => Promise<void>) {
  const pauses = new Map<string, { readonly until: number; readonly over: Promise<void> }>();
  return {
    of: (token: string) => pauses.get(token),
    /** @returns false for a pause that is too long to wait for */
    begin: (token: string, ms: number): boolean => {
      if (ms > LONGEST_PAUSE_MS) return false;
      const until = now() + ms;
      if ((pauses.get(token)?.until ?? -Infinity) >= until) return true;
      const over = wait(ms).then(() => {
        if (pauses.get(token) === pause) pauses.delete(token);
      });
      const pause = { until, over };
      pauses.set(token, pause);
      return true;
    },
  };
}

interface FailedAttempt {
  readonly error: AxiosError;
  /** The request is idempotent. */
  readonly repeatable: boolean;
  /** Start of the first attempt, milliseconds since the epoch. */
  readonly startedAt: number;
}

// A 408 came before the request was complete: it is treated like a 5xx.
const temporary = new Set([408, 500, 502, 503, 504]);
const notNow = new Set([423, 429]);

/** 429 and 423 mean that nothing was done; after anything else only a repeatable request may be retried. */
export function shouldRetry(attempt: FailedAttempt, policy: RetryPolicy, now: number): boolean {
  const { error, repeatable } = attempt;
  if (error.code === 'ERR_CANCELED') return false;
  const { longestWaitMs = Infinity } = policy;
  const wait = 1000 * (askedToWait(error.response?.headers, now) ?? 0);
  if (wait > longestWaitMs || isPastGivingUp(policy, now + wait - attempt.startedAt)) return false;
  const status = error.response?.status;
  if (status === undefined) return repeatable;
  return notNow.has(status) || (temporary.has(status) && repeatable);
}

/** True when no answer came, or the server failed. */
export function mayHaveActed(error: AxiosError): boolean {
  const status = error.response?.status;
  return status === undefined || status === 408 || status >= 500;
}

/**
 * Milliseconds before attempt `count` (1 = the first retry): what Webex asks for, else an exponential
 * back-off with full jitter above half, so that many clients spread out.
 */
export function retryDelay(
  count: number,
  error: AxiosError,
  policy: RetryPolicy,
  now: number,
  random: () => number,
): number {
  const asked = askedToWait(error.response?.headers, now);
  const { firstWaitMs, factor = 1, longestWaitMs = Infinity } = policy;
  const spread = firstWaitMs * factor ** (count - 1) * (0.5 + random() / 2);
  if (asked !== undefined && asked > 0) return asked * 1000 + firstWaitMs * random() * 0.5;
  return Math.min(longestWaitMs, spread);
}
