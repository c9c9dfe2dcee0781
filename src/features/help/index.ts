import { z } from 'zod';
import { type Action, action } from '../../bot/action.js';
import { type Command, HELP_GROUPS, command } from '../../bot/command.js';
import type { Feature } from '../../bot/feature.js';
import { LONGEST_SAID } from '../../bot/retry-button.js';
import { expiredCard, messageCard } from '../../bot/ui/message.js';
import type { Content } from '../../webex/messages.js';

const listButton = { title: 'List my recordings', data: { action: 'list' } };

/** Lines of the help that belong together: the words, then what they do. */
export interface HelpGroup {
  readonly title: string;
  readonly lines: readonly string[];
}

const example = (text: string) => ({ title: text, data: { action: 'say', text } });

/** What the bot can be told, with some of it to press. */
export function helpCard(groups: readonly HelpGroup[]): Content {
  return messageCard({
    title: 'I look after your Webex recordings',
    paragraphs: [
      'Write to me, or mention me in a space:',
      ...groups.map(({ title, lines }) =>
        [`**${title}**`, ...lines.map((line) => `- ${line}`)].join('\n'),
      ),
      'Recordings are private: I always answer about them in our 1:1 space.',
    ],
    buttons: [
      listButton,
      example('find'),
      example('largest 10 of the last 90 days'),
      example('recordings from last week'),
      example('settings'),
    ],
  });
}

/** A first word when the bot is added to a space: what is possible, in three lines. */
export function welcomeCard(direct: boolean): Content {
  const how = direct ? 'Write' : 'Mention me with';
  return messageCard({
    title: 'Hello! I look after your Webex recordings',
    paragraphs: [
      `${how} **list** to see your latest recordings: watch, download or share them, and delete what you no longer need.`,
      'Or say what you look for: **recordings about standup last month**, **mp4 since 1 Oct**, **largest 10**.',
      '**help** tells the rest, as cleaning up many at once.',
      ...(direct ? [] : ['Recordings are private: I answer each of you in our 1:1 space.']),
    ],
    buttons: [listButton, example('help')],
  });
}

/** For words that mean nothing to the bot, with the command that was probably meant. */
export function unknownCard(meant: { name: string; text: string } | undefined): Content {
  if (meant === undefined) {
    return messageCard({
      title: 'I did not understand that',
      paragraphs: [
        'Write **list** to see your recordings, **find** and what you look for, or **help** for all that I can do.',
      ],
      buttons: [listButton],
    });
  }
  return messageCard({
    title: `Did you mean “${meant.text}”?`,
    paragraphs: ['Press the button, or write **help** for all that I can do.'],
    buttons: [{ title: meant.text, data: { action: 'say', text: meant.text } }],
  });
}

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
