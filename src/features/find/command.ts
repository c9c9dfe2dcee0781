import type { Command } from '../../bot/command.js';
import { searchWords } from '../list/command.js';
import { prepareFindForm } from './actions.js';

/** `find`: a form; with words behind it, what they ask for. */
export const find: Command = {
  name: 'find',
  words: [
    'find',
    'search',
    'find recordings',
    'search recordings',
    'find my recordings',
    'search my recordings',
    'find a recording',
    'look for',
    'search for',
  ],
  help: '**find** – a form; or say it: **find standup last month**, **mp4 since 1 Oct, the largest first**',
  group: 'find',
  forOthers: true,
  run: async (ctx, rest, deps) => {
    if (rest === '') await ctx.reply(await prepareFindForm(deps, ctx, {}));
    else await searchWords(deps, ctx, rest, { text: `find ${rest}` });
  },
};
