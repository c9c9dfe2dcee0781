import type { Logger } from 'pino';
import { AxiosError, type AxiosInstance, type AxiosResponse } from 'axios';
import axiosRetry from 'axios-retry';
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { wellFormed } from '../util/present.js';
import { SECOND } from '../util/time.js';
import { type RetryPolicy, busyRetry, webexRetry } from '../util/retry-policy.js';
import { ItemList, NOWHERE, nextPage } from './lists.js';
import {
  WebexRefused,
  WebexUnreachable,
  WebexUnreadable,
  hasStatus,
  isFromProxy,
  isError,
  placeOf,
  readErrorBody,
  trackingId as trackingIdShape,
} from './errors.js';
import { askedToWait, mayHaveActed, retryDelay, shouldRetry, tokenPauses } from './retry.js';
import { type Call, asSent, keepAliveAgent, leanAxios, undiciAdapter } from './transport.js';

export interface WebexRequest<T> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below the base URL, e.g. `/recordings`, or a whole URL of the same origin (a next page). */
  readonly path: string;
  /** Bearer token; none for the OAuth endpoints. */
  readonly token?: string;
  /** Name and password (HTTP Basic), where the OAuth endpoint takes the client's secret that way. */
  readonly basic?: readonly [string, string];
  readonly query?: Readonly<Record<string, string>>;
  /** JSON, as text or not yet; a form for the OAuth endpoints; or a form with a file. */
  readonly body?: string | object | URLSearchParams | FormData;
  /** An answer that does not match is a {@link WebexUnreadable}. */
  readonly answer: z.ZodType<T>;
  /** The answer is plain text and not JSON. */
  readonly text?: boolean;
  /** Idempotent. Default: true for all but POST. */
  readonly repeatable?: boolean;
  /** Statuses to return without retrying. */
  readonly finalStatuses?: readonly number[];
  readonly signal?: AbortSignal;
  /** The person sees that Webex is busy: this call waits as long as Webex asks (429), and says until when. */
  readonly onBusy?: OnBusy;
}

/** @param until milliseconds since the epoch; undefined when the calls go on */
export type OnBusy = (until: number | undefined) => void;

export interface WebexAnswer<T> {
  readonly data: T;
  readonly status: number;
  readonly trackingId: string | undefined;
  /** The next page of a list (`Link: <…>; rel="next"`), of the API's own origin. */
  readonly next: string | undefined;
  /** There is a next page, at an address where the token may not go. */
  readonly isCut?: boolean;
}

export interface WebexClient {
  /** Rejects with {@link WebexRefused}, {@link WebexUnreachable} or {@link WebexUnreadable}. */
  call: <T>(request: WebexRequest<T>) => Promise<WebexAnswer<T>>;
  readonly close: () => Promise<void>;
  readonly log?: Pick<Logger, 'warn'> | undefined;
  /** WeakMap key, shared by wrappers of one client. */
  readonly memory?: object;
}

/** A client whose reads wait while Webex is busy (429); a change decides itself whether it waits. */
export function patientClient(webex: WebexClient): WebexClient {
  const onBusy = (): void => undefined;
  return {
    ...webex,
    call: (request) => webex.call(request.method === 'GET' ? { onBusy, ...request } : request),
  };
}

/** The body of a GET. Rejects as the client does. */
export async function getJson<T>(
  webex: Pick<WebexClient, 'call'>,
  token: string,
  path: string,
  answer: z.ZodType<T>,
  query: Readonly<Record<string, string>> = {},
): Promise<T> {
  return (await webex.call({ method: 'GET', path, token, query, answer })).data;
}

/** Idempotent: a 404 is as good as done. */
export async function deleteAt(
  webex: WebexClient,
  token: string,
  path: string,
  onBusy?: OnBusy,
): Promise<void> {
  const request = { method: 'DELETE', path, token, answer: z.unknown() } as const;
  try {
    await webex.call({ ...request, ...(onBusy && { onBusy }) });
  } catch (error) {
    if (!hasStatus(error, 404)) throw error;
  }
}

