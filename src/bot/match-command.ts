import { closest } from 'fastest-levenshtein';
import { isSentence } from '../query/line.js';
import type { BareLine, Command, Meant } from './feature.js';
import { isMail, withoutReasons } from './framework/mention.js';
import { inItems, plainLine } from './plain-line.js';
import { TITLED_LINE, isMistyped, mayBeTitle, mayBeTopic } from '../query/topic-words.js';
import { pattern, quick } from '../util/pattern.js';

interface Matched {
  readonly command: Command;
  readonly rest: string;
  /** “Storage wars”: what it means instead, where a recording has that name. */
  readonly title?: Meant;
  /** Words of a sentence that were taken for a topic: where no recording has them in its name, they are none. */
  readonly doubted?: Meant;
}

export type Understood = Matched | { readonly meant: Meant | undefined };

interface CommandPattern {
  readonly command: Command;
  /** Empty for the pattern of a whole line. */
  readonly words: string;
  /** Matches a line as {@link plainLine} returns it. */
  readonly pattern: RegExp;
}

const SHORTEST_GUESS = 3;
/** Words that are no slips of a command’s: some are commands, too. */
const COMMON: readonly string[] =
  'me remote for set till will have meeting meetings shared deleted convert last big recording her his audio'.split(
    ' ',
  );
/** Behind the first: in so long a sentence one word tells little. */
const MANY_WORDS = 4;
const HELLO = /^\s*(hey|hi|hello)[\s,!.]/i;
/** A list of commands, as people write lists. */
const ITEM = pattern`^(([-–•*]|\d{1,2}[.)]|and|&) )+`;
const VERBS =
  'delete|remove|erase|trash|share|unshare|send|open|watch|play|download|transcribe|summari[sz]e|restore|find|show|list';
/** Commands in one line: “list yesterday, then delete the first one”, “delete a and share b with c@d.e”. */
const APART = pattern`
  \s*;(?!\s*\S+@)\s*|[.!?] ((also|then|and) )*(?=\p{L})|,? (and )?(then|(?<!there )also) |,\s*and |(?<=^(${VERBS})\s[^,]{1,80}),\s*(?=(${VERBS}) (?!(it|them|that|this)\b)\S)
  | (and|&) (?=
    (${VERBS}|empty|clean up|bin|storage) (the|my|our|it|all|everything|them|me)(?![\p{L}\d])
    |((the|my|our) )*(delete|show|list|empty|clean up|(recycle )?bin|storage|restore|history|settings)\s*$
    |tell (me|us) who\s|how (much|many|long|big|often)\s|who\s|what(['’]?s| (is|was|did))\s
  )
  |(?<=\S@\S+) (and|&) (?=(${VERBS})\s)
  |(?<=^(delete|remove|erase|share|restore|download|open|watch|play)\s.{2,80}) (and|&)\s+
    (?=(delete|remove|restore|share|unshare|download) \S)
`;
/** In what is said to somebody; in a name, rarely. */
const SAID =
  /(?<![\p{L}'’-])(?:it|its|that|these|those|they|them|he|him|she|i|you|me|who|which|what|why|if|is|are|was|were|has|have|does|did|do|can|could|would|should|gave|got|fine|sorry|no|yes|send|tell|say|spoken|said|too|also|because)(?![\p{L}'’-])/iu;
const QUOTED_LINE = /^["“„«'‘][^"“”„«»'‘’]{3,60}["”“»'’][\s.!?]*$/u;
/** Commands of one message; more lines are something that was pasted. */
const MOST_AT_ONCE = 5;
/** The first word of a line, without punctuation: commands are looked up by it. */
const FIRST_WORD = /^(\S+?)[:,;.!]*(?:\s|$)/;
/** Fit for a button: short, nothing but words and numbers. */
const PLAIN = /^[\p{L}\p{N} ,-]{1,40}$/u;

function restOf(line: string, { words, pattern }: CommandPattern): string {
  if (words === '') {
    const { what = '', who } = pattern.exec(line)?.groups ?? {};
    return who === undefined ? what : `${what} with ${who}`.trim();
  }
  return line
    .slice(words.length)
    .replace(/^[\s:,;]+/, '')
    .trim();
}

