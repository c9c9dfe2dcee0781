import { latest } from '../list-state.js';
import { showList, showPage } from '../show-list.js';
import type { Action } from './action.js';
import { listOf, refreshed } from './inputs.js';

/** The latest recordings, as a new card: the card that was clicked is not a list. */
export const list: Action = {
  name: 'list',
  run: async (click, services) => {
    const { person, tell: answer } = click;
    await showList(services, { person, answer }, latest(services.now()));
  },
};

/** Another page of the list that was clicked. */
export const page: Action = {
  name: 'page',
  run: async (click, services) => {
    const { person, replace: answer } = click;
    await showPage(services, { person, answer }, listOf(click.inputs, services.now()));
  },
};

/** The list that was clicked, as it is now. */
export const refresh: Action = {
  name: 'refresh',
  run: async (click, services) => {
    const state = refreshed(listOf(click.inputs, services.now()), services.now());
    const { person, replace: answer } = click;
    await showList(services, { person, answer }, state);
  },
};
