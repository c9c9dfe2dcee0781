import { z } from 'zod';
import type { Loggable } from '../util/log.js';
import { defined } from '../util/present.js';

class CallError extends Error implements Loggable {
  readonly isLoggable = true;

  constructor(
    readonly request: { readonly method: string; readonly path: string },
    describe: (call: string) => string,
  ) {
    super(describe(`${request.method} ${request.path}`));
  }
}

/** Without query and token: a log must not show a topic, a host or a secret. */
export function placeOf({ method, path }: CallError['request']): { method: string; path: string } {
  return { method, path: path.replace(/^https?:\/\/[^/]+/i, '').replace(/\?.*$/, '') };
}

/** Webex answered, and said no. `message` holds our words only: Webex's can name a person or a topic. */
export class WebexRefused extends CallError {
  override readonly name = 'WebexRefused';

  constructor(
    request: CallError['request'],
    /** HTTP status, 400–599. */
    readonly status: number,
    readonly trackingId: string | undefined,
    /** `Retry-After`, in seconds. */
    readonly retryAfterSeconds: number | undefined,
    /** Webex's words: for the person who acts, never for a log. */
    readonly reason: string,
    /** OAuth's `error` code, e.g. `invalid_grant`. */
    readonly code?: string,
    /** An earlier attempt, without an answer or with a 5xx, may have acted. */
    readonly repeated = false,
  ) {
    super(request, (call) => `Webex answered ${status} to ${call}`);
  }
}

/** No answer came: a time-out, a cut connection, no route. The request may or may not have acted. */
export class WebexUnreachable extends CallError {
  override readonly name = 'WebexUnreachable';

  constructor(
    request: CallError['request'],
    /** The network's code, e.g. `ECONNABORTED`, `ECONNRESET`. */
    readonly code: string,
  ) {
    super(request, (call) => `No answer from Webex to ${call} (${code})`);
  }
}

/** Webex answered 2xx with a body that does not fit its documents. */
export class WebexUnreadable extends CallError {
  override readonly name = 'WebexUnreadable';

  constructor(
    request: CallError['request'],
    readonly trackingId: string | undefined,
    /** Paths without values, e.g. `items.0.id`. */
    readonly where: readonly string[],
  ) {
    super(request, (call) => `Webex's answer to ${call} could not be read`);
  }
}

export type WebexError = WebexRefused | WebexUnreachable | WebexUnreadable;

export function isWebexError(error: unknown): error is WebexError {
  return error instanceof CallError;
}

/** True for a refusal with one of these statuses. */
export function hasStatus(error: unknown, ...statuses: readonly number[]): error is WebexRefused {
  return error instanceof WebexRefused && statuses.includes(error.status);
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

/** Reads an error body of any shape; also HTML, or nothing. */
export function readErrorBody(body: unknown): {
  readonly reason: string;
  readonly trackingId?: string;
  readonly code?: string;
} {
  const read = errorBody.safeParse(body);
  if (!read.success) return { reason: '' };
  const { message, errors, trackingId, error: code, error_description } = read.data;
  const reason = errors?.[0]?.description ?? message ?? error_description ?? '';
  return { reason, ...defined({ trackingId, code }) };
}
