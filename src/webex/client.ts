import axios, { AxiosError, type AxiosInstance, type AxiosResponse } from 'axios';
import axiosRetry from 'axios-retry';
import type { Dispatcher } from 'undici';
import type { z } from 'zod';
import { type RetryPolicy, webexRetry } from '../util/retry-policy.js';
import { WebexRefused, WebexUnreachable, WebexUnreadable, readErrorBody } from './errors.js';
import { doubtful, retryAfterSeconds, retryDelay, shouldRetry } from './retry.js';
import { keepAliveAgent, undiciAdapter } from './transport.js';

/**
 * The next page of a list.
 *
 * @param link the `Link` header (RFC 8288)
 * @param origin where the token may go; a link to anywhere else is not followed
 */
export function nextPage(link: string | undefined, origin: string): string | undefined {
  if (link === undefined) return undefined;
  for (const part of link.split(/,(?=\s*<)/)) {
    const [, url, params] = /^\s*<([^>]+)>(.*)$/.exec(part) ?? [];
    if (url === undefined || !isNext(params ?? '')) continue;
    return URL.canParse(url) && new URL(url).origin === origin ? url : undefined;
  }
  return undefined;
}

/** Whether a link's parameters hold the relation `next`, alone or among others. */
function isNext(params: string): boolean {
  const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(params) ?? [];
  return (quoted ?? bare ?? '').toLowerCase().split(/\s+/).includes('next');
}

/** One call to the Webex REST API. */
export interface WebexRequest<T> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below the base URL, e.g. `/recordings`, or a whole URL of the same origin (a next page). */
  readonly path: string;
  /** Bearer token; none for the OAuth endpoints. */
  readonly token?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON, a form for the OAuth endpoints, or a form with a file. */
  readonly body?: object | URLSearchParams | FormData;
  /** Schema of the answer; one that does not fit is a {@link WebexUnreadable}. */
  readonly answer: z.ZodType<T>;
  /** Whether the answer is plain text and not JSON. */
  readonly text?: boolean;
  /** Whether the request is idempotent. Default: true for all but POST. */
  readonly repeatable?: boolean;
  /** Fewer tries than usual for this call. */
  readonly retries?: number;
  /** Statuses to return without retrying. */
  readonly tellAtOnce?: readonly number[];
  readonly signal?: AbortSignal;
}

/** What came back. */
export interface WebexAnswer<T> {
  readonly data: T;
  readonly status: number;
  readonly trackingId: string | undefined;
  /** The next page of a list (`Link: <…>; rel="next"`), checked to be of the API's own origin. */
  readonly next: string | undefined;
}

/** Speaks HTTP to Webex. Rejects with {@link WebexRefused}, {@link WebexUnreachable} or {@link WebexUnreadable}. */
export interface WebexClient {
  call: <T>(request: WebexRequest<T>) => Promise<WebexAnswer<T>>;
  /** Closes the connections. */
  close: () => Promise<void>;
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
}

const WHOLE_URL = /^https?:\/\//i;

/** Creates the one client that everything shares. */
export function createWebexClient(options: WebexClientOptions): WebexClient {
  const { baseUrl, timeoutMs = 10_000, retry = webexRetry } = options;
  const now = options.now ?? Date.now;
  const random = options.random ?? Math.random;
  const agent = options.agent ?? keepAliveAgent();
  const http = axios.create({
    baseURL: baseUrl,
    timeout: timeoutMs,
    adapter: undiciAdapter(agent),
  });
  axiosRetry(http, {
    retries: retry.retries ?? Infinity,
    shouldResetTimeout: true,
    retryDelay: (count, error) => retryDelay(count, error, retry, now(), random),
  });
  const origin = new URL(baseUrl).origin;

  return {
    call: async (request) => {
      // Never send a token to another origin.
      if (WHOLE_URL.test(request.path) && new URL(request.path).origin !== origin) {
        throw new Error('This address is not of the origin of the API');
      }
      const answer = await send(http, request, retry, now);
      const trackingId = headerOf(answer, 'trackingid');
      const parsed = request.answer.safeParse(answer.data === '' ? undefined : answer.data);
      if (!parsed.success) {
        const where = parsed.error.issues.map((issue) => issue.path.join('.'));
        throw new WebexUnreadable(placeOf(request), trackingId, where);
      }
      const next = nextPage(headerOf(answer, 'link'), origin);
      return { data: parsed.data, status: answer.status, trackingId, next };
    },
    close: () => agent.close(),
  };
}

async function send(
  http: AxiosInstance,
  request: WebexRequest<unknown>,
  retry: RetryPolicy,
  now: () => number,
): Promise<AxiosResponse<unknown>> {
  const repeatable = request.repeatable ?? request.method !== 'POST';
  const startedAt = now();
  let mayHaveActed = false;
  const again = (error: AxiosError): boolean => {
    const final = request.tellAtOnce?.includes(error.response?.status ?? 0) === true;
    const retried = !final && shouldRetry({ error, repeatable, startedAt }, retry, now());
    mayHaveActed ||= retried && doubtful(error);
    return retried;
  };
  try {
    return await http.request({
      method: request.method,
      url: request.path,
      ...(request.query === undefined ? {} : { params: request.query }),
      ...(request.body === undefined ? {} : { data: request.body }),
      headers: {
        Accept: request.text === true ? 'text/*' : 'application/json',
        ...(request.token === undefined ? {} : { Authorization: `Bearer ${request.token}` }),
      },
      ...(request.signal === undefined ? {} : { signal: request.signal }),
      // Else axios parses whatever looks like JSON.
      ...(request.text === true ? { responseType: 'text' } : {}),
      'axios-retry': {
        retries: request.retries ?? retry.retries ?? Infinity,
        retryCondition: again,
      },
    });
  } catch (error) {
    throw failure(error, request, now(), mayHaveActed);
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
  const { reason, trackingId, code } = readErrorBody(response.data);
  return new WebexRefused(
    at,
    response.status,
    trackingId ?? headerOf(response, 'trackingid'),
    retryAfterSeconds(headerOf(response, 'retry-after'), now),
    reason,
    code,
    mayHaveActed,
  );
}

/**
 * The request as an error names it. Query and token are left out: a log must not show a topic, a host
 * or a secret.
 */
function placeOf({ method, path }: WebexRequest<unknown>): { method: string; path: string } {
  return { method, path: path.replace(/^https?:\/\/[^/]+/i, '').replace(/\?.*$/, '') };
}

function headerOf(response: AxiosResponse, name: string): string | undefined {
  const value: unknown = response.headers[name];
  // Repeated headers mean the same as one with commas (RFC 9110, 5.3).
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : undefined;
}
