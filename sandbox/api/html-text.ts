/** What Webex keeps of the html of a message, by the words of the Messages documents. */
const KEPT = new Set(['h1', 'h2', 'h3', 'ul', 'ol', 'li', 'u', 'i', 'b', 'a', 'p', 'br']);
const ENDS_A_LINE = new Set(['h1', 'h2', 'h3', 'li', 'p', 'br']);

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: ' ',
};

/** The html of a message without whatever Webex does not keep, and the same as plain text. */
export function htmlText(given: string): { html: string; text: string } {
  let html = '';
  let text = '';
  for (const [part, tag, attributes = ''] of given.matchAll(
    /<\/?([a-z][a-z0-9]*)([^>]*)>|[^<]+|</gi,
  )) {
    if (tag === undefined) {
      html += part.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      text += part.replaceAll(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
      continue;
    }
    const name = tag.toLowerCase();
    const closes = part.startsWith('</');
    if (KEPT.has(name)) html += closes ? `</${name}>` : `<${name}${linkOf(name, attributes)}>`;
    if (ENDS_A_LINE.has(name) && (closes || name === 'br')) text += '\n';
  }
  return { html, text: text.trim() };
}

function linkOf(name: string, attributes: string): string {
  const href = /\bhref\s*=\s*["'](https?:[^"'<>]*)["']/i.exec(attributes)?.[1];
  return name !== 'a' || href === undefined ? '' : ` href="${href}"`;
}
