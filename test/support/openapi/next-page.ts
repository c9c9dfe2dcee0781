import { documentedPath, type Exchange } from './exchange.js';

/** The address of the next page in a `Link` header, or undefined. */
export function nextPageOf(link: string | undefined): string | undefined {
  return /<([^>]+)>\s*;[^,]*rel="?next"?/.exec(link ?? '')?.[1];
}

/** Whether a request asks for exactly that address: same path, same query, nothing added. */
export function sameRequest(url: string, request: Exchange['request']): boolean {
  if (request.method.toUpperCase() !== 'GET' || !URL.canParse(url)) return false;
  const { pathname, searchParams } = new URL(url);
  if (documentedPath(pathname) !== documentedPath(request.path)) return false;
  const names = new Set([...searchParams.keys(), ...Object.keys(request.query)]);
  // A repeated parameter is told as its values with commas between.
  return [...names].every(
    (name) => searchParams.getAll(name).join(',') === textOf(request.query[name]),
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : Array.isArray(value) ? value.join(',') : '';
}
