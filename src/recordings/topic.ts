/** “call with Acme” is “Acme call”. */
const JOINING = /^(?:an?|and|at|for|from|in|my|of|on|our|the|to|with|w)$/i;

/**
 * The words of a topic without punctuation around them, and without those that only join others; a topic
 * of nothing else is one word.
 */
function wordsOf(topic: string): readonly string[] {
  const words = topic.split(/\s+/).map((word) => word.replace(/^[\p{P}]+|[\p{P}]+$/gu, ''));
  const all = words.filter((word) => word !== '');
  if (all.length <= 1) return [topic];
  const said = all.filter((word) => !JOINING.test(word));
  return said.length > 0 ? said : all;
}

/**
 * The part of a topic to ask Webex for, which searches for it as written: the longest word, without an ending
 * or an apostrophe that the recording may lack.
 */
export function topicSieve(topic: string): string {
  const [longest = topic] = wordsOf(topic).toSorted((one, other) => other.length - one.length);
  const singular = singularOf(longest.toLowerCase());
  const stem =
    singular === undefined ? longest : longest.slice(0, lettersShared(longest, singular));
  const [part = stem] = stem.split(APOSTROPHE).toSorted((one, other) => other.length - one.length);
  return part.trim() === '' ? longest : part;
}

/** In any order and case; “sprint demos” are each “Sprint demo”. */
export function hasWords(said: string, topic: string): boolean {
  const inside = plain(topic);
  return wordsOf(plain(said)).every((word) => {
    const singular = singularOf(word);
    return inside.includes(word) || (singular !== undefined && hasWhole(inside, singular));
  });
}

/** Phones write the one, keyboards the other. */
const APOSTROPHE = /['’]/g;

const plain = (text: string): string => text.toLowerCase().replace(APOSTROPHE, "'");

/** “status”, “business” and “news” are no plurals. */
const PLURAL = /^(?!.*(?:ss|us|is|news|series)$)[\p{L}\p{N}].{2,}s$/u;

function singularOf(word: string): string | undefined {
  if (!PLURAL.test(word)) return undefined;
  if (/.{2}ies$/.test(word)) return `${word.slice(0, -3)}y`;
  return word.replace(/(?<=[xz]|ch|sh)es$|['’]?s$/, '');
}

/** “sale” is in “Sale of the office”, and not in “Wholesale”. */
function hasWhole(inside: string, word: string): boolean {
  const at = inside.indexOf(word);
  if (at === -1) return false;
  const isLetter = (char = ''): boolean => /[\p{L}\p{N}]/u.test(char);
  const isWhole = !isLetter(inside[at - 1]) && !isLetter(inside[at + word.length]);
  return isWhole || hasWhole(inside.slice(at + 1), word);
}

/** The number of letters that both begin with. */
function lettersShared(one: string, other: string): number {
  const at = Array.from(other).findIndex((char, index) => one[index]?.toLowerCase() !== char);
  return at === -1 ? other.length : at;
}
