import type { Actor, Host } from '../../accounts/types.js';
import { withBanner } from '../../bot/ui/behalf.js';
import type { Notice } from '../../bot/ui/card.js';
import { inZone } from '../../bot/ui/text-of-card.js';
import { type ListState, PAGE } from '../../query/list-state.js';
import { stateOf } from '../../recordings/change.js';
import type { Listing } from '../../recordings/list.js';
import type { Recording } from '../../recordings/types.js';
import { zoneOrUtc } from '../../settings/settings.js';
import { isWebexError } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import { recordingsCard } from './card.js';
import type { ListDeps } from './deps.js';
import type { BinnedSince } from './row.js';
import type { ListResult } from './search/search.js';

/** Dates of the recordings that are in the recycle bin, as far as the audit knows them. */
export async function binDates(
  { audit }: Pick<ListDeps, 'audit'>,
  recordings: readonly Recording[],
): Promise<BinnedSince> {
  const binned = recordings.filter((recording) => stateOf(recording) === 'in-bin');
  if (binned.length === 0) return new Map();
  return await audit.binnedSince(binned.map(({ id }) => id));
}

/** Hosts by their email addresses in lower case. */
export type HostsShown = ReadonlyMap<string, Host>;

/** The recordings of a page, and of the last page, which replaces one that has vanished. */
export function shownOf({ start }: ListState, { recordings }: Listing): Recording[] {
  return [...recordings.slice(start, start + PAGE), ...recordings.slice(-PAGE)];
}

/** The hosts on a page of everyone's recordings, without those that Webex does not know (any more). */
export async function hostsShown(
  { hosts }: Pick<ListDeps, 'hosts'>,
  state: ListState,
  listing: Listing,
): Promise<HostsShown> {
  if (state.scope !== 'site') return new Map();
  const emails = new Set(shownOf(state, listing).map(({ hostEmail = '' }) => hostEmail));
  emails.delete('');
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

/** @param notice the outcome of the last click, on top */
export async function renderListPage(
  deps: Pick<ListDeps, 'hosts' | 'audit' | 'settings'>,
  actor: Actor,
  state: ListState,
  { listing, totals }: ListResult,
  notice?: Notice,
): Promise<Content> {
  const [hosts, binned, chosen] = await Promise.all([
    hostsShown(deps, state, listing),
    binDates(deps, shownOf(state, listing)),
    deps.settings.of(actor.personId),
  ]);
  const content = recordingsCard({
    ...{ state, listing, totals, notice, hosts, binned },
    zone: chosen.timeZone,
  });
  return withBanner(inZone(content, zoneOrUtc(chosen)), actor);
}
