import type { Host, Actor } from '../../accounts/types.js';
import { withBanner } from '../../bot/ui/behalf.js';
import type { Notice } from '../../bot/ui/card.js';
import { type ListState, PAGE } from '../../query/list-state.js';
import { stateOf } from '../../recordings/change.js';
import type { Listing } from '../../recordings/list.js';
import type { Recording } from '../../recordings/types.js';
import { isWebexError } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import type { ListDeps } from './deps.js';
import type { BinnedSince } from './bin-days.js';
import { recordingsCard } from './card.js';
import type { ListResult } from './search/search.js';

/** Since when recordings are in the recycle bin, as far as it is known; asks nothing about others. */
export async function binDates(
  { audit }: Pick<ListDeps, 'audit'>,
  recordings: readonly Recording[],
): Promise<BinnedSince> {
  const binned = recordings.filter((recording) => stateOf(recording) === 'in-bin');
  if (binned.length === 0) return new Map();
  return await audit.binnedSince(binned.map(({ id }) => id));
}

/** Hosts by the address that a list tells of them, in lower case. */
export type HostsShown = ReadonlyMap<string, Host>;

/** What a page of a list shows, and the last page: that one is shown when the asked one is gone. */
export function shownOf({ start }: ListState, { recordings }: Listing): Recording[] {
  return [...recordings.slice(start, start + PAGE), ...recordings.slice(-PAGE)];
}

/**
 * Who hosts what a page of a list of everyone shows: what is done to a recording is done for its
 * host, whose id goes into its buttons. Whom Webex cannot tell of (they may have left) is missing,
 * and their recordings get no buttons. Asks nothing for other lists.
 */
export async function hostsShown(
  { hosts }: Pick<ListDeps, 'hosts'>,
  state: ListState,
  listing: Listing,
): Promise<HostsShown> {
  if (state.scope !== 'site') return new Map();
  const emails = new Set(
    shownOf(state, listing).flatMap(({ hostEmail = '' }) => (hostEmail === '' ? [] : [hostEmail])),
  );
  const found = await Promise.all(
    [...emails].map(async (email): Promise<[string, Host][]> => {
      try {
        const host = await hosts.byEmail(email);
        return host === undefined ? [] : [[email.toLowerCase(), host]];
      } catch (error) {
        if (!isWebexError(error)) throw error;
        return [];
      }
    }),
  );
  return new Map(found.flat());
}

/**
 * A page of what was found, as its person sees it, saying on whose behalf where that is not theirs.
 *
 * @param actor in whose name it was found
 * @param notice what came of the last click, on top
 */
export async function renderListPage(
  deps: Pick<ListDeps, 'hosts' | 'audit'>,
  actor: Actor,
  state: ListState,
  found: Pick<ListResult, 'listing'> & Partial<ListResult>,
  notice?: Notice,
): Promise<Content> {
  const { listing, totals } = found;
  const [hosts, binned] = await Promise.all([
    hostsShown(deps, state, listing),
    binDates(deps, shownOf(state, listing)),
  ]);
  return withBanner(recordingsCard({ state, listing, totals, notice, hosts, binned }), actor);
}
