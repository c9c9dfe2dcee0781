import { z } from 'zod';
import { resolveActor, withActor } from '../../bot/access/impersonation.js';
import { type Action, action } from '../../bot/action.js';
import { command } from '../../bot/command.js';
import type { Feature } from '../../bot/feature.js';
import { expiredCard } from '../../bot/ui/message.js';
import { readState, windowOf } from '../../query/list-state.js';
import { BIN, type BulkDeps, startBulk } from '../bulk/index.js';
import { searchWords, upToNow } from '../list/index.js';

/** `bin`: the recycle bin as a list, and with checkboxes to restore or to delete for good. */
export const bin = (deps: BulkDeps): Feature => ({
  commands: [
    command({
      name: 'bin',
      words: [
        'bin',
        'my bin',
        'show bin',
        'show my bin',
        'recycle bin',
        'the recycle bin',
        'my recycle bin',
        'show recycle bin',
        'show the recycle bin',
        'show my recycle bin',
        'trash',
      ],
      help: '**bin** – your recycle bin: restore, or delete permanently; **bin about standup since 1 Oct**',
      group: 'clean up',
      forOthers: true,
      run: async (ctx, rest) => {
        const said = { text: `bin ${rest}`.trim(), always: { status: 'deleted' } } as const;
        await searchWords(deps, ctx, rest, said);
      },
    }),
  ],
  actions: [selectInBin(deps)],
});

/** Starts a job over the recycle bin, narrowed as the list that was clicked. */
const selectInBin = (deps: BulkDeps): Action =>
  action({
    name: 'bin-select',
    input: z.object({ list: z.string() }),
    // A search changes nothing.
    ifStale: 'acts',
    run: async (ctx, input) => {
      const now = deps.now();
      const read = readState(input.list, now);
      if (read === undefined) {
        await ctx.update(expiredCard());
        return;
      }
      const state = upToNow(read, now);
      const acting = withActor(ctx, await resolveActor(deps, ctx.actor, state));
      const filter = { ...state.filter, status: 'deleted' } as const;
      const search = { ...windowOf(state), filter };
      const data = { phase: 'find', search, seen: 0, found: 0 } as const;
      await startBulk(acting, deps, { kind: BIN, data }, acting.update);
    },
  });
