import {
  type AxiosAdapter,
  AxiosError,
  AxiosHeaders,
  CanceledError,
  type InternalAxiosRequestConfig,
} from 'axios';
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';

/** The way out of a network that lets nobody else through. */
export interface Proxy {
  readonly url: string;
  /** Hosts that are reached without it, by comma. */
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

/** One GET as a stranger, without retries or redirects. Rejects with what the network says. */
export async function lookAt(agent: Dispatcher, url: string, ms = 10_000) {
  const signal = AbortSignal.timeout(ms);
  const { statusCode, headers, body } = await request(url, { dispatcher: agent, signal });
  const text = await body.text();
  const of = (name: string): string | undefined => [headers[name] ?? []].flat()[0];
  return { status: statusCode, text, location: of('location'), date: of('date') };
}

/** One attempt at a call, after it. */
export interface Call {
  readonly method: string;
  /** Below the base URL, or a whole URL. Holds ids. */
  readonly path: string;
  /** 0 without an answer. */
  readonly status: number;
  readonly ms: number;
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
    const clock = limit(config);
    const startedAt = performance.now();
    let status = 0;
    try {
      const { headers, body } = await payload(config);
      const answer = await request(address(config), {
        dispatcher: agent,
        method: (config.method ?? 'get').toUpperCase(),
        headers,
        body,
        signal: clock.signal,
      });
      status = answer.statusCode;
      const data = await answer.body.text();
      const response = {
        data,
        status: answer.statusCode,
        statusText: '',
        headers: new AxiosHeaders(answer.headers as Record<string, string>),
        config,
        request: {},
      };
      if (config.validateStatus && !config.validateStatus(answer.statusCode)) {
        const code =
          answer.statusCode < 500 ? AxiosError.ERR_BAD_REQUEST : AxiosError.ERR_BAD_RESPONSE;
        throw new AxiosError(`status ${answer.statusCode}`, code, config, {}, response);
      }
      return response;
    } catch (error) {
      throw translate(error, config, clock.timedOut());
    } finally {
      clock.stop();
      const ms = performance.now() - startedAt;
      observe({
        method: (config.method ?? 'get').toUpperCase(),
        path: config.url ?? '',
        status,
        ms,
      });
    }
  };
}

/** A form with a file is written out here, so that its boundary is known and its length is sent. */
async function payload({ headers, data }: InternalAxiosRequestConfig): Promise<{
  readonly headers: Record<string, string>;
  readonly body: string | Buffer | null;
}> {
  const plain = headers.toJSON() as Record<string, string>;
  if (!(data instanceof FormData)) return { headers: plain, body: (data ?? null) as string | null };
  const form = new Response(data);
  const written = Buffer.from(await form.arrayBuffer());
  const type = form.headers.get('content-type') ?? 'multipart/form-data';
  return { headers: { ...plain, 'Content-Type': type }, body: written };
}

function address(config: InternalAxiosRequestConfig): string {
  const path = config.url ?? '';
  const url = /^https?:\/\//i.test(path) ? path : `${config.baseURL ?? ''}${path}`;
  const query = new URLSearchParams((config.params ?? {}) as Record<string, string>).toString();
  return query === '' ? url : `${url}?${query}`;
}

/** One limit over the whole request, body included; undici's own are per phase and coarse. */
function limit(config: InternalAxiosRequestConfig): {
  signal: AbortSignal;
  timedOut: () => boolean;
  stop: () => void;
} {
  const controller = new AbortController();
  const caller = config.signal;
  let late = false;
  const abort = (): void => {
    controller.abort();
  };
  const timer = setTimeout(() => {
    late = true;
    abort();
  }, config.timeout);
  if (caller?.aborted === true) abort();
  caller?.addEventListener?.('abort', abort);
  return {
    signal: controller.signal,
    timedOut: () => late,
    stop: () => {
      clearTimeout(timer);
      caller?.removeEventListener?.('abort', abort);
    },
  };
}

function translate(error: unknown, config: InternalAxiosRequestConfig, timedOut: boolean): unknown {
  if (error instanceof AxiosError) return error;
  if (timedOut) return new AxiosError('timed out', AxiosError.ECONNABORTED, config);
  const { name, code } = error as { name?: string; code?: string };
  if (name === 'AbortError') return new CanceledError('canceled', config);
  // undici says UND_ERR_SOCKET where the other side closed: that is a reset connection.
  const known = code === undefined || code === 'UND_ERR_SOCKET' ? 'ECONNRESET' : code;
  return new AxiosError('no answer', known, config);
}
