import { words } from '../util/words.js';
import type { MessageContext } from './context.js';

/** Headings of the help, in their order. */
export const helpGroups = () => ({
  find: words.help.find,
  'clean up': words.help.cleanUp,
  notifications: words.help.notifications,
  others: words.help.others,
  account: words.help.account,
});

/** A line that begins with no command's words, read as a search. */
interface BareLine {
  /** Whether it says anything that only a search understands: a date, a format, an order. */
  readonly recognised: boolean;
  /** Words that were not understood, in lower case. */
  readonly unknown: readonly string[];
}

export interface Command {
  /** Shown in help and in "did you mean". */
  readonly name: string;
  /** Phrases that begin it, in lower case; the longest match wins. */
  readonly words: readonly string[];
  /**
   * Patterns of whole lines, tried before `words`: the group `what` is the text after the command's words,
   * and `who` is added to it as “with …”.
   */
  readonly says?: readonly RegExp[];
  /** Questions that it answers, however they begin. */
  readonly questions?: readonly RegExp[];
  /** Its line in help: markdown, the words and what they do. */
  readonly help: string;
  /** Not in the help. */
  readonly isHidden?: boolean;
  /** Only where nothing follows its words. */
  readonly isWhole?: boolean;
  /** Left out: `account`. */
  readonly group?: keyof ReturnType<typeof helpGroups>;
  /** About recordings, so it can be asked for somebody else's too. */
  readonly forOthers?: boolean;
  /** Also for people whom the bot does not serve. */
  readonly forUnserved?: boolean;
  /** Changes something at once, so later requests must not overtake it. */
  readonly changes?: boolean;
  /** Set by the one command that takes lines which begin with no command. */
  readonly readBare?: (line: string, now: number) => BareLine;
  /**
   * Rejections are explained to the person.
   * @param rest the text after the command's words, as written: hostile
   */
  readonly run: (ctx: MessageContext, rest: string) => Promise<unknown>;
}

/** One list of phrases, each line of them separated by commas. */
export function phrases(...lines: string[]): string[] {
  return lines.flatMap((line) => line.split(', '));
}

/** Declares a command. A message is always fresh, so unlike an action it needs no `ifStale`. */
export function command(spec: Command): Command {
  return spec;
}
