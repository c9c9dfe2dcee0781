import type { Actor } from '../../accounts/types.js';
import { resolveActor, scopeList } from '../../bot/access/impersonation.js';
import { withBanner } from '../../bot/ui/behalf.js';
import type { Notice } from '../../bot/ui/card.js';
import { type ListState, PAGE } from '../../query/list-state.js';
import type { Content } from '../../webex/messages.js';
import type { MessageAt } from '../../webex/messaging.js';
import type { ListDeps } from './deps.js';
import { renderListPage } from './page.js';
import { searchingCard } from './progress-card.js';
import type { SearchHandle } from './search/cache.js';
import { continueInBackground } from './search/job.js';
import type { ListResult, Search } from './search/search.js';

/** Whom a list is for, and how they are answered. */
export interface ListReader {
  /** Who wrote or clicked; in whose name the list is read is checked here. */
  readonly actor: Actor;
  /** `turn.tell`, or `click.replace`. */
  readonly answer: (content: Content) => Promise<MessageAt>;
}

/**
 * Shows a page of a person's list: at once what one call gives, completed in its place with the
 * totals when all is counted. Where that one call, or the order asked for, takes longer than people
 * wait, they see how far the search is, and it goes on behind their line.
 *
 * Rejects with NotConnected, NotServed, NotAllowed, NoSuchHost, NotDelivered or a WebexError.
 */
export async function showList(
  deps: ListDeps,
  { actor: asker, answer }: ListReader,
  asked: ListState,
  notice?: Notice,
): Promise<void> {
  const state = scopeList(asked, asker);
  const actor = await resolveActor(deps, asker, state);
  const search = deps.searches.start(deps, actor, state);
  await showFound(deps, { actor, answer }, state, search, notice);
}

/**
 * Shows another page of a list, as {@link showList} does, out of what was found a short while ago
 * or is being found, where there is such. Rejects as that does.
 */
export async function showPage(
  deps: ListDeps,
  { actor: asker, answer }: ListReader,
  asked: ListState,
): Promise<void> {
  const { searches } = deps;
  const state = scopeList(asked, asker);
  const actor = await resolveActor(deps, asker, state);
  const known = searches.peek(actor, state);
  if (known === undefined) {
    const search = searches.attach(deps, actor, state);
    await showFound(deps, { actor, answer }, state, search);
    return;
  }
  // What is remembered is shown only to who may see it now.
  await deps.tokens.get(actor);
  await answer(await renderListPage(deps, actor, state, known));
}

async function showFound(
  deps: ListDeps,
  asker: ListReader,
  state: ListState,
  search: SearchHandle,
  notice?: Notice,
): Promise<void> {
  try {
    const found = await withinPatience(deps.searches.patienceMs, search, state);
    const late = (): Content => searchingCard(state, search.progress());
    await showPartial(deps, asker, state, { search, found, notice, shows: 'progress', late });
  } catch (error) {
    search.release();
    throw error;
  }
}

/** How far a search is when people have waited long enough. */
export interface PartialResult {
  readonly search: SearchHandle;
  /** What there is to show of it; undefined: nothing yet. */
  readonly found: ListResult | undefined;
  readonly notice: Notice | undefined;
  /** What the card shows where there is nothing yet. */
  readonly late: () => Content;
  readonly shows: 'progress' | 'outcome';
}

/**
 * Shows what there is of a search, and leaves what is missing to a job.
 *
 * @param asker in whose name it is; checked already
 */
export async function showPartial(
  deps: ListDeps,
  { actor, answer }: ListReader,
  state: ListState,
  { search, found, notice, late, shows }: PartialResult,
): Promise<void> {
  if (found === undefined) {
    const at = await answer(withBanner(late(), actor));
    await continueInBackground(deps, actor, state, { at, search, shows, notice });
    return;
  }
  const at = await answer(await renderListPage(deps, actor, state, found, notice));
  if (found.totals === 'counting') {
    await continueInBackground(deps, actor, state, { at, search, shows: 'list', notice });
  } else {
    search.release();
  }
}

/** What of a search can be shown as this page, unless that takes too long. */
export async function withinPatience(
  ms: number,
  search: Search,
  state: ListState,
): Promise<ListResult | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  const page = search.first.then((found) => (holds(found, state) ? found : search.whole));
  try {
    return await Promise.race([page, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether what was found reaches to the end of the page; of what is all there, it does. */
function holds({ listing, totals }: ListResult, { start, limit }: ListState): boolean {
  return totals !== 'counting' || listing.recordings.length >= Math.min(limit, start + PAGE);
}
