import { closest, distance } from 'fastest-levenshtein';
import { connectCommand } from '../features/account/connect.js';
import { disconnect } from '../features/account/disconnect.js';
import { whoami } from '../features/account/whoami.js';
import { binCommand } from '../features/bin/bin.js';
import { cleanUpCommand } from '../features/clean-up/command.js';
import { find } from '../features/find/command.js';
import { compliance } from '../features/for-others/compliance.js';
import { forSomeone } from '../features/for-others/for.js';
import { helpAbout } from '../features/help/help.js';
import { history } from '../features/history/history.js';
import { list } from '../features/list/command.js';
import { notify, weekly } from '../features/notify/command.js';
import { settings } from '../features/settings/settings.js';
import { storage } from '../features/storage/command.js';
import { bareSearch } from './bare-search.js';
import type { Command, Understood } from './command.js';

/** Everything that can be written, in the order of the help. */
export const commands: readonly Command[] = withHelp([
  list,
  find,
  cleanUpCommand,
  binCommand,
  storage,
  notify,
  weekly,
  forSomeone((line) => understand(line)),
  compliance((line) => understand(line)),
  history,
  settings,
  connectCommand,
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
 * Which command a line is, in any case and however it ends. A line that begins with none of our
 * words, but says something that only a search knows, is a search.
 *
 * @param text one line without the mention
 * @param now milliseconds since the epoch
 */
export function understand(
  text: string,
  table: readonly Command[] = commands,
  now: number = Date.now(),
): Understood {
  const said = text.replace(/[\s.!?…]+$/u, '').replace(GREETING, '');
  // Question marks alone are a question.
  const line = said === '' && text.includes('?') ? '?' : said;
  const lower = line.toLowerCase();
  const named = begun(line, lower, table);
  if (named !== undefined) return named;

  const search = bareSearch(line, now);
  const meant = guess(lower, table, now);
  // “lits mp4” is a slip of the finger, and no search for the topic “lits”.
  const slipped = meant !== undefined && search.unknown[0] === lower.split(' ')[0];
  const searching = table.find(({ name }) => name === 'list');
  if (search.recognised && !slipped && searching !== undefined) {
    return { command: searching, rest: line };
  }
  const greeted = begun('hello', 'hello', table);
  const only = meant === undefined || meant.name === 'help';
  if (only && HELLO.test(text) && greeted !== undefined) return greeted;
  return { meant };
}

const GREETING = /^(please|pls|hey|hi|hello)[\s,]+/i;
const HELLO = /^\s*(hey|hi|hello)[\s,!.]/i;

/** The command whose words a line begins with; the longest that fit win. */
function begun(
  line: string,
  lower: string,
  table: readonly Command[],
): { readonly command: Command; readonly rest: string } | undefined {
  let best: { command: Command; words: string } | undefined;
  for (const command of table) {
    for (const words of command.words) {
      const fits = lower === words || lower.startsWith(`${words} `);
      if (fits && words.length > (best?.words.length ?? 0)) best = { command, words };
    }
  }
  if (best === undefined) return undefined;
  return { command: best.command, rest: line.slice(best.words.length).trim() };
}

function guess(
  lower: string,
  table: readonly Command[],
  now: number,
): { name: string; text: string } | undefined {
  const [first = '', ...rest] = lower.split(' ');
  const single = table.flatMap(({ words }) => words.filter((word) => !word.includes(' ')));
  const contained = lower
    .split(/\W+/)
    .find((word) => !COMMON.includes(word) && single.includes(word));
  const near = closest(first, single);
  const slips = Math.min(SLIPS, Math.floor(near.length / 2), Math.floor(first.length / 2));
  const slipped = first.length >= SHORTEST_GUESS && distance(first, near) <= slips;
  if (slipped) {
    const behind = rest.join(' ');
    const kept = PLAIN.test(behind) && isClear(behind, now) ? ` ${behind}` : '';
    return suggestion(`${near}${kept}`, table);
  }
  return contained === undefined ? undefined : suggestion(contained, table);
}

/** Whether what stands behind a slip is a search by itself. */
function isClear(behind: string, now: number): boolean {
  const { recognised, unknown } = bareSearch(behind, now);
  return recognised && unknown.length === 0;
}

/** What can stand on a button: short, and nothing but words and numbers. */
const PLAIN = /^[\p{L}\p{N} ,-]{1,40}$/u;

/** Only what will be understood when the person takes it up: “hey 3” is a greeting before a 3. */
function suggestion(
  text: string,
  table: readonly Command[],
): { name: string; text: string } | undefined {
  const understood = begun(text, text.toLowerCase(), table);
  return understood === undefined ? undefined : { name: understood.command.name, text };
}
