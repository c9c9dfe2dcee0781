import type { Logger } from 'pino';
import axios, { AxiosError, type AxiosInstance, type AxiosResponse } from 'axios';
import axiosRetry from 'axios-retry';
import type { Dispatcher } from 'undici';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { defined } from '../util/present.js';
import { type RetryPolicy, webexRetry } from '../util/retry-policy.js';
import {
  WebexRefused,
  WebexUnreachable,
  WebexUnreadable,
  hasStatus,
  readErrorBody,
} from './errors.js';
import { doubtful, retryAfterSeconds, retryDelay, shouldRetry } from './retry.js';
import { keepAliveAgent, undiciAdapter } from './transport.js';

/** The next page in a `Link` header (RFC 8288); none outside the origin, where the token may not go. */
export function nextPage(link: string | undefined, origin: string): string | undefined {
  if (link === undefined) return undefined;
  for (const part of link.split(/,(?=\s*<)/)) {
    const [, url, params] = /^\s*<([^>]+)>(.*)$/.exec(part) ?? [];
    if (url === undefined || !isNext(params ?? '')) continue;
    return URL.canParse(url) && new URL(url).origin === origin ? url : undefined;
  }
  return undefined;
}

/** True for parameters with the relation `next`, alone or among others. */
function isNext(params: string): boolean {
  const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(params) ?? [];
  return (quoted ?? bare ?? '').toLowerCase().split(/\s+/).includes('next');
}

export interface WebexRequest<T> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Path below the base URL, e.g. `/recordings`, or a whole URL of the same origin (a next page). */
  readonly path: string;
  /** Bearer token; none for the OAuth endpoints. */
  readonly token?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** JSON, a form for the OAuth endpoints, or a form with a file. */
  readonly body?: object | URLSearchParams | FormData;
  /** An answer that does not fit is a {@link WebexUnreadable}. */
  readonly answer: z.ZodType<T>;
  /** The answer is plain text and not JSON. */
  readonly text?: boolean;
  /** Idempotent. Default: true for all but POST. */
  readonly repeatable?: boolean;
  /** Statuses to return without retrying. */
  readonly finalStatuses?: readonly number[];
  readonly signal?: AbortSignal;
  /** The person sees that Webex is busy: this call waits as long as it asks (429), and says until when. */
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
}

export interface WebexClient {
  /** Rejects with {@link WebexRefused}, {@link WebexUnreachable} or {@link WebexUnreadable}. */
  call: <T>(request: WebexRequest<T>) => Promise<WebexAnswer<T>>;
  /** Closes the connections. */
  readonly close: () => Promise<void>;
  readonly log?: Pick<Logger, 'warn'> | undefined;
}

/** An item of a list that could not be read. */
export interface Unread {
  /** Tells it from others: its id, else a hash of it. */
  readonly key: string;
  /** Paths without values, e.g. `items.0.id`. */
  readonly where: readonly string[];
}

/** A list as far as it could be read. */
export class ItemList<T> {
  constructor(
    readonly items: readonly T[],
    readonly unread: readonly Unread[] = [],
  ) {}
}

/**
 * Reads a list item by item: an odd one is counted and logged, and never the end of the others.
 * @param missing the items, where Webex leaves out an empty list
 */
export function itemsOf<T>(item: z.ZodType<T>, name = 'items', missing?: []) {
  const list = z.array(z.unknown());
  const items = missing === undefined ? list : list.default(missing);
  return z.object({ [name]: items }).transform((body): ItemList<T> => {
    const read: T[] = [];
    const unread: Unread[] = [];
    for (const [at, one] of (body[name] ?? []).entries()) {
      const parsed = item.safeParse(one);
      if (parsed.success) read.push(parsed.data);
      else {
        const where = parsed.error.issues.map(({ path }) => [name, at, ...path].join('.'));
        unread.push({ key: identified.parse(one), where });
      }
    }
    return new ItemList(read, unread);
  });
}

const identified = z.union([
  z.object({ id: z.string().min(1) }).transform(({ id }) => id),
  z.unknown().transform(hashOf),
]);

