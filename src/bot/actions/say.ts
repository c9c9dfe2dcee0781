import { z } from 'zod';
import { understand } from '../commands/table.js';
import { expiredContent } from '../views/expired.js';
import type { Action } from './action.js';
import { LONGEST_SAID } from './said.js';

const input = z.object({ text: z.string().max(LONGEST_SAID) });

/** A suggested command, as if the person had written it. */
export const say: Action = {
  name: 'say',
  run: async (click, services) => {
    const read = input.safeParse(click.inputs);
    const understood = read.success
      ? understand(read.data.text, undefined, services.now())
      : undefined;
    if (understood === undefined || !('command' in understood)) {
      await click.tell(expiredContent());
      return;
    }
    await understood.command.run(click, understood.rest, services);
  },
};
