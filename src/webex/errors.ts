import { z } from 'zod';
import type { Loggable } from '../util/log.js';

/**
 * Webex answered, and said no.
 *
 * `message` holds our words only (method, path, status): Webex's own text can name a person or a
 * topic, so it stays in `reason`, which is never logged.
 */
export class WebexRefused extends Error implements Loggable {
  override readonly name = 'WebexRefused';
  readonly isLoggable = true;

  constructor(
    readonly request: { readonly method: string; readonly path: string },
    /** HTTP status, 400–599. */
    readonly status: number,
    readonly trackingId: string | undefined,
    /** Seconds until Webex wants to be asked again, when it said so (`Retry-After`). */
    readonly retryAfterSeconds: number | undefined,
    /** Webex's words: for people who act, never for a log. */
    readonly reason: string,
    /** OAuth's `error` code, e.g. `invalid_grant`. */
    readonly code?: string,
    /** Whether an earlier try of the request, whose answer never came or was a 5xx, may have acted. */
    readonly repeated = false,
  ) {
    super(`Webex answered ${status} to ${request.method} ${request.path}`);
  }
}

/** No answer came: a time-out, a cut connection, no route. The request may or may not have acted. */
export class WebexUnreachable extends Error implements Loggable {
  override readonly name = 'WebexUnreachable';
  readonly isLoggable = true;

  constructor(
    readonly request: { readonly method: string; readonly path: string },
    /** The network's code, e.g. `ECONNABORTED`, `ECONNRESET`. */
    readonly code: string,
  ) {
    super(`No answer from Webex to ${request.method} ${request.path} (${code})`);
  }
}

/** Webex answered 2xx with a body that does not fit its documents. */
export class WebexUnreadable extends Error implements Loggable {
  override readonly name = 'WebexUnreadable';
  readonly isLoggable = true;

  constructor(
    readonly request: { readonly method: string; readonly path: string },
    readonly trackingId: string | undefined,
    /** Where the answer departs, as paths without values, e.g. `items.0.id`. */
    readonly where: readonly string[],
  ) {
    super(`Webex's answer to ${request.method} ${request.path} could not be read`);
  }
}

/** Errors of a call to Webex. */
export type WebexError = WebexRefused | WebexUnreachable | WebexUnreadable;

/** Whether something thrown is one of the three. */
export function isWebexError(error: unknown): error is WebexError {
  return (
    error instanceof WebexRefused ||
    error instanceof WebexUnreachable ||
    error instanceof WebexUnreadable
  );
}

// Three shapes in the wild: the usual one, card validation (`errors` as an object), OAuth.
const errorBody = z.object({
  message: z.string().optional().catch(undefined),
  errors: z
    .array(z.object({ description: z.string().optional().catch(undefined) }))
    .optional()
    .catch(undefined),
  trackingId: z.string().optional().catch(undefined),
  error: z.string().optional().catch(undefined),
  error_description: z.string().optional().catch(undefined),
});

/**
 * Reads an error body of any of Webex's shapes; every field is optional.
 *
 * @param body the parsed JSON, or whatever came instead of it (an HTML page, nothing)
 */
export function readErrorBody(body: unknown): {
  reason: string;
  trackingId?: string;
  code?: string;
} {
  const read = errorBody.safeParse(body);
  if (!read.success) return { reason: '' };
  const { message, errors, trackingId, error, error_description } = read.data;
  const reason = errors?.[0]?.description ?? message ?? error_description ?? '';
  return {
    reason,
    ...(trackingId === undefined ? {} : { trackingId }),
    ...(error === undefined ? {} : { code: error }),
  };
}
