import { escapeText } from '../../bot/ui/escape.js';

const LONGEST_LINE = 300;

/**
 * The beginning of a text that others wrote: its lines, escaped and not empty, and how many there are in
 * all. The first line is always in it.
 */
export function excerptOf(text: string, most: { lines: number; characters: number }) {
  const all = text.split(/\r\n|[\n\r\u2028\u2029]/).filter((line) => /\S/.test(line));
  const lines: string[] = [];
  let room = most.characters;
  for (const line of all.slice(0, most.lines)) {
    const safe = escapeText(line, LONGEST_LINE);
    room -= safe.length;
    if (lines.length > 0 && room < 0) break;
    if (safe !== '') lines.push(safe);
  }
  return { lines, total: all.length };
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Elements that begin a new line. */
const BREAKS = /<(?:br|\/?(?:p|div|ul|ol|h[1-6]|tr|table|section|blockquote))\b[^<>]*>/gi;

/** HTML as lines of text, with list items marked. The result is hostile, too: it can look like HTML. */
export function textOfHtml(html: string): string {
  return (
    html
      .replace(/\s+/g, ' ')
      // What is never closed goes to the end, as in a browser.
      .replace(/<(script|style)\b.*?(?:<\/\1 ?>|$)/gi, '')
      .replace(/<li\b[^<>]*>/gi, '\n• ')
      .replace(BREAKS, '\n')
      .replace(/<[^<>]*>/g, '')
      .replace(/&(#x?[\da-f]{1,6}|[a-z]{2,5});/gi, (whole, name: string) => entity(name) ?? whole)
  );
}

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()];
  const hex = /^#x/i.test(name);
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
