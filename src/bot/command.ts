import type { MessageContext } from './context.js';

/** Under which heading of the help a command stands, in their order. */
export const HELP_GROUPS = {
  find: 'Find',
  'clean up': 'Clean up',
  told: 'Be told',
  others: 'For others',
  you: 'You and me',
} as const;

/** How a line that begins with none of our words reads as a search. */
export interface BareLine {
  /** Whether it says anything that only this command understands: a date, a format, an order. */
  readonly recognised: boolean;
  /** Words that nobody understands, in lower case. */
  readonly unknown: readonly string[];
}

/** Something that a person can write. */
export interface Command {
  /** How it is called in help and in "did you mean". */
  readonly name: string;
  /** All the ways to begin it, in lower case; the longest that fits wins. */
  readonly words: readonly string[];
  /** Its line in help: markdown, the words and what they do. */
  readonly help: string;
  /** Where it stands there; left out: among what is between the person and the bot. */
  readonly group?: keyof typeof HELP_GROUPS;
  /** Whether it is about recordings, so that it can be asked for somebody else's, too. */
  readonly forOthers?: boolean;
  /** Whether also those may ask for it whom the bot does not serve (any more). */
  readonly forUnserved?: boolean;
  /**
   * Reads a line that begins with no command: the one command that takes such lines has it.
   *
   * @param now milliseconds since the epoch
   */
  readonly readBare?: (line: string, now: number) => BareLine;
  /**
   * Does it. What it rejects with is explained to the person.
   *
   * @param rest what was written after the words, as written: hostile
   */
  readonly run: (ctx: MessageContext, rest: string) => Promise<void>;
}

/** Declares a command; what is written is always fresh, so there is nothing to say of stale ones. */
export function command(spec: Command): Command {
  return spec;
}
