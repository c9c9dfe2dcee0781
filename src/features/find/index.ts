import { command } from '../../bot/command.js';
import type { Feature } from '../../bot/feature.js';
import { type ListDeps, searchWords } from '../list/index.js';
import { edit, prepareFindForm, search } from './actions.js';

/** `find`: a form; with words behind it, what they ask for. */
export const find = (deps: ListDeps): Feature => {
  const opens = edit(deps);
  return {
    commands: [
      command({
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
        run: async (ctx, rest) => {
          if (rest === '') await ctx.reply(await prepareFindForm(deps, ctx.actor, {}));
          else await searchWords(deps, ctx, rest, { text: `find ${rest}` });
        },
      }),
    ],
    actions: [opens, search(deps, opens)],
  };
};
