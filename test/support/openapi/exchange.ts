/** One HTTP request to /v1 and its answer, as the sandbox lets us observe them. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    /** With or without the leading `/v1`; without the query. */
    readonly path: string;
    readonly query: Readonly<Record<string, unknown>>;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly body?: unknown;
  };
  readonly response: {
    /** 0 when the connection was cut before an answer. */
    readonly status: number;
    readonly headers: Readonly<Record<string, unknown>>;
    readonly body?: unknown;
  };
  /** The answer was made up by a fault that a test asked for: only the request counts. */
  readonly faulted?: true;
}

/** The path as the documents write it: below `/v1`, without a trailing slash. */
export function documentedPath(path: string): string {
  const below = path.replace(/^\/v1(?=\/|$)/, '').replace(/\/+$/, '');
  return below === '' ? '/' : below;
}

/** The media type of a message, in lower case and without parameters; '' when it says none. */
export function mediaTypeOf(headers: Readonly<Record<string, unknown>>): string {
  const value = headerOf(headers, 'content-type');
  return (value?.split(';')[0] ?? '').trim().toLowerCase();
}

/** A header by name in any case; undefined when it is absent or not text. */
export function headerOf(
  headers: Readonly<Record<string, unknown>>,
  name: string,
): string | undefined {
  const wanted = name.toLowerCase();
  const found = Object.entries(headers).find(([key]) => key.toLowerCase() === wanted)?.[1];
  return typeof found === 'string' ? found : undefined;
}

/** Whether a body is no body: nothing, empty text, or the `{}` some parsers put in its place. */
export function isAbsent(body: unknown): boolean {
  if (body === undefined || body === null || body === '') return true;
  return typeof body === 'object' && !Array.isArray(body) && Object.keys(body).length === 0;
}
