import { z } from 'zod';
import { type Action, action } from '../../bot/action.js';
import { type Command, command, HELP_GROUPS } from '../../bot/command.js';
import type { Feature } from '../../bot/feature.js';
import { LONGEST_SAID } from '../../bot/retry-button.js';
import { expiredCard } from '../../bot/ui/message.js';
import { helpCard, unknownCard, welcomeCard } from './card.js';

/** `help`, the welcome, and the answer to what nobody understands. @param others all other commands */
export const help = (others: readonly Command[]): Feature => ({
  commands: [helpCommand(others)],
  actions: [say],
  welcome: async (ctx) => {
    await ctx.say(welcomeCard(ctx.direct));
  },
  unknown: async (ctx, meant) => {
    await ctx.say(unknownCard(meant));
  },
});

const line = '**help** – this';

/** `help`: all that can be written. @param others the other commands, in the order of the help */
const helpCommand = (others: readonly Command[]): Command =>
  command({
    name: 'help',
    words: ['help', '?', 'commands', 'start', 'hello', 'hi', 'hey'],
    help: line,
    run: async (ctx) => {
      const groups = Object.entries(HELP_GROUPS).map(([name, title]) => ({
        title,
        lines: [
          ...others.filter(({ group = 'you' }) => group === name).map(({ help }) => help),
          ...(name === 'you' ? [line] : []),
        ],
      }));
      await ctx.say(helpCard(groups.filter(({ lines }) => lines.length > 0)));
    },
  });

/** A suggested command, as if the person had written it. */
const say: Action = action({
  name: 'say',
  input: z.object({ text: z.string().max(LONGEST_SAID) }),
  // What is said begins as if it had been written just now: each command asks by itself.
  ifStale: 'acts',
  run: async (ctx, { text }) => {
    if ((await ctx.dispatch(text)) === 'unknown') await ctx.reply(expiredCard());
  },
});
