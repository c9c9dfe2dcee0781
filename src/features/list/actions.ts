import type { Action } from '../../bot/action.js';
import { latest } from '../../query/list-state.js';
import { listOf, upToNow } from './inputs.js';
import { cancelledCard } from './progress-card.js';
import { showList, showPage } from './show.js';

/** Ends a search that takes long, and says what it had found. */
export const cancelSearch: Action = {
  name: 'cancel-search',
  run: async (ctx, deps) => {
    const state = listOf(ctx.inputs, deps.now());
    const { actor, update: answer } = ctx;
    const progress = await deps.searches.cancel(ctx.at);
    if (progress === undefined) {
      // It came to its end in the moment of the click: then that is what they see.
      await showPage(deps, { actor, answer }, state);
      return;
    }
    await answer(cancelledCard(state, progress));
  },
};

/** The latest recordings, as a new card: the card that was clicked is not a list. */
export const list: Action = {
  name: 'list',
  run: async (ctx, deps) => {
    const { actor, reply: answer } = ctx;
    await showList(deps, { actor, answer }, latest(deps.now()));
  },
};

/** Another page of the list that was clicked. */
export const page: Action = {
  name: 'page',
  run: async (ctx, deps) => {
    const { actor, update: answer } = ctx;
    await showPage(deps, { actor, answer }, listOf(ctx.inputs, deps.now()));
  },
};

/** The list that was clicked, as it is now. */
export const refresh: Action = {
  name: 'refresh',
  run: async (ctx, deps) => {
    const state = upToNow(listOf(ctx.inputs, deps.now()), deps.now());
    const { actor, update: answer } = ctx;
    await showList(deps, { actor, answer }, state);
  },
};
