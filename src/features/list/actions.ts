import type { Action } from '../../bot/action.js';
import { latest } from '../../query/list-state.js';
import { listOf, refreshed } from './inputs.js';
import { cancelledContent } from './progress-card.js';
import { showList, showPage } from './show.js';

/** Ends a search that takes long, and says what it had found. */
export const cancelSearch: Action = {
  name: 'cancel-search',
  run: async (click, services) => {
    const state = listOf(click.inputs, services.now());
    const { person, replace: answer } = click;
    const progress = await services.searches.cancel(click.at);
    if (progress === undefined) {
      // It came to its end in the moment of the click: then that is what they see.
      await showPage(services, { person, answer }, state);
      return;
    }
    await answer(cancelledContent(state, progress));
  },
};

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
