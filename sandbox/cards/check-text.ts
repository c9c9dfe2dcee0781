const DATE_TOKEN = /\{\{(DATE|TIME)\(([^){}]*)\)\}\}/g;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:?\d\d)$/;

/** What is wrong with a string anywhere in a card: leftovers of a template, date tokens that stay raw. */
export function problemsOfText(text: string): string[] {
  const problems: string[] = [];
  if (text.includes('${')) problems.push('has a leftover "${" of a template');
  if (!text.includes('{{')) return problems;
  const rest = text.replace(DATE_TOKEN, (_token, kind: string, inside: string) => {
    const [instant = '', ...format] = inside.split(',').map((part) => part.trim());
    if (!INSTANT.test(instant)) {
      problems.push(
        `{{${kind}(…)}} needs an instant like 2026-11-20T10:03:00Z, without milliseconds: "${instant}"`,
      );
    }
    const known = kind === 'TIME' ? [''] : ['', 'COMPACT', 'SHORT', 'LONG'];
    if (format.length > 1 || !known.includes(format[0] ?? '')) {
      problems.push(`{{${kind}(…)}} has an unknown format: "${format.join(',')}"`);
    }
    return '';
  });
  if (rest.includes('{{'))
    problems.push('has "{{" that is no date token, and shows raw or kills the card');
  return problems;
}

/** Whether a client replaces something in this text. */
export function hasDateToken(text: string): boolean {
  return /\{\{(?:DATE|TIME)\(/.test(text);
}

/** What is wrong with a URL: Webex wants absolute ones. */
export function problemOfUrl(url: string, schemes: readonly string[]): string | undefined {
  if (!URL.canParse(url)) return 'must be an absolute URL';
  const scheme = new URL(url).protocol.slice(0, -1);
  return schemes.includes(scheme)
    ? undefined
    : `must be a URL of ${schemes.join(', ')}, not of ${scheme}`;
}
