import { latest } from '../list-state.js';
import { listContent } from '../show-list.js';
import type { Action } from './action.js';
import { listOf, refreshed } from './inputs.js';

/** The latest recordings, as a new card: the card that was clicked is not a list. */
export const list: Action = {
  name: 'list',
  run: async (click, services) => {
    await click.tell(await listContent(services, click.person, latest(services.now())));
  },
};

/** Another page of the list that was clicked. */
export const page: Action = {
  name: 'page',
  run: async (click, services) => {
    const state = listOf(click.inputs, services.now());
    await click.replace(await listContent(services, click.person, state));
  },
};

/** The list that was clicked, as it is now. */
export const refresh: Action = {
  name: 'refresh',
  run: async (click, services) => {
    const state = refreshed(listOf(click.inputs, services.now()), services.now());
    await click.replace(await listContent(services, click.person, state));
  },
};
