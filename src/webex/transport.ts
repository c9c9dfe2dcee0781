import axios, {
  type AxiosAdapter,
  AxiosError,
  AxiosHeaders,
  type AxiosInstance,
  CanceledError,
  type CreateAxiosDefaults,
  type InternalAxiosRequestConfig,
} from 'axios';
import type { IncomingHttpHeaders } from 'node:http';
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import { defined, wellFormed } from '../util/present.js';

/** The way out of a network that allows no other. */
export interface Proxy {
  readonly url: string;
  /** Hosts that are reached without it, separated by commas. */
  readonly except?: string | undefined;
}

/** Connections to Webex that stay open between calls; close them when the process ends. */
export function keepAliveAgent(proxy?: Proxy): Dispatcher {
  const options = { connections: 64, keepAliveTimeout: 30_000, keepAliveMaxTimeout: 120_000 };
  if (proxy === undefined) return new Agent(options);
  // Plain http never leaves this machine. What is empty is not read from the environment.
  const { url, except = '' } = proxy;
  return new EnvHttpProxyAgent({ ...options, httpProxy: '', httpsProxy: url, noProxy: except });
}

/** True for a call that uses the proxy: undici's agent decides the same way, but does not tell. */
export function goesBy({ except = '' }: Proxy, url: string): boolean {
  const { protocol, hostname, port } = new URL(url);
  const isLeftOut = except.split(/[,\s]+/).some((entry) => {
    const [, name = entry, at] = /^(.+):(\d+)$/.exec(entry) ?? [];
    const host = name.replace(/^\*?\./, '').toLowerCase();
    const isPort = at === undefined || at === (port === '' ? '443' : port);
    return host !== '' && isPort && `.${hostname}`.endsWith(`.${host}`);
  });
  return protocol === 'https:' && except !== '*' && !isLeftOut;
}

/** One GET without a token, retries or redirects. Rejects with the network's error. */
export async function lookAt(agent: Dispatcher, url: string, ms = 10_000) {
  const signal = AbortSignal.timeout(ms);
  const { statusCode, headers, body } = await request(url, { dispatcher: agent, signal });
  const text = await body.text();
  const of = (name: string): string | undefined => [headers[name] ?? []].flat()[0];
  return { status: statusCode, text, location: of('location'), date: of('date') };
}

/** One attempt at a call, afterwards. */
export interface Call {
  readonly method: string;
  /** Below the base URL, or a whole URL. Holds ids. */
  readonly path: string;
  /** 0 without an answer. */
  readonly status: number;
  readonly ms: number;
  /** The `Date` header, of answers of Webex's own, which have a trackingId. */
  readonly date?: string;
}

/**
 * Carries axios over undici at 0.6 of the CPU per call of axios's own transport (docs/decisions/0006).
 * Keeps axios's error codes; supports no redirects, proxies, decompression, streams or upload progress.
 */
export function undiciAdapter(
  agent: Dispatcher,
  observe: (call: Call) => void = () => undefined,
): AxiosAdapter {
  return async (config) => {
    const startedAt = performance.now();
    const method = (config.method ?? 'get').toUpperCase();
    let status = 0;
    let date: string | undefined;
    try {
      const { headers, body } = await payload(config);
      const { origin, pathname, search } = new URL(address(config));
      const asked = { origin, path: `${pathname}${search}`, method, headers, body };
      const answer = await exchange(agent, asked, config);
      ({ status } = answer);
      const { data } = answer;
      if (answer.headers.trackingid !== undefined) ({ date } = answer.headers);
      const answered = new AxiosHeaders(readOf(answer.headers));
      const response = { data, status, statusText: '', headers: answered, config, request: {} };
      if (config.validateStatus && !config.validateStatus(status)) {
        const code = status < 500 ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE;
        throw new AxiosError(`status ${status}`, code, config, {}, response);
      }
      return response;
    } catch (error) {
      throw translate(error, config);
    } finally {
      const ms = performance.now() - startedAt;
      observe({ method, path: config.url ?? '', status, ms, ...defined({ date }) });
    }
  };
}