export function commandMatcher(commands: readonly Command[], now: () => number) {
  const whole = commands.flatMap((command) =>
    (command.says ?? []).map((said) => ({ command, words: '', pattern: quick(said) })),
  );
  const begins = commands
    .flatMap((command) => command.words.map((words) => ({ command, words })))
    .sort((one, other) => other.words.length - one.words.length)
    .map(({ command, words }) => ({
      command,
      words,
      pattern: beginsWith(words, command.isWhole === true),
    }));
  // Few of the hundreds of patterns begin with the first word of a line.
  const beginsBy = new Map<string, CommandPattern[]>();
  for (const way of begins) {
    const [first = ''] = way.words.split(' ');
    beginsBy.set(first, [...(beginsBy.get(first) ?? []), way]);
  }
  const asking = commands.flatMap((command) =>
    (command.questions ?? []).map((asked) => ({ command, pattern: quick(asked) })),
  );
  const single = commands
    .filter(({ isHidden }) => isHidden !== true)
    .flatMap(({ words }) => words.filter((word) => !word.includes(' ')));
  const reader = commands.find(({ readBare }) => readBare !== undefined);
  const readAnew = reader?.readBare ?? ((): BareLine => ({ recognised: false, unknown: [] }));
  let bare: { readonly line: string; readonly read: BareLine } | undefined;
  /** Several ask about the same line, and a long one takes a while to read. */
  const readBare = (line: string): BareLine => {
    if (bare?.line !== line) bare = { line, read: readAnew(line, now()) };
    return bare.read;
  };

  const isTitle = (line: string): boolean =>
    TITLED_LINE.test(line) && !readBare(line.replace(/^history\s+of/i, '')).recognised;

  const begun = (line: string): Matched | undefined => {
    if (isTitle(line)) return undefined;
    const [, first = ''] = FIRST_WORD.exec(line.toLowerCase()) ?? [];
    const fits = ({ pattern }: { readonly pattern: RegExp }): boolean => pattern.test(line);
    const found = whole.find(fits) ?? beginsBy.get(first)?.find(fits);
    if (found !== undefined) return { command: found.command, rest: restOf(line, found) };
    const asked = asking.find(fits);
    return asked && { command: asked.command, rest: restOf(line, { ...asked, words: '' }) };
  };

  /** Only a line that its command will understand: “hey 3” is a greeting before a 3. */
  const suggestion = (text: string): Meant | undefined => {
    const understood = begun(text);
    return understood === undefined ? undefined : { name: understood.command.name, text };
  };

  // “oepn” is as near to “oops” as to “open”, and a slip of one of them only.
  const slipsOf = (first: string): string[] =>
    first.length < SHORTEST_GUESS || COMMON.includes(first)
      ? []
      : single.filter((word) => isMistyped(first, word));

  // “show” in the middle of a sentence says nothing of what is wanted.
  const isWeak = (word: string): boolean =>
    reader?.words.includes(word) === true && !/^(?:recordings|recs|vids|meetings)$/.test(word);

  // Words of whole-line patterns, too: a part of one makes no line that fits.
  const known = new Set(
    commands
      .flatMap(({ words, says = [] }) => [...words, ...says.map(({ source }) => source)])
      .flatMap((said) => said.match(/[a-z]{5,}/g) ?? []),
  );
  /** “who wathced the standup”: another command, but for one slip behind the first word. */
  const respelled = (line: string, found: Matched | undefined): Meant | undefined => {
    if (found !== undefined && found.command !== reader) return undefined;
    const { recognised, unknown } = readBare(found?.rest ?? line);
    if (recognised && unknown.length === 0) return undefined;
    for (const [typed] of line.matchAll(/(?<=\s)\p{L}{5,}(?![^\s,.:])/gu)) {
      const word = typed.toLowerCase();
      const near = known.has(word) ? [] : [...known].filter((one) => isMistyped(word, one));
      for (const one of near) {
        const meant = suggestion(line.replace(typed, one));
        if (
          meant !== undefined &&
          meant.name !== found?.command.name &&
          meant.name !== reader?.name
        )
          return meant;
      }
    }
    return undefined;
  };

  const guess = (lower: string): Meant | undefined => {
    const [first = '', ...rest] = lower.split(' ');
    const contained = lower
      .split(/\W+|\S+:\/\/\S+/)
      .find((word) => !COMMON.includes(word) && single.includes(word) && !isWeak(word));
    const slips = slipsOf(first);
    if (slips.length > 0) {
      const near = closest(first, slips);
      const behind = rest.join(' ');
      const all = PLAIN.test(behind) ? suggestion(`${near} ${behind}`) : undefined;
      return all ?? suggestion(near);
    }
    if (contained === undefined) return undefined;
    // “budget recordings” may be a search.
    const isSearch =
      reader?.words.includes(contained) === true &&
      lower.endsWith(contained) &&
      readBare(lower).unknown.length > 0;
    if (isSearch && isSentence(lower)) return undefined;
    const all = isSearch && PLAIN.test(lower) ? suggestion(`${reader.name} ${lower}`) : undefined;
    const word = all ?? suggestion(contained);
    return word && rest.length >= MANY_WORDS ? { ...word, isWeak: true } : word;
  };

  const doubted = (found: Matched): Matched => {
    const text = readBare(found.rest).unknown.join(' ');
    const isSaid = text.includes(' ') && SAID.test(text) && !/["“„«]/.test(found.rest);
    return isSaid ? { ...found, doubted: { name: 'list', text, isTitle: true } } : found;
  };

  /** What looks for a topic anyway finds it in a name, too. */
  const titled = (line: string, found: Matched | undefined): Matched | undefined => {
    const { command, rest = '' } = found ?? {};
    if (command === undefined || rest === '') return found;
    if (command === reader) return doubted({ command, rest });
    if (command.seeksTopic === true) return found;
    if (!mayBeTitle(line, command.forOthers === true) || readBare(rest).recognised) return found;
    return { command, rest, title: { name: command.name, text: line, isTitle: true } };
  };

  let last: { readonly line: string; readonly found: Matched | undefined } | undefined;
  const find = (line: string): Matched | undefined => {
    // Each command is asked about the same line.
    if (last?.line !== line) last = { line, found: titled(line, begun(line)) };
    return last.found;
  };

  return {
    find,
    /** For `hears`: matches the lines, as {@link plainLine} returns them, that mean this command. */
    phraseOf: (command: Command): RegExp => {
      const ways = begins.filter((way) => way.command === command);
      const phrase = new RegExp(ways.map(({ pattern }) => pattern.source).join('|'), 'i');
      // It depends on the other commands, too: “clean up bin” is no “clean”.
      phrase.test = (line) => find(line)?.command === command;
      return phrase;
    },
    /**
     * Finds the command of a line without the mention. One that begins with no command's words is a search if it
     * says something that only a search understands.
     */
    match: (text: string): Understood => {
      const line = plainLine(text);
      const named = find(line);
      const slip = respelled(line, named);
      if (slip !== undefined) return { meant: slip };
      if (named !== undefined) return named;
      const search = readBare(line);
      // “I have asked you before. Recordings from October!”, “nobody? then delete it”
      const isRead = search.recognised && search.unknown.length === 0;
      const said = isRead ? [] : text.split(/[.!?]+\s+(?=\S)/);
      const wishes = said.length > 1 ? said.flatMap((one) => begun(plainLine(one)) ?? []) : [];
      const [wish, ...others] = wishes.filter(({ command }) => command.isWhole !== true);
      if (wish !== undefined && others.length === 0) return wish;
      const lower = line.toLowerCase();
      const meant = isTitle(line) ? undefined : guess(lower);
      const [first = ''] = lower.split(' ');
      // “lits mp4” is a typo, and no search for the topic “lits”.
      const slipped =
        meant !== undefined &&
        slipsOf(first).length > 0 &&
        first.startsWith(search.unknown[0] ?? ' ');
      if (search.recognised && !slipped && reader !== undefined) {
        return doubted({ command: reader, rest: line });
      }
      const greeted = begun('hello');
      const only = meant === undefined || meant.name === 'help';
      if (only && HELLO.test(text) && greeted !== undefined) return greeted;
      // Whoever puts words in quotes means just these.
      if (meant === undefined && QUOTED_LINE.test(text.trim()) && reader !== undefined) {
        return { command: reader, rest: `"${line}"` };
      }
      const about = line.replace(/^(?:that|this|those)\s+/i, '');
      const topic = mayBeTopic(about) ? suggestion(`find ${about}`) : undefined;
      // “the list is too long, show the newest 5”
      const [, last = ''] = /^.*[,;–]\s+(.*)$/s.exec(text) ?? [];
      const isTold = SAID.test(text.slice(0, text.length - last.length)) && /\S\s+\S/.test(last);
      const behind = isTold ? plainLine(last) : '';
      const its = behind === '' ? undefined : begun(behind);
      if (its !== undefined && its.rest !== '' && its.command.group !== 'others') return its;
      const { recognised, unknown } = readBare(behind);
      if (recognised && unknown.length === 0 && reader) return { command: reader, rest: behind };
      if (meant === undefined) return { meant: topic && { ...topic, isTopic: true } };
      const isInside = slipsOf(first).length === 0 && !meant.text.includes(lower);
      return { meant: isInside && topic ? { ...meant, search: topic.text } : meant };
    },
    /**
     * Splits a message into several commands.
     * @returns undefined unless there are two or more: most people just break their lines
     */
    matchEach: (lines: readonly string[]): readonly Matched[] | undefined => {
      const whole = lines.join('\n');
      if (isMail(whole)) return undefined;
      const parts = /["“„«]/.test(whole)
        ? lines
        : lines.flatMap((line) => inItems(withoutReasons(line)).replace(ITEM, '').split(APART));
      if (parts.length < 2) return undefined;
      const said = plainLine(parts.join('\n'))
        .split('\n')
        .map((line) => plainLine(line.trim().replace(ITEM, '')))
        .filter((line) => line !== '');
      const found = said.flatMap((line) => begun(line) ?? []);
      if (found.length < 2 || found.length > MOST_AT_ONCE || found.length < said.length) {
        return undefined;
      }
      // A mere reply is no command, and what follows “for somebody” may be about them.
      const isWordBack = found.some(({ command }) => command.isWhole === true);
      const forOthers = found.filter(({ command }) => command.group === 'others').length;
      return isWordBack || (forOthers > 0 && forOthers < found.length) ? undefined : found;
    },
  };
}

function beginsWith(words: string, isWhole: boolean): RegExp {
  const end = isWhole ? '[\\s,.!]*$' : '(?=\\s|[:,;](?:\\s|$)|$)';
  return new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}${end}`, 'i');
}
