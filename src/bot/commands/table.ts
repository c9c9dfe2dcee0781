import { closest, distance } from 'fastest-levenshtein';
import { bin } from './bin.js';
import { cleanUp } from './clean-up.js';
import type { Command, Understood } from './command.js';
import { compliance } from './compliance.js';
import { connect } from './connect.js';
import { disconnect } from './disconnect.js';
import { forSomeone } from './for.js';
import { helpAbout } from './help.js';
import { history } from './history.js';
import { list } from './list.js';
import { notify } from './notify.js';
import { storage } from './storage.js';
import { weekly } from './weekly.js';
import { whoami } from './whoami.js';

export type { Understood } from './command.js';

/** Everything that can be written, in the order of the help. */
export const commands: readonly Command[] = withHelp([
  list,
  cleanUp,
  bin,
  storage,
  notify,
  weekly,
  forSomeone((line) => understand(line)),
  compliance((line) => understand(line)),
  history,
  connect,
  whoami,
  disconnect,
]);

function withHelp(others: readonly Command[]): readonly Command[] {
  return [...others, helpAbout(others)];
}

/** Slips of the finger that are still taken for a word; half of a short one would be too many. */
const SLIPS = 2;
const SHORTEST_GUESS = 3;
/** Commands, and yet in every other sentence. */
const COMMON: readonly string[] = ['me', 'for'];

/**
 * Which command a line is, in any case and however it ends.
 *
 * @param text one line without the mention
 */
export function understand(text: string, table: readonly Command[] = commands): Understood {
  const said = text.replace(/[\s.!?…]+$/u, '').replace(/^(please|pls|hey|hi|hello)[\s,]+/i, '');
  // Question marks alone are a question.
  const line = said === '' && text.includes('?') ? '?' : said;
  const lower = line.toLowerCase();
  let best: { command: Command; words: string } | undefined;
  for (const command of table) {
    for (const words of command.words) {
      const fits = lower === words || lower.startsWith(`${words} `);
      if (fits && words.length > (best?.words.length ?? 0)) best = { command, words };
    }
  }
  if (best !== undefined) {
    return { command: best.command, rest: line.slice(best.words.length).trim() };
  }
  return { meant: guess(lower, table) };
}

function guess(
  lower: string,
  table: readonly Command[],
): { name: string; text: string } | undefined {
  const [first = '', ...rest] = lower.split(' ');
  const single = table.flatMap(({ words }) => words.filter((word) => !word.includes(' ')));
  const contained = lower
    .split(/\W+/)
    .find((word) => !COMMON.includes(word) && single.includes(word));
  const near = closest(first, single);
  const slips = Math.min(SLIPS, Math.floor(near.length / 2));
  const slipped = first.length >= SHORTEST_GUESS && distance(first, near) <= slips;
  if (slipped) {
    const number = /^\d{1,3}$/.test(rest.join(' ')) ? ` ${rest.join(' ')}` : '';
    return suggestion(`${near}${number}`, table);
  }
  return contained === undefined ? undefined : suggestion(contained, table);
}

/** Only what will be understood when the person takes it up: “hey 3” is a greeting before a 3. */
function suggestion(
  text: string,
  table: readonly Command[],
): { name: string; text: string } | undefined {
  const understood = understand(text, table);
  return 'command' in understood ? { name: understood.command.name, text } : undefined;
}
