import type { Feature } from '../../bot/feature.js';
import { listActions } from './actions.js';
import { listCommand } from './command.js';
import type { ListDeps } from './deps.js';
import { searchJob } from './search/job.js';

/** `list`: a person's recordings, page by page, with a search behind it that may take its time. */
export const list = (deps: ListDeps): Feature => ({
  commands: [listCommand(deps)],
  actions: listActions(deps),
  jobs: [searchJob(deps)],
  // What still goes on there leaves a card alone as soon as its person has done something else on it.
  beforeUpdate: deps.searches.cards.supersede,
});

export { type BinnedSince, daysLeft, placeOf, removedFromBinAt } from './bin-days.js';
export { searchWords } from './command.js';
export type { FormStart, ListDeps } from './deps.js';
export {
  listOf,
  type RecordingInput,
  recordingInputOf,
  recordingTarget,
  upToNow,
} from './inputs.js';
export { binDates, renderListPage } from './page.js';
export { factsOf, passwordView, topicOf } from './row.js';
export { createSearchCache, type SearchCache, type SearchHandle } from './search/cache.js';
export { encryptedNotices } from './search/sealed-notices.js';
export { searchCardLock } from './search/store.js';
export { showList } from './show.js';
export { showOutcome } from './show-outcome.js';
