import { z } from 'zod';
import type { Action } from '../../bot/action.js';
import { understand } from '../../bot/commands.js';
import { LONGEST_SAID } from '../../bot/retry-button.js';
import { expiredContent } from '../../bot/ui/message.js';

const input = z.object({ text: z.string().max(LONGEST_SAID) });

/** A suggested command, as if the person had written it. */
export const say: Action = {
  name: 'say',
  run: async (ctx, deps) => {
    const read = input.safeParse(ctx.inputs);
    const understood = read.success ? understand(read.data.text, undefined, deps.now()) : undefined;
    if (understood === undefined || !('command' in understood)) {
      await ctx.reply(expiredContent());
      return;
    }
    await understood.command.run(ctx, understood.rest, deps);
  },
};