export interface WebexClientOptions {
  /** e.g. `https://webexapis.com/v1`, without a trailing slash. */
  readonly baseUrl: string;
  /** Milliseconds for one attempt, its body included. */
  readonly timeoutMs?: number;
  readonly retry?: RetryPolicy;
  readonly now?: () => number;
  readonly random?: () => number;
  readonly agent?: Dispatcher;
  readonly log?: Pick<Logger, 'warn'>;
  /** Waits for a pause to end. */
  readonly wait?: (ms: number) => Promise<void>;
  /** Called after each attempt. */
  readonly observe?: (call: Call) => void;
}

export function createWebexClient({
  baseUrl,
  timeoutMs = 10_000,
  retry = webexRetry,
  now = Date.now,
  random = Math.random,
  agent = keepAliveAgent(),
  log,
  wait = (ms) => new Promise((done) => setTimeout(done, ms).unref()),
  observe,
}: WebexClientOptions): WebexClient {
  const adapter = undiciAdapter(agent, observe);
  const http = leanAxios({ baseURL: baseUrl, timeout: timeoutMs, adapter });
  axiosRetry(http, {
    retries: retry.retries ?? Infinity,
    shouldResetTimeout: true,
    retryDelay: (count, error) => retryDelay(count, error, retry, now(), random),
  });
  const origin = new URL(baseUrl).origin;
  const pauses = tokenPauses(now, wait);

  /**
   * Waits while the token's calls have to. Where nobody would see the wait, a read is tried anyway, and a
   * change fails before it is asked for.
   */
  const ready = async (request: WebexRequest<unknown>): Promise<void> => {
    const { token = '', onBusy, signal } = request;
    for (let pause = pauses.of(token); pause !== undefined; pause = pauses.of(token)) {
      const left = pause.until - now();
      if (onBusy === undefined && left > (retry.longestWaitMs ?? Infinity)) {
        if (request.method === 'GET') return;
        const seconds = Math.ceil(left / SECOND);
        throw new WebexRefused(placeOf(request), 429, { retryAfterSeconds: seconds });
      }
      onBusy?.(pause.until);
      await unlessAborted(request, pause.over, signal);
    }
  };
  /** As {@link send}, waiting while Webex is busy if a person sees it. */
  const patiently = async (request: WebexRequest<unknown>): Promise<AxiosResponse<unknown>> => {
    const { token = '', onBusy } = request;
    for (let tries = 1; ; tries += 1) {
      await ready(request);
      try {
        const answer = await send(http, request, retry, now, (ms) => pauses.begin(token, ms));
        onBusy?.(undefined);
        return answer;
      } catch (error) {
        if (!hasStatus(error, 429) || token === '') throw error;
        const asked = error.retryAfterSeconds;
        if (asked === undefined || tries > busyRetry.retries) throw error;
        // The token's other calls wait too, even where this one does not.
        const ms = Math.max(asked * SECOND, busyRetry.firstWaitMs);
        if (!pauses.begin(token, ms) || onBusy === undefined) throw error;
      }
    }
  };

  return {
    call: async <T>(request: WebexRequest<T>): Promise<WebexAnswer<T>> => {
      // Never send a token to another origin.
      if (/^https?:\/\//i.test(request.path) && new URL(request.path).origin !== origin) {
        throw new Error('This address is not of the origin of the API');
      }
      const answer = await patiently(request);
      const trackingId = trackingIdOf(answer);
      const { data } = answer;
      const parsed = request.answer.safeParse(data === '' ? undefined : data);
      if (!parsed.success || isError(data)) {
        const where = (parsed.error?.issues ?? []).map((issue) => issue.path.join('.'));
        throw new WebexUnreadable(placeOf(request), trackingId, where);
      }
      if (parsed.data instanceof ItemList && parsed.data.unread.length > 0) {
        const where = parsed.data.unread.flatMap((one) => one.where);
        log?.warn({ ...placeOf(request), trackingId, where }, 'items of a list not read');
      }
      const next = nextPage(headerOf(answer, 'link'), origin);
      const rest = next === NOWHERE ? { isCut: true } : { next };
      return { data: parsed.data, status: answer.status, trackingId, next: undefined, ...rest };
    },
    close: (): Promise<void> => agent.close(),
    log,
    memory: {},
  };
}

