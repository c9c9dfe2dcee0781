import { resolveActor, withActor } from '../../bot/access/impersonation.js';
import type { Action } from '../../bot/action.js';
import type { Command } from '../../bot/command.js';
import { expiredContent } from '../../bot/ui/message.js';
import { readState } from '../../query/list-state-codec.js';
import { windowOf } from '../../query/list-state.js';
import { startBulk } from '../bulk/begin.js';
import { BIN } from '../bulk/model.js';
import { searchWords } from '../list/command.js';
import { upToNow } from '../list/inputs.js';

/** The recycle bin with a tick each: all of it, narrowed as the list was that was clicked. */
export const binSelectAction: Action = {
  name: 'bin-select',
  run: async (ctx, deps) => {
    const now = deps.now();
    const read = readState(ctx.inputs.list, now);
    if (read === undefined) {
      await ctx.update(expiredContent());
      return;
    }
    const state = upToNow(read, now);
    const { filter } = state;
    const loud = withActor(ctx, await resolveActor(deps, ctx.actor, state));
    const search = {
      ...windowOf(state),
      filter: { ...filter, status: 'deleted' },
    } as const;
    const data = { phase: 'find', search, seen: 0, found: 0 } as const;
    await startBulk(loud, deps, { kind: BIN, data }, loud.update);
  },
};

/** `bin`, and whatever it is to be narrowed to: the person's recycle bin. */
export const binCommand: Command = {
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
  help: '**bin** – your recycle bin: restore, or delete for good; **bin about standup since 1 Oct**',
  group: 'clean up',
  forOthers: true,
  run: async (ctx, rest, deps) => {
    const said = { text: `bin ${rest}`.trim(), always: { status: 'deleted' } } as const;
    await searchWords(deps, ctx, rest, said);
  },
};
