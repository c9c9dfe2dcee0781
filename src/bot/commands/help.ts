import { helpContent } from '../views/help.js';
import { HELP_GROUPS, type Command } from './command.js';

const line = '**help** – this';

/** `help`: all that can be written. @param others the other commands, in the order of the help */
export function helpAbout(others: readonly Command[]): Command {
  return {
    name: 'help',
    words: ['help', '?', 'commands', 'start', 'hello', 'hi', 'hey'],
    help: line,
    run: async (turn) => {
      const groups = Object.entries(HELP_GROUPS).map(([name, title]) => ({
        title,
        lines: [
          ...others.filter(({ group = 'you' }) => group === name).map(({ help }) => help),
          ...(name === 'you' ? [line] : []),
        ],
      }));
      await turn.say(helpContent(groups.filter(({ lines }) => lines.length > 0)));
    },
  };
}