function hashOf(item: unknown): string {
  return createHash('sha256').update(JSON.stringify(item)).digest('base64');
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

/** No list of ours is longer. */
const MOST_PAGES = 1_000;
/** Empty pages in a row, which a filter can leave. */
export const MOST_EMPTY = 3;

/**
 * Tells whether a further page leads on: it brings something new, or is one of few empty ones.
 * @param seen keys of all before, to which those of each page are added
 */
export function walkProgress(seen = new Set<string>()) {
  let pages = 0;
  let empty = 0;
  return (keys: readonly string[]): boolean => {
    const fresh = keys.filter((key) => !seen.has(key));
    for (const key of fresh) seen.add(key);
    empty = keys.length === 0 ? empty + 1 : 0;
    pages += 1;
    const leads = keys.length === 0 ? empty <= MOST_EMPTY : fresh.length > 0;
    return leads && pages < MOST_PAGES;
  };
}

/** All pages of a list, one after another, until there are no more or one brings nothing new. */
export async function* pagesOf<T>(
  webex: WebexClient,
  request: WebexRequest<ItemList<T>>,
  keyOf: (item: T) => string = hashOf,
): AsyncGenerator<WebexAnswer<ItemList<T>>, void, undefined> {
  const leadsOn = walkProgress();
  let page = await webex.call(request);
  for (;;) {
    const { items, unread } = page.data;
    if (!leadsOn([...items.map((item) => keyOf(item)), ...unread.map((one) => one.key)])) {
      saysNothingNew(webex, request);
      return;
    }
    yield page;
    if (page.next === undefined) return;
    page = await webex.call({ ...request, query: {}, path: page.next });
  }
}

export function saysNothingNew(webex: WebexClient, request: Pick<WebexRequest<unknown>, 'path'>) {
  const { path } = placeOf({ ...request, method: 'GET' });
  webex.log?.warn({ path }, 'list ended: its next page brings nothing new');
}

/** Idempotent: a 404 is as good as done. */
export async function deleteAt(webex: WebexClient, token: string, path: string): Promise<void> {
  try {
    await webex.call({ method: 'DELETE', path, token, answer: z.unknown() });
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
}

/** Speaks HTTP to Webex. */
export function createWebexClient({
  baseUrl,
  timeoutMs = 10_000,
  retry = webexRetry,
  now = Date.now,
  random = Math.random,
  agent = keepAliveAgent(),
  log,
}: WebexClientOptions): WebexClient {
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
    call: async <T>(request: WebexRequest<T>): Promise<WebexAnswer<T>> => {
      // Never send a token to another origin.
      if (/^https?:\/\//i.test(request.path) && new URL(request.path).origin !== origin) {
        throw new Error('This address is not of the origin of the API');
      }
      const answer = await send(http, request, retry, now);
      const trackingId = headerOf(answer, 'trackingid');
      const parsed = request.answer.safeParse(answer.data === '' ? undefined : answer.data);
      if (!parsed.success) {
        const where = parsed.error.issues.map((issue) => issue.path.join('.'));
        throw new WebexUnreadable(placeOf(request), trackingId, where);
      }
      if (parsed.data instanceof ItemList && parsed.data.unread.length > 0) {
        const where = parsed.data.unread.flatMap((one) => one.where);
        log?.warn({ ...placeOf(request), trackingId, where }, 'items of a list not read');
      }
      const next = nextPage(headerOf(answer, 'link'), origin);
      return { data: parsed.data, status: answer.status, trackingId, next };
    },
    close: (): Promise<void> => agent.close(),
    log,
  };
}

async function send(
  http: AxiosInstance,
  request: WebexRequest<unknown>,
  retry: RetryPolicy,
  now: () => number,
): Promise<AxiosResponse<unknown>> {
  const { method, path, token, query, body, text = false, signal } = request;
  const repeatable = request.repeatable ?? method !== 'POST';
  const startedAt = now();
  let mayHaveActed = false;
  const retryCondition = (error: AxiosError): boolean => {
    const isFinal = request.finalStatuses?.includes(error.response?.status ?? 0) === true;
    const retried = !isFinal && shouldRetry({ error, repeatable, startedAt }, retry, now());
    mayHaveActed ||= retried && doubtful(error);
    return retried;
  };
  try {
    return await http.request({
      method,
      url: path,
      ...defined({ params: query, data: body, signal }),
      headers: {
        Accept: text ? 'text/*' : 'application/json',
        ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      },
      // Else axios parses whatever looks like JSON.
      ...(text ? { responseType: 'text' } : {}),
      'axios-retry': { retryCondition },
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

/** Without query and token: a log must not show a topic, a host or a secret. */
function placeOf({ method, path }: Pick<WebexRequest<unknown>, 'method' | 'path'>): { method: string; path: string } {
  return { method, path: path.replace(/^https?:\/\/[^/]+/i, '').replace(/\?.*$/, '') };
}

function headerOf(response: AxiosResponse, name: string): string | undefined {
  const value: unknown = response.headers[name];
  // Repeated headers mean the same as one with commas (RFC 9110, 5.3).
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : undefined;
}
