import type { Deps } from '../features/deps.js';
import type { MessageContext } from './context.js';

/** Under which heading of the help a command stands, in their order. */
export const HELP_GROUPS = {
  find: 'Find',
  'clean up': 'Clean up',
  told: 'Be told',
  others: 'For others',
  you: 'You and me',
} as const;

/** Something that a person can write. */
export interface Command {
  /** How it is called in help and in "did you mean". */
  readonly name: string;
  /** All the ways to begin it, in lower case; the longest that fits wins. */
  readonly words: readonly string[];
  /** Its line in help: markdown, the words and what they do. */
  readonly help: string;
  /** Whether it is about recordings, so that it can be asked for somebody else's, too. */
  readonly forOthers?: boolean;
  /** Whether also those may ask for it whom the bot does not serve (any more). */
  readonly forUnserved?: boolean;
  /** Where it stands there; left out: among what is between the person and the bot. */
  readonly group?: keyof typeof HELP_GROUPS;
  /**
   * Does it. What it rejects with is explained to the person.
   *
   * @param rest what was written after the words, as written
   */
  readonly run: (ctx: MessageContext, rest: string, deps: Deps) => Promise<void>;
}

/** What a line of words means. */
export type Understood =
  | { readonly command: Command; readonly rest: string }
  | { readonly meant: { readonly name: string; readonly text: string } | undefined };