/** @param pause called where Webex asks to wait before another attempt; milliseconds */
async function send(
  http: AxiosInstance,
  request: WebexRequest<unknown>,
  retry: RetryPolicy,
  now: () => number,
  pause: (ms: number) => void,
): Promise<AxiosResponse<unknown>> {
  const { method, path, token, basic, query, body, text = false, signal } = request;
  const { url, data, type } = asSent(path, query, body);
  const repeatable = request.repeatable ?? method !== 'POST';
  const startedAt = now();
  let earlierMayHaveActed = false;
  const retryCondition = (error: AxiosError): boolean => {
    const status = error.response?.status ?? 0;
    const asked = status === 429 ? askedToWait(error.response?.headers, now()) : undefined;
    const isBusy = asked !== undefined && request.onBusy !== undefined;
    const isFinal = isBusy || request.finalStatuses?.includes(status) === true;
    const retried = !isFinal && shouldRetry({ error, repeatable, startedAt }, retry, now());
    earlierMayHaveActed ||= retried && mayHaveActed(error);
    // The token's other calls would be refused as well, and count against it.
    if (retried && asked !== undefined && token !== undefined) pause(asked * SECOND);
    return retried;
  };
  try {
    return await http.request({
      method,
      url,
      data,
      ...(signal && { signal }),
      headers: {
        Accept: text ? 'text/*' : 'application/json',
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
        ...(basic && { Authorization: `Basic ${Buffer.from(basic.join(':')).toString('base64')}` }),
        ...type,
      },
      ...(text && { transformResponse: wellFormed }),
      'axios-retry': { retryCondition },
    });
  } catch (error) {
    throw failure(error, request, now(), earlierMayHaveActed);
  }
}

/** Rejects as an aborted call does. */
async function unlessAborted(
  request: WebexRequest<unknown>,
  over: Promise<void>,
  signal: AbortSignal | undefined,
): Promise<void> {
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(new WebexUnreachable(placeOf(request), 'ERR_CANCELED'));
    if (signal?.aborted === true) abort();
    signal?.addEventListener('abort', abort);
  });
  try {
    await Promise.race([over, aborted]);
  } finally {
    signal?.removeEventListener('abort', abort);
  }
}

function failure(
  error: unknown,
  request: WebexRequest<unknown>,
  now: number,
  mayHaveActed: boolean,
): unknown {
  if (!(error instanceof AxiosError)) return error;
  const at = placeOf(request);
  const response = error.response as AxiosResponse<unknown> | undefined;
  if (response === undefined) return new WebexUnreachable(at, error.code ?? 'UNKNOWN');
  const { status, data } = response;
  const { trackingId = trackingIdOf(response), ...said } = readErrorBody(data);
  const retryAfterSeconds = askedToWait(response.headers, now);
  const known = { ...said, trackingId, retryAfterSeconds, earlierMayHaveActed: mayHaveActed };
  const refused = new WebexRefused(at, status, known);
  const isRead = status >= 400 && !isFromProxy(refused, data);
  return isRead ? refused : new WebexUnreadable(at, trackingId, []);
}

function trackingIdOf(response: AxiosResponse): string | undefined {
  return trackingIdShape.parse(headerOf(response, 'trackingid'));
}

function headerOf(response: AxiosResponse, name: string): string | undefined {
  const value: unknown = response.headers[name];
  // Repeated headers mean the same as one with commas (RFC 9110, 5.3).
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : undefined;
}
