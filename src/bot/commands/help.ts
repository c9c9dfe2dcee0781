import { helpContent } from '../views/help.js';
import type { Command } from './command.js';

const line = '**help** – this';

/** `help`: all that can be written. @param others the other commands, in the order of the help */
export function helpAbout(others: readonly Command[]): Command {
  return {
    name: 'help',
    words: ['help', '?', 'commands', 'start', 'hello', 'hi', 'hey'],
    help: line,
    run: async (turn) => {
      await turn.say(helpContent([...others.map(({ help }) => help), line]));
    },
  };
}
