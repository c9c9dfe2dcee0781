/** Where a link of Webex's own leads: a space by its UUID, or the 1:1 with an address. */
export type DeepLink = { space: string } | { email: string };

/** Reads `webexteams://im?space=…` and `webexteams://im?email=…`; undefined for any other address. */
export function deepLink(url: string): DeepLink | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, searchParams } = new URL(url);
  if (protocol !== 'webexteams:') return undefined;
  const space = searchParams.get('space');
  const email = searchParams.get('email');
  if (space !== null) return { space };
  return email === null ? undefined : { email };
}

/** Opens a web address in a new tab that knows nothing of this one; other schemes are left alone. */
export function openInNewTab(url: string): void {
  if (/^https?:\/\//i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
}

/** The UUID inside one of Webex's ids, whatever cluster it names. */
export function uuidInside(id: string): string {
  try {
    return atob(id.replaceAll('-', '+').replaceAll('_', '/')).split('/').at(-1) ?? '';
  } catch {
    return '';
  }
}
