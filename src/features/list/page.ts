import { withToken } from '../../accounts/token-provider.js';
import type { Actor, Host } from '../../accounts/types.js';
import type { Notice } from '../../bot/ui/card.js';
import { withBanner } from '../../bot/ui/message.js';
import { type ListState, PAGE, writeState } from '../../query/list-state.js';
import { stateOf } from '../../recordings/change.js';
import { getRecording } from '../../recordings/requests.js';
import type { Listing } from '../../recordings/list.js';
import type { Recording } from '../../recordings/types.js';
import { withTimeout } from '../../util/async.js';
import { DAY, SECOND } from '../../util/time.js';
import { undefinedIfWebexFails } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import { recordingsCard } from './card.js';
import type { ListDeps } from './deps.js';
import { type BinnedSince, TOPIC_LENGTH, movedNotice, topicOf } from './row.js';
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

/** The recordings of a page, and of the last page, which replaces a page that has vanished. */
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
      const host = await hosts.byEmail(email).catch(undefinedIfWebexFails);
      return host === undefined ? [] : [[email.toLowerCase(), host]];
    }),
  );
  return new Map(found.flat());
}

const UNDO_MS = DAY;
const UNDO_TIMEOUT_MS = SECOND;

/** For a recording that was moved to the recycle bin from this list, and is still there. */
async function undoNotice(
  { audit, webex, tokens, now }: Pick<ListDeps, 'audit' | 'webex' | 'tokens' | 'now'>,
  actor: Actor,
  state: ListState,
): Promise<Notice | undefined> {
  const { undo: id } = state;
  if (id === undefined) return undefined;
  const binnedAt = (await audit.binnedSince([id])).get(id);
  if (binnedAt === undefined || binnedAt + UNDO_MS <= now()) return undefined;
  const found = await withTimeout(UNDO_TIMEOUT_MS, () =>
    withToken(tokens, actor, (authority) => getRecording(webex, authority, id)),
  ).catch(undefinedIfWebexFails);
  if (found === undefined || stateOf(found) !== 'in-bin') return undefined;
  const topic = topicOf(found, TOPIC_LENGTH.line);
  const data = { recording: id, site: found.siteUrl ?? '', topic, list: writeState(state) };
  return movedNotice(topic, data, binnedAt);
}

/**
 * @param outcome the outcome of the last click, on top; by default what can still be undone of an earlier one
 * @param settings of the reader, where they are being read already
 */
export async function renderListPage(
  deps: Pick<ListDeps, 'hosts' | 'audit' | 'settings' | 'webex' | 'tokens' | 'now'>,
  actor: Actor,
  state: ListState,
  { listing, totals }: ListResult,
  outcome?: Notice,
  settings = deps.settings.of(actor.personId),
): Promise<Content> {
  const [hosts, binned, chosen, notice] = await Promise.all([
    hostsShown(deps, state, listing),
    binDates(deps, shownOf(state, listing)),
    settings,
    outcome ?? undoNotice(deps, actor, state),
  ]);
  const { timeZone: zone } = chosen;
  const content = recordingsCard({ state, listing, totals, notice, hosts, binned, zone });
  return { ...withBanner(content, actor), isDated: true };
}
