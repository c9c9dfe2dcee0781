import type { Sandbox } from '../../../sandbox/sandbox.js';

/** What a step of a walk sends besides method and path. */
export interface Sent {
  query?: Record<string, string>;
  body?: unknown;
  form?: Record<string, string>;
  headers?: Record<string, string>;
  /** Fields of a multipart form; a Blob is a file. */
  upload?: Record<string, string | File>;
}

/** What came back. */
export interface Got {
  status: number;
  headers: Headers;
  /** The JSON of the answer, an object for easy reading; empty when there was none. */
  body: Record<string, unknown>;
  /** The body's `items`, or none. */
  items: Record<string, unknown>[];
}

/** Sends one request as somebody: `alice('GET /recordings', { query: { max: '3' } })`. */
export type Caller = (what: string, sent?: Sent) => Promise<Got>;

/**
 * A caller with that bearer token, or with none.
 * Each call ends only when the sandbox's observers were told of it, so that a check after it sees it.
 */
export function callerWith(sandbox: Sandbox, token?: string): Caller {
  return async (what, { query = {}, body, form, upload, headers = {} } = {}) => {
    const [method = '', path = ''] = what.split(' ');
    // A path may be a whole address: a next page, as its Link gave it.
    const url = path.startsWith('http') ? new URL(path) : new URL(sandbox.apiUrl + path);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    const told = new Promise<void>((resolve) => {
      const stop = sandbox.observe(() => {
        stop();
        resolve();
      });
    });
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(upload === undefined ? {} : { body: formData(upload) }),
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    });
    const text = await response.text();
    await told;
    return { status: response.status, headers: response.headers, ...read(text) };
  };
}

function formData(fields: Record<string, string | File>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

function read(text: string): Pick<Got, 'body' | 'items'> {
  if (!text.startsWith('{')) return { body: {}, items: [] };
  const body = JSON.parse(text) as Record<string, unknown>;
  const items = Array.isArray(body.items) ? (body.items as Record<string, unknown>[]) : [];
  return { body, items };
}

/** A key of an answer as text; throws when there is none, so that a walk stops where it went wrong. */
export function text(from: Readonly<Record<string, unknown>> | undefined, key: string): string {
  const value = from?.[key];
  if (typeof value !== 'string') throw new Error(`The answer has no "${key}".`);
  return value;
}
