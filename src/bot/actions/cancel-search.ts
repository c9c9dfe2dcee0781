import { cancelledContent } from '../views/searching.js';
import { showPage } from '../show-list.js';
import type { Action } from './action.js';
import { listOf } from './inputs.js';

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
