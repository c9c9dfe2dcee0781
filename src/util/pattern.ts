/**
 * The source of a regular expression about what people write, so that it reads as they do:
 *
 * - a space means white space, however much: `how many` is `how\s+many`;
 * - a group catches nothing: `(the |my )?list` is `(?:the\s+|my\s+)?list`. What is to be caught has a name,
 *   `(?<what>.+)`, or a number, `(#\d+)`, which is `(\d+)`;
 * - a line break means nothing, nor do the spaces around it.
 *
 * All else is that of regular expressions, and so are backslashes. `\s+` is written out at the ends of a line.
 */
export function source({ raw }: TemplateStringsArray, ...parts: readonly string[]): string {
  return String.raw({ raw: raw.map((said) => said.replace(READ, inFull)) }, ...parts);
}

/** An escaped sign, a class, the end of a line, spaces, or the start of a group that is not one of `(?…`. */
const READ = /\\[^]|\[(?:\\[^]|[^\]\\])*\]|\s*\n\s*| +[?*+{]?|\((?!\?)#?/g;

function inFull(written: string): string {
  if (written.includes('\n')) return '';
  if (written === '(') return '(?:';
  if (written === '(#') return '(';
  if (!written.startsWith(' ')) return written;
  if (/\S/.test(written)) throw new Error(`A space cannot be repeated: “${written}”`);
  return '\\s+';
}

const made = (flags: string) => {
  return (lines: TemplateStringsArray, ...parts: readonly string[]): RegExp => {
    const written = source(lines, ...parts);
    const ofLetters = /\\p\{|\\u\{/.test(written);
    return quick(new RegExp(written, ofLetters ? `${flags}u` : flags));
  };
};
/** A regular expression written as a {@link source}, in upper or lower case, and {@link quick}. */
export const pattern = made('i');
/** A {@link pattern} of which every place is meant. */
export const everyPattern = made('gi');

/**
 * For texts of which each line is a way to say it: with words of each kind, parted by “ & ”, wherever they stand.
 * @param guard the source of how a line does not begin
 */
export const cuesUnless = (guard: string) => {
  return ({ raw }: TemplateStringsArray, ...parts: readonly string[]): RegExp => {
    const lines = String.raw({ raw }, ...parts).split('\n');
    const written = lines.map((line) => line.trim()).filter((line) => line !== '');
    const ways = written.map((line) => line.split(' & ').map(somewhere).join(''));
    // Most lines are a word.
    return unsaid(`^(?=\\S+ \\S)(?!${guard})(?:${ways.join('|')})`);
  };
};

const somewhere = (cue: string): string => {
  const said = source(Object.assign([cue], { raw: [cue] }));
  return source`(?=(.*[^\p{L}\p{N}'’-])?(${said})(?![\p{L}\p{N}-]))`;
};

/** Written in upper case: no word of so loose a pattern is one that a misspelt word may stand for. */
export const unsaid = (said: string): RegExp =>
  pattern`${said.replace(/(?<!\\)[a-z]{5,}/g, (word) => word.toUpperCase())}`;

/**
 * The same without the flag `u`, where all it is for are letters and numbers of any script; others as they are.
 *
 * Under `iu`, V8 looks for the other case of 130,000 letters wherever `\p{L}` stands, at the first use: two
 * milliseconds each time, and one for each `.` and `\S`. With hundreds of patterns the first messages to a
 * process took seconds. What is no letter has no other case, and stands in a class of a few signs. Here a mark,
 * and a digit of another script, are letters; those beyond the Basic Multilingual Plane are not, as emoji.
 */
export function quick(written: RegExp): RegExp {
  const { source: said, flags, unicode, ignoreCase } = written;
  if (!unicode || !ignoreCase || NEEDS_UNICODE.test(said)) return written;
  const classes = said.replace(CLASS, (one) => {
    if (!one.includes('\\p{')) return one;
    if (one.startsWith('[^')) return `[${allBut(one.slice(2, -1))}]`;
    return `[^${allBut(one.startsWith('[') ? one.slice(1, -1) : one)}]`;
  });
  return new RegExp(classes, flags.replace('u', ''));
}

const NEEDS_UNICODE = /\\p\{(?![LMN]\})|\\P\{|\\u\{/;
/** A class, `\p{L}` by itself, or any other escaped sign. */
const CLASS = /\[(?:\\.|[^\]\\])*\]|\\p\{[LMN]\}|\\[^]/g;

/** First and last of a run. */
type Run = readonly [from: number, to: number];

const runs = (...ends: readonly string[]): readonly Run[] =>
  ends.map((pair) => [pair.charCodeAt(0), pair.charCodeAt(pair.length - 1)]);

/** What is no letter, by two characters each: ASCII’s, Latin’s, those of other scripts, symbols, and halves. */
const SIGNS = runs(
  ...['\0@', '[`', '{\xA9', '\xAB\xB4', '\xB6\xB9', '\xBB\xBF', '\xD7', '\xF7', '\u02C2\u02C5'],
  ...['\u02D2\u02DF', '\u037E', '\u0387', '\u055A\u055F', '\u0589\u058A', '\u05BE', '\u05F3\u05F4'],
  ...['\u0600\u060F', '\u061B\u061F', '\u066A\u066D', '\u06D4', '\u0964\u0965', '\u0E3F', '\u0E4F'],
  ...['\u1680', '\u2000\u2BFF', '\u2E00\u3004', '\u3007\u3030', '\u3036\u303F', '\u30A0', '\u30FB'],
  ...['\u3200\u33FF', '\uD800\uF8FF', '\uFE00\uFE6F', '\uFEFF\uFF20', '\uFF3B\uFF40'],
  ...['\uFF5B\uFF65', '\uFFE0\uFFFF'],
);
const SPACES = '\t\n\v\f\r \xA0\u1680\u2028\u2029\u202F\u205F\u3000\uFEFF';
const CLASSES: Readonly<Record<string, readonly Run[]>> = {
  '\\p{L}': [],
  '\\p{M}': [],
  '\\p{N}': runs('09'),
  '\\d': runs('09'),
  '\\s': runs('\u2000\u200A', ...SPACES.split('')),
};

/** The few classes that patterns are made of. */
const classesMade = new Map<string, string>();

/** The inside of a class of all characters that are not in another with letters. */
function allBut(members: string): string {
  const known = classesMade.get(members);
  if (known !== undefined) return known;
  if (/[^\\]-./.test(members)) throw new Error(`No ranges beside letters: ${members}`);
  const others = Array.from(members.matchAll(/\\p\{.\}|\\u.{4}|\\?[^]/g))
    .flatMap(([one]) => CLASSES[one] ?? runs(unescaped(one)))
    .reduce<readonly Run[]>((left, run) => left.flatMap((each) => without(each, run)), SIGNS)
    .map((run) => run.map(escaped).join('-'))
    .join('');
  classesMade.set(members, others);
  return others;
}

const unescaped = (one: string): string =>
  one.startsWith('\\u') ? String.fromCharCode(parseInt(one.slice(2), 16)) : one.replace('\\', '');

/** What is left of a run. */
const without = ([from, to]: Run, [first, last]: Run): readonly Run[] => {
  const sides: readonly Run[] = [
    [from, Math.min(to, first - 1)],
    [Math.max(from, last + 1), to],
  ];
  return last < from || first > to ? [[from, to]] : sides.filter(([start, end]) => start <= end);
};

/** In upper case, so that nobody finds words in it. */
const escaped = (unit: number): string => `\\u${unit.toString(16).toUpperCase().padStart(4, '0')}`;
