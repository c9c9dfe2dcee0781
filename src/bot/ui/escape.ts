import { words } from '../../util/words.js';
import { everyPattern } from '../../util/pattern.js';

/** False for a text with an expression of a card's in it, or too long for one. */
export function isSafeInCard(value: string, longest: number): boolean {
  return value.length <= longest && !/\$\{|\{\{|\p{Cc}/u.test(value);
}

/** Words and nothing else, as most texts are: nothing to escape. */
const BARE = /^[a-z0-9]+(?: [a-z0-9]+)*$/i;

/** U+2060 WORD JOINER: invisible, breaks no line, and keeps signs apart that would mean something together. */
const JOINER = '\u2060';

/** For what comes back from an input: {@link escapeInputValue} may have filled it. */
export const withoutJoiners = (typed: string): string => typed.replaceAll(JOINER, '');

/**
 * Makes text that others wrote safe in a card or in markdown: whatever the client does with it (some expand
 * a card a second time), it becomes neither a link, nor markup, nor an expression. Escaping with
 * backslashes does not work in Webex's native clients; this does.
 * @param longest in characters; an ellipsis marks a cut
 */
export function escapeText(text: string, longest = 160): string {
  if (text.length <= longest && BARE.test(text)) return text;
  const plain = text
    // Control and format characters, among them bidi overrides, which reorder what follows, and unpaired
    // surrogates.
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\p{Cf}\p{Cs}]/gu, (c) => (c === '\u200D' || c === '\u200C' ? c : ''))
    .replace(/\s+/g, ' ')
    .trim();
  return breakMarkup(breakLinks(cut(plain, longest)))
    .replace(/\$(?=\{)/g, `$${JOINER}`)
    .replace(/\{(?=\{)/g, `{${JOINER}`)
    .replace(/</g, '‹')
    .replace(/>/g, '›')
    .replace(/(?<=\S)\.(?=\p{L})/gu, `${JOINER}.`)
    .replace(/@/g, `${JOINER}@${JOINER}`);
}

/** Webex's own words, marked as such; empty where there are none. They can quote anything. */
export function webexSays(said: string, longest: number): string {
  const escaped = escapeText(said.replace(/[“”]/g, '"'), longest);
  return escaped === '' ? '' : words.errors.webexSays({ words: `“${escaped}”` });
}

/** For the text of a card, which lock screens show. */
export function withoutWebexsWords(text: string): string {
  if (!text.includes('“')) return text;
  const marked = words.errors.webexSays({ words: '“”' }).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`\\s*${marked.replace('“”', '“[^”]*”')}`, 'g'), '');
}

/** Breaks links in markdown, and the beginning of addresses. */
export function breakLinks(text: string): string {
  return text.replace(/\](?=[([:])/g, `]${JOINER}`).replace(/[:/](?=\/)/g, `$&${JOINER}`);
}

/**
 * Breaks what markdown makes of signs: lists, headings, rules, emphasis, code, escapes, entities. A joiner
 * does it for all but the star and the backtick, which are replaced by signs that look like them. Webex's
 * native clients also begin a list behind a bracket or a number in the middle of a line:
 * https://github.com/microsoft/AdaptiveCards/blob/main/source/shared/cpp/ObjectModel/MarkDownBlockParser.cpp
 */
function breakMarkup(text: string): string {
  return text
    .replace(/\*/g, '\u2217')
    .replace(/`/g, '\u02CB')
    .replace(/^[#+=~-]|(?<=[\])\d-])-(?= )/g, `$&${JOINER}`)
    .replace(/(?<=\d)[.)](?=\s|$)/g, `${JOINER}$&`)
    .replace(/~(?=~)|&(?=[#\w])|\\/g, `$&${JOINER}`)
    .replace(/(?<![\da-z])_|_(?![\da-z])/gi, `${JOINER}_${JOINER}`);
}

/** UTF-16 units per character, at most: some carry a thousand marks and joiners. */
const UNITS_OF_ONE = 4;
const segmenter = new Intl.Segmenter();

/** Cuts by characters as people see them, never inside one. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  // Each segment holds a copy of the whole text: a line of a hundred thousand letters would take gigabytes.
  const head = text.slice(0, longest * UNITS_OF_ONE + 1);
  const characters = Array.from(segmenter.segment(head), ({ segment }) => segment);
  if (characters.length <= longest && text.length <= longest * UNITS_OF_ONE) return text;
  let kept = '';
  for (const character of characters.slice(0, longest - 1)) {
    if (kept.length + character.length >= longest * UNITS_OF_ONE) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** Makes typed text safe in an input's value. The joiners are dropped when it comes back. */
export function escapeInputValue(text: string): string {
  return text.replace(/(?<=\$)(?=\{)|(?<=\{)(?=\{)/g, JOINER);
}

const LONGEST_LINE = 300;

/**
 * The beginning of a text that others wrote: its non-empty lines, escaped, always with the first one; and
 * how many there are in all.
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
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' },
};

/** Elements that begin a new line. */
const BREAKS = everyPattern`<(br|\/?(p|div|ul|ol|h[1-6]|tr|table|section|blockquote))\b[^<>]*>`;

/** HTML as lines of text, with list items marked. The result is hostile, too: it can look like HTML. */
export function textOfHtml(html: string): string {
  const text = html
    .replace(/\s+/g, ' ')
    // An element that is never closed goes on to the end, as in a browser.
    .replace(/<(script|style)\b.*?(?:<\/\1 ?>|$)/gi, '')
    .replace(/<li\b[^<>]*>/gi, '\n• ')
    .replace(BREAKS, '\n')
    .replace(/<[^<>]*>/g, '');
  return withoutEntities(text);
}

export function withoutEntities(html: string): string {
  const entities = /&(#x?[\da-f]{1,6}|[a-z]{2,5});/gi;
  return html.replace(entities, (whole, name: string) => entity(name) ?? whole);
}

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()];
  const hex = /^#x/i.test(name);
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
