import { z } from 'zod';
import { type Loggable, codeOf } from '../util/log.js';
import { defined, lenient, parsedJson } from '../util/present.js';

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
  /** The role in which somebody asked for others; `configured` where the token is nobody’s connection. */
  askedAs: 'administrator' | 'officer' | 'configured' | undefined;

  readonly trackingId: string | undefined;
  /** `Retry-After`. */
  readonly retryAfterSeconds: number | undefined;
  /** Webex's words: for the person who acts, never for a log. */
  readonly reason: string;
  /** OAuth's `error` code, e.g. `invalid_grant`. */
  readonly code: string | undefined;
  /** An earlier attempt, without an answer or with a 5xx, may have acted. */
  readonly earlierMayHaveActed: boolean;
  /** Each of Webex's `errors`; as its words, for no log. */
  readonly complaints: readonly string[];

  /** @param status of HTTP, 400–599 */
  constructor(
    request: CallError['request'],
    readonly status: number,
    said: Partial<Omit<WebexRefused, keyof CallError | 'status' | 'askedAs'>> = {},
  ) {
    super(request, (call) => `Webex answered ${status} to ${call}`);
    this.trackingId = said.trackingId;
    this.retryAfterSeconds = said.retryAfterSeconds;
    this.reason = said.reason ?? '';
    this.code = said.code;
    this.earlierMayHaveActed = said.earlierMayHaveActed ?? false;
    this.complaints = said.complaints ?? [];
  }
}

