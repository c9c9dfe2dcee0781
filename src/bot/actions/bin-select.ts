import { beginBulk } from '../bulk/begin.js';
import { BIN } from '../bulk/data.js';
import { actingOf, turnFor } from '../on-behalf.js';
import { windowOf } from '../list-state.js';
import { readState } from '../list-state-text.js';
import { expiredContent } from '../views/expired.js';
import type { Action } from './action.js';
import { refreshed } from './inputs.js';

/** The recycle bin with a tick each: all of it, narrowed as the list was that was clicked. */
export const binSelect: Action = {
  name: 'bin-select',
  run: async (click, services) => {
    const now = services.now();
    const read = readState(click.inputs.list, now);
    if (read === undefined) {
      await click.replace(expiredContent());
      return;
    }
    const state = refreshed(read, now);
    const { filter } = state;
    const loud = turnFor(click, await actingOf(services, click.person, state));
    const search = {
      ...windowOf(state),
      filter: { ...filter, status: 'deleted' },
    } as const;
    const data = { phase: 'find', search, seen: 0, found: 0 } as const;
    await beginBulk(loud, services, { kind: BIN, data }, loud.replace);
  },
};
