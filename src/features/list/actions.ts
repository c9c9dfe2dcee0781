import { z } from 'zod';
import { type Action, action, nothing } from '../../bot/action.js';
import { latest } from '../../query/list-state.js';
import type { ListDeps } from './deps.js';
import { listOf, upToNow } from './inputs.js';
import { cancelledCard } from './progress-card.js';
import { showList, showPage } from './show.js';

/** The list that a button belongs to; read leniently, since the latest one is always an answer. */
const ofList = z.object({ list: z.unknown().optional() });

/** The buttons of a list card. */
export const listActions = (deps: ListDeps): readonly Action[] => [
  action({
    // The latest recordings, as a new card: the card that was clicked is not a list.
    name: 'list',
    input: nothing,
    run: async ({ actor, reply: answer }) => {
      await showList(deps, { actor, answer }, latest(deps.now()));
    },
  }),
  action({
    name: 'page',
    input: ofList,
    run: async ({ actor, update: answer }, input) => {
      await showPage(deps, { actor, answer }, listOf(input, deps.now()));
    },
  }),
  action({
    name: 'refresh',
    input: ofList,
    run: async ({ actor, update: answer }, input) => {
      const state = upToNow(listOf(input, deps.now()), deps.now());
      await showList(deps, { actor, answer }, state);
    },
  }),
  action({
    name: 'cancel-search',
    input: ofList,
    run: async ({ actor, at, update: answer }, input) => {
      const state = listOf(input, deps.now());
      const progress = await deps.searches.cancel(at);
      // It came to its end in the moment of the click: then that is what they see.
      if (progress === undefined) await showPage(deps, { actor, answer }, state);
      else await answer(cancelledCard(state, progress));
    },
  }),
];
