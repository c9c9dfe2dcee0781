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