/** The same refusal, of a call that an earlier, unanswered one may have carried out. */
export function withEarlierAttempt(error: WebexRefused): WebexRefused {
  const same = new WebexRefused(error.request, error.status, error);
  return Object.assign(same, { earlierMayHaveActed: true });
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

/** The answer does not fit Webex's documents: its body, or a page that leads elsewhere or nowhere. */
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

const OF_CERTIFICATE = /CERT_|_CERT|ALTNAME|INVALID_CA|UNABLE_TO_(GET|VERIFY)/;

/** Why Webex does not answer, and what the operator can do about it. */
export function whyAway(error: unknown): string {
  const code = codeOf(error) ?? '';
  const words = error instanceof Error ? error.message : '';
  const refusal = /(?:\bPROXY_|^Proxy response \()(\d+)/.exec(words)?.[1];
  if (refusal !== undefined) {
    return `the proxy refuses to lead there (${refusal}): check HTTPS_PROXY; a user and password stand in it as http://user:password@host:port, with % codes for what an address cannot have.`;
  }
  if (OF_CERTIFICATE.test(code)) {
    return `the certificate of whoever answers is not trusted, or not valid (${code}): behind a proxy that opens TLS, set NODE_EXTRA_CA_CERTS to the file of its authority; else check the clock of this machine.`;
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `the name of its host is not found (${code}): check the DNS of this machine, HTTPS_PROXY and WEBEX_API_BASE_URL.`;
  }
  return 'check the network, HTTPS_PROXY and WEBEX_API_BASE_URL, or wait until Webex is back.';
}

export type WebexError = WebexRefused | WebexUnreachable | WebexUnreadable;

export function isWebexError(error: unknown): error is WebexError {
  return error instanceof CallError;
}

/** For `.catch`: other errors are thrown again. */
export function undefinedIfWebexFails(error: unknown): undefined {
  if (!isWebexError(error)) throw error;
}

export function hasStatus(error: unknown, ...statuses: readonly number[]): error is WebexRefused {
  return error instanceof WebexRefused && statuses.includes(error.status);
}

/** Kinds of calls, by what a refusal means to people. */
export const CALL_KINDS = ['list', 'look', 'change', 'report', 'message', 'token'] as const;
export type CallKind = (typeof CALL_KINDS)[number];

const KIND_OF_PATH: readonly (readonly [RegExp, CallKind])[] = [
  [/^\/(access_token$|applications\/|device\/)/, 'token'],
  [/^\/(messages|attachment|rooms|memberships|webhooks)\b/, 'message'],
  [/^\/(recordingReport|meetingTranscripts|meetingSummaries)\b/, 'report'],
  [/^\/((admin\/|group\/)?recordings|meetingPreferences\/sites)\/?$/, 'list'],
];

export function kindOf({ method, path }: CallError['request']): CallKind {
  // The path of a next page is the whole one.
  const bare = path.replace(/^\/v\d+(?=\/)/, '');
  const kind = KIND_OF_PATH.find(([pattern]) => pattern.test(bare))?.[1] ?? 'look';
  return method !== 'GET' && (kind === 'list' || kind === 'look') ? 'change' : kind;
}

// The order decides: a licence is missing on a site, and a site has a URL.
const REASONS = {
  'legal-hold': /\blegal[ _-]?hold/i,
  'not-entitled': /\b(un|not |in)entitled|entitlement|licen[cs]e/i,
  'no-site':
    /\b(no|not (have|own|belong to)|without|lacks?)( an?y?)?( webex)?( meetings?)? site(s|\b(?! ?url))/i,
  'site-url':
    /\bsite ?url|\bsite (is )?(not found|invalid|unknown)|\b(invalid|unknown|wrong) site\b/i,
  scope: /\bscopes?\b/i,
} as const;
export type KnownReason = keyof typeof REASONS;

/** The meaning of Webex's words, where it is known; none for messages and tokens. */
export function knownReason(error: unknown): KnownReason | undefined {
  if (!isFinal(error) || error.status === 401) return undefined;
  if (['message', 'token'].includes(kindOf(error.request))) return undefined;
  const words = [error.reason, ...error.complaints].join('\n');
  return (Object.keys(REASONS) as KnownReason[]).find((name) => REASONS[name].test(words));
}

/** Refused because of the request itself: the same request would be refused again. */
export function isFinal(error: unknown): error is WebexRefused {
  return (
    error instanceof WebexRefused && error.status < 500 && ![408, 423, 429].includes(error.status)
  );
}

/** HTML, e.g. of a proxy, or XML: not from Webex's API, which answers neither. */
export function isPage(body: unknown): boolean {
  return typeof body === 'string' && /^\s*</.test(body);
}

/**
 * True for a page in place of Webex's answer, which would carry a trackingId: it says nothing about the
 * request or about a refresh token. When the bot itself writes, it means that this does not get through.
 */
export function isFromProxy(refused: WebexRefused, body: unknown): boolean {
  const { request, status, trackingId = '' } = refused;
  if (!isFinal(refused) || !isPage(body) || trackingId !== '') return false;
  const kind = kindOf(request);
  return kind === 'token' || (status !== 401 && (kind !== 'message' || request.method === 'GET'));
}

/** Shown in cards and logs. */
export const trackingId = lenient(z.string().regex(/^[\w.:-]{1,200}$/));

// Three shapes in the wild: the usual one, card validation (`errors` as an object), OAuth.
const errorBody = z.object({
  message: lenient(z.string()),
  errors: lenient(
    z.union([
      z.array(z.object({ description: lenient(z.string()) })),
      z.record(z.string(), z.unknown()),
    ]),
  ),
  trackingId,
  error: lenient(z.string()),
  error_description: lenient(z.string()),
});

/** Reads an error body of any shape; also HTML, or nothing. */
export function readErrorBody(body: unknown): {
  readonly reason: string;
  readonly trackingId?: string;
  readonly code?: string;
  readonly complaints?: readonly string[];
} {
  const read = errorBody.safeParse(body);
  if (!read.success) return { reason: '' };
  const { message, errors, trackingId: id, error: code, error_description } = read.data;
  const listed = Array.isArray(errors) ? errors.flatMap(({ description = [] }) => description) : [];
  const byPath = Array.isArray(errors) ? [] : Object.entries(errors ?? {}).map(complaintAt);
  const reason = listed[0] ?? message ?? error_description ?? byPath[0] ?? '';
  const complaints = [...listed, ...byPath];
  return {
    reason,
    ...defined({ trackingId: id, code }),
    ...(complaints.length > 0 && { complaints }),
  };
}

const ERROR_KEYS = ['trackingId', 'error', 'errors'];

/** True of an error's body, which may come with a 200, and in place of a text. */
export function isError(body: unknown): boolean {
  const isText = typeof body === 'string';
  const about = isText && /^\s*\{/.test(body) ? parsedJson(body) : body;
  if (typeof about !== 'object' || about === null) return false;
  // Nearly every answer is no error, and need not be parsed to see that.
  if (!ERROR_KEYS.some((key) => key in about)) return false;
  const read = errorBody.safeParse(about).data;
  const { message, trackingId: id, error } = read ?? {};
  const isUsual = message !== undefined && id !== undefined;
  return isUsual || error !== undefined || Object.keys(read?.errors ?? {}).length > 0;
}

/** Card validation names the place in the card, with one text or several. */
function complaintAt([path, about]: [string, unknown]): string {
  return `${path}: ${[about]
    .flat()
    .filter((text) => typeof text === 'string')
    .join(', ')}`;
}