/** Only the headers that we read: axios searches them all for each that it takes. */
function readOf(headers: IncomingHttpHeaders): Record<string, string> {
  const given = ['trackingid', 'link', 'retry-after', 'date', 'content-type'].map(
    (name) => [name, headers[name]] as const,
  );
  return Object.fromEntries(given.filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;
}

/** Bytes. A page of a list, or a day's transcript, has a few millions; no more is read. */
const LARGEST_ANSWER = 32_000_000;

interface Exchanged {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly data: string;
}

/**
 * One request and its whole answer, by undici's lowest level: a stream and an abort signal for each would
 * cost as much again. One limit over all of it, body included; undici's own are per phase and coarse.
 */
function exchange(
  agent: Dispatcher,
  asked: Dispatcher.DispatchOptions,
  config: InternalAxiosRequestConfig,
): Promise<Exchanged> {
  const { timeout, signal } = config;
  return new Promise((resolve, reject) => {
    let started: Dispatcher.DispatchController | undefined;
    let failure: Error | undefined;
    const fail = (why: Error): void => {
      failure ??= why;
      settle();
      reject(failure);
      started?.abort(failure);
    };
    const callOff = (): void => fail(new CanceledError('canceled', config));
    const late = (): void => fail(new AxiosError('timed out', AxiosError.ECONNABORTED, config));
    const timer = setTimeout(late, timeout);
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener?.('abort', callOff);
    };
    if (signal?.aborted === true) {
      callOff();
      return;
    }
    signal?.addEventListener?.('abort', callOff);
    const chunks: Buffer[] = [];
    let status = 0;
    let headers: IncomingHttpHeaders = {};
    let bytes = 0;
    const tooLarge = (): AxiosError => {
      const response = { data: '', status, statusText: '', headers: readOf(headers), config };
      return new AxiosError('too large', undefined, config, {}, response);
    };
    agent.dispatch(asked, {
      onRequestStart: (controller) => {
        started = controller;
        // It waited for a connection until nobody wanted it any more.
        if (failure !== undefined) controller.abort(failure);
      },
      onResponseStart: (_controller, given, said) => {
        status = given;
        headers = said;
      },
      onResponseData: (_controller, chunk) => {
        bytes += chunk.length;
        if (bytes > LARGEST_ANSWER) fail(tooLarge());
        else chunks.push(chunk);
      },
      onResponseEnd: () => {
        settle();
        resolve({ status, headers, data: decodedText(chunks) });
      },
      onResponseError: (_controller, error) => {
        settle();
        reject(error);
      },
    });
  });
}

/** UTF-8, without a mark of its byte order. */
function decodedText([only = Buffer.alloc(0), ...more]: readonly Buffer[]): string {
  const text = (more.length === 0 ? only : Buffer.concat([only, ...more])).toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** A form with a file is serialized here, so that its boundary is known and its length is sent. */
async function payload({ headers, data }: InternalAxiosRequestConfig): Promise<{
  readonly headers: Record<string, string>;
  readonly body: string | Buffer | null;
}> {
  const plain = headers.toJSON() as Record<string, string>;
  if (!isForm(data)) return { headers: plain, body: (data ?? null) as string | null };
  const form = new Response(data);
  const written = Buffer.from(await form.arrayBuffer());
  const type = form.headers.get('content-type') ?? 'multipart/form-data';
  return { headers: { ...plain, 'Content-Type': type }, body: written };
}

/** By its name: naming the class would load Node's own undici for everybody who sends no file. */
function isForm(body: unknown): body is FormData {
  return Object.prototype.toString.call(body) === '[object FormData]';
}

function address({ url = '', baseURL = '' }: InternalAxiosRequestConfig): string {
  return /^https?:\/\//i.test(url) ? url : `${baseURL}${url}`;
}

function translate(error: unknown, config: InternalAxiosRequestConfig): unknown {
  if (error instanceof AxiosError) return error;
  const { code, message = '' } = error as { code?: string; message?: string };
  // undici has it in its words alone.
  const [, refusal] = /^Proxy response \((\d+)\)/.exec(message) ?? [];
  if (refusal !== undefined) return new AxiosError('no answer', `PROXY_${refusal}`, config);
  // undici says UND_ERR_SOCKET where the other side closed: that is a reset connection.
  const known = code === undefined || code === 'UND_ERR_SOCKET' ? 'ECONNRESET' : code;
  return new AxiosError('no answer', known, config);
}

/**
 * axios without double work: bodies are serialized and answers parsed once, and each call merges only what
 * is used.
 */
export function leanAxios(given: CreateAxiosDefaults): AxiosInstance {
  const http = axios.create({ ...given, transformRequest: [], transformResponse: readJson });
  const { defaults } = http;
  // Nothing here uses them.
  delete defaults.transitional;
  delete defaults.env;
  delete defaults.xsrfCookieName;
  delete defaults.xsrfHeaderName;
  delete defaults.maxContentLength;
  delete defaults.maxBodyLength;
  // Each call names all of its headers.
  Object.assign(defaults, { headers: {} });
  return http;
}

/** Only such escapes can stand for characters that {@link wellFormed} mends; hardly any text has one. */
const ODD_ESCAPE = /\\u(?:0000|d[89a-f])/i;

/** Text that is not JSON, as some of Webex's errors, stays text. Everything that people wrote comes in here. */
function readJson(text: string): unknown {
  if (text === '') return text;
  try {
    const value: unknown = JSON.parse(text);
    return text.includes('\\u') && ODD_ESCAPE.test(text) ? wellFormed(value) : value;
  } catch {
    return wellFormed(text);
  }
}

/** A request as axios takes it, serialized once, so that axios neither copies nor parses it. */
export function asSent(
  path: string,
  query: Readonly<Record<string, string>> = {},
  body?: string | object | URLSearchParams | FormData,
) {
  const search = new URLSearchParams(query).toString();
  const url = search === '' ? path : `${path}?${search}`;
  if (body === undefined || isForm(body)) return { url, data: body, type: {} };
  const type = (name: string) => ({ 'Content-Type': `application/${name}` });
  return body instanceof URLSearchParams
    ? { url, data: body.toString(), type: type('x-www-form-urlencoded') }
    : { url, data: typeof body === 'string' ? body : JSON.stringify(body), type: type('json') };
}
