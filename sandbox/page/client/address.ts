/** What the page's address selects, so that a link or a test can start anywhere. */
export interface Selection {
  /** Whose eyes: an email address. */
  person: string;
  /** `direct` (the 1:1 space with the bot), `group` (the first group space), or a space's id. */
  space: string;
  theme: 'light' | 'dark' | undefined;
  /** The width of a phone's card, in CSS pixels; undefined is the desktop's 432. */
  width: number | undefined;
}

/** Reads the selection from a query string; what it does not say has a default. */
export function readSelection(query: string): Selection {
  const params = new URLSearchParams(query);
  const theme = params.get('theme');
  const width = Number(params.get('width') ?? NaN);
  return {
    person: params.get('person') ?? 'alice@example.com',
    space: params.get('space') ?? 'direct',
    theme: theme === 'dark' || theme === 'light' ? theme : undefined,
    width: width >= 240 && width <= 1000 ? Math.round(width) : undefined,
  };
}

/** The query string that selects this again. */
export function writeSelection(selection: Selection): string {
  const params = new URLSearchParams({ person: selection.person, space: selection.space });
  if (selection.theme !== undefined) params.set('theme', selection.theme);
  if (selection.width !== undefined) params.set('width', String(selection.width));
  return `?${params.toString().replaceAll('%40', '@')}`;
}
