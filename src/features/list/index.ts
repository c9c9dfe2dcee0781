import type { z } from 'zod';
import { type Actor } from '../../accounts/types.js';
import {
  type Command,
  type Feature,
  type Meant,
  action,
  command,
  ofTitle,
} from '../../bot/feature.js';
import { keeps } from '../../query/fields.js';
import { type ListState } from '../../query/list-state.js';
import { stateOfQuery } from '../../query/query.js';
import { readWords } from '../../query/read-words.js';
import { pattern } from '../../util/pattern.js';
import { words } from '../../util/words.js';
import { listCommand } from './command.js';
import {
  COMPARED_ONE,
  type ListDeps,
  ORDINAL,
  POINTING,
  actorAbove,
  listOf,
  listTarget,
  upToNow,
} from './inputs.js';
import { listedSoon } from './nearest.js';
import { cancelledCard } from './page.js';
import { pickRecording } from './pick.js';
import { sameCommand, turnPageCommand } from './same.js';
import { answerUnknown, leadOn } from './unknown.js';
import { searchJob } from './search/job.js';
import { showList, showPage } from './show.js';

/** `list`: a person's recordings, page by page, and the search behind them. */
export const list = (deps: ListDeps): Feature => {
  const asOfNow = (input: z.output<typeof listTarget>): ListState =>
    upToNow(listOf(input, deps.now()), deps.now());
  return {
    commands: [pickCommand(deps), listCommand(deps), sameCommand(deps), turnPageCommand(deps)],
    actions: [
      action({
        // A new card, because the card that was clicked is not a list.
        name: 'list',
        input: listTarget,
        run: ({ actor, reply: answer }, input) => showList(deps, { actor, answer }, asOfNow(input)),
      }),
      action({
        name: 'page',
        input: listTarget,
        run: ({ actor, update: answer }, input) =>
          showPage(deps, { actor, answer }, listOf(input, deps.now())),
      }),
      action({
        name: 'refresh',
        input: listTarget,
        run: ({ actor, update: answer }, input) =>
          showList(deps, { actor, answer }, asOfNow(input)),
      }),
      action({
        name: 'cancel-search',
        stops: true,
        input: listTarget,
        run: async ({ actor, at, update: answer }, input) => {
          const state = listOf(input, deps.now());
          const progress = await deps.searches.cancel(at);
          // The search can have ended at the moment of the click; pressed twice, it begins no other.
          if (progress === undefined)
            await showPage(deps, { actor, answer }, state, cancelledCard(state));
          else await answer(cancelledCard(state, progress));
        },
      }),
    ],
    finds: async (actor, meant) => isTopicOfTheirs(deps, await actorAbove(deps, actor), meant),
    unknown: (ctx, meant) => answerUnknown(deps, ctx, meant),
    // A question about one recording is over once something else was asked, but not after a word back.
    heard: (actor, { forOthers, group, isHidden }) => {
      const isAbout = forOthers === true || group === 'others';
      if (!isAbout && isHidden !== true) deps.searches.forgetPicked(actor);
    },
    jobs: [searchJob(deps)],
    // A running search must not overwrite what the person opened on its card.
    beforeUpdate: deps.searches.cards.supersede,
  };
};

/** Behind all that may understand a line. */
export const listLeadsOn = (deps: ListDeps): Feature => ({
  unknown: (ctx, meant) => leadOn(deps, ctx, meant),
});

/** “the second one”, “yes, the first”, “not this one, the other one” */
const ANOTHER = pattern`
  ^(
    (
      pick|choose|take|only|just|and|(what|how) about|yes|yep|yup|yeah|ok|okay|sure|no|nope|not (this|that)( one)?
      |i meant?
    )[\s,.!]+
  )*(?<what>
    ${ORDINAL.source.slice(1, -1)}|${COMPARED_ONE.source.slice(1, -1)}|(the )?(last|first)( (one|recording))?
    |(?<=[\s,.!])(the )?(newest|latest|oldest|largest|biggest|longest|shortest|smallest)( one)?
    |(the|that) other( one)?
  )( (instead|rather|then|please|after all))*$
`;

/** “the second one”, after a question: answers it, as “delete the second one” would have been asked. */
const pickCommand = (deps: ListDeps): Command =>
  command({
    name: 'pick',
    seeksTopic: true,
    words: [],
    says: [ANOTHER],
    help: words.list.help,
    isHidden: true,
    forOthers: true,
    run: async (ctx, rest) => {
      const picked = deps.searches.lastPicked(ctx.actor);
      // The newest of those that are shown.
      if (picked?.isOpen === true && /^(?:the\s+)?last(?:\s+(?:one|recording))?$/i.test(rest))
        await ctx.dispatch('the newest');
      else if (picked !== undefined) await pickRecording(deps, ctx, rest, picked.pick);
      else if (POINTING.test(rest) && (await ctx.question?.()) !== undefined)
        await ctx.dispatch('yes');
      else await ctx.dispatch(`open ${rest}`);
    },
  });

/**
 * True when a line that may be a topic alone, or one of “… recordings”, is one: the usual list has a recording
 * of theirs about it. One call; where Webex does not tell, or not soon, false.
 */
export async function isTopicOfTheirs(
  deps: Pick<ListDeps, 'webex' | 'tokens' | 'now' | 'log'>,
  actor: Actor,
  { name, text, isTopic, isTitle }: Meant,
): Promise<boolean> {
  if (isTopic !== true && isTitle !== true && name !== 'list') return false;
  const calendar = { now: deps.now(), zone: 'UTC' };
  const sought = isTitle === true ? ofTitle(text) : text;
  const state = stateOfQuery(readWords(sought.replace(/^\S+\s+/, ''), calendar).query, calendar);
  const { filter } = state;
  if (filter?.topic === undefined && filter?.anyTopic === undefined) return false;
  try {
    const found = await listedSoon(deps, actor, state);
    return found?.recordings.some((recording) => keeps(filter, recording)) ?? false;
  } catch (error) {
    deps.log.debug({ err: error }, 'topic not looked for');
    return false;
  }
}

export { askMeaning, needsZone, readAsked, searchWords } from './command.js';
export * from './inputs.js';
export { pickRecording } from './pick.js';
export { meetingOf, MOST_HOSTS, notTheirsCard, renderListPage, titleOfHost } from './page.js';
export * from './row.js';
export { createSearchCache, type SearchCache, type SearchHandle } from './search/cache.js';
export { encryptedNotices, searchCardLock } from './search/job.js';
export { showList, showOutcome, showPage as showListPage } from './show.js';
