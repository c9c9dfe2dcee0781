import type { z } from 'zod';
import { withToken } from '../../accounts/token-provider.js';
import type { Actor } from '../../accounts/types.js';
import { type Feature, action, type Meant, ofTitle } from '../../bot/feature.js';
import { keeps } from '../../query/fields.js';
import { type ListState, windowOf } from '../../query/list-state.js';
import { stateOfQuery } from '../../query/query.js';
import { readWords } from '../../query/read-words.js';
import { LARGEST_PAGE, listRecordings } from '../../recordings/list.js';
import { recordedIn } from '../../recordings/types.js';
import { withTimeout } from '../../util/async.js';
import { SECOND } from '../../util/time.js';
import { listCommand } from './command.js';
import { type ListDeps, listOf, listTarget, upToNow } from './inputs.js';
import { cancelledCard } from './page.js';
import { pickCommand, sameCommand, turnPageCommand } from './same.js';
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
    finds: (actor, meant) => isTopicOfTheirs(deps, actor, meant),
    // A question about one recording is over once something else was asked, but not after a word back.
    heard: (actor, { forOthers, isHidden }) => {
      if (forOthers !== true && isHidden !== true) deps.searches.forgetPicked(actor);
    },
    jobs: [searchJob(deps)],
    // A running search must not overwrite what the person opened on its card.
    beforeUpdate: deps.searches.cards.supersede,
  };
};

/** A person waits for this before they are asked whether they meant a search. */
const PATIENCE_MS = 3 * SECOND;

/**
 * True when a line that may be a topic alone, or one of “… recordings”, is one: the usual list has a recording
 * of theirs about it. One call; where Webex does not tell, or not soon, false.
 */
export async function isTopicOfTheirs(
  { webex, tokens, now, log }: Pick<ListDeps, 'webex' | 'tokens' | 'now' | 'log'>,
  actor: Actor,
  { name, text, isTopic, isTitle }: Meant,
): Promise<boolean> {
  if (isTopic !== true && isTitle !== true && name !== 'list') return false;
  const calendar = { now: now(), zone: 'UTC' };
  const sought = isTitle === true ? ofTitle(text) : text;
  const state = stateOfQuery(readWords(sought.replace(/^\S+\s+/, ''), calendar).query, calendar);
  const { filter } = state;
  if (filter?.topic === undefined && filter?.anyTopic === undefined) return false;
  const span = recordedIn(windowOf(state), calendar.now);
  try {
    const found = await withTimeout(PATIENCE_MS, (signal) =>
      withToken(tokens, actor, (authority) =>
        listRecordings(webex, authority, { ...span, filter, limit: LARGEST_PAGE, signal }),
      ),
    );
    return found?.recordings.some((recording) => keeps(filter, recording)) ?? false;
  } catch (error) {
    log.debug({ err: error }, 'topic not looked for');
    return false;
  }
}

export { askMeaning, meetingOf, needsZone, readAsked, searchWords } from './command.js';
export * from './inputs.js';
export { pickRecording } from './pick.js';
export { binDates, MOST_HOSTS, renderListPage, titleOfHost } from './page.js';
export {
  BIN_DAYS,
  dataOf,
  factsOf,
  homeSite,
  movedNotice,
  passwordView,
  removalOf,
  removedFromBinAt,
  topicOf,
  TOPIC_LENGTH,
} from './row.js';
export { createSearchCache, type SearchCache, type SearchHandle } from './search/cache.js';
export { encryptedNotices, searchCardLock } from './search/store.js';
export { showList, showOutcome, showPage as showListPage } from './show.js';
