import { BEHALF_BYTES, hostedBy } from '../../bot/ui/behalf.js';
import { LARGEST_CARD_BYTES, type Notice, bytesOf, card, noticeRow } from '../../bot/ui/card.js';
import { cardDateTime, size, whole } from '../../bot/ui/format.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import { type ListState, PAGE, writeState } from '../../query/list-state.js';
import type { Listing } from '../../recordings/list.js';
import type { Recording } from '../../recordings/types.js';
import type { Content } from '../../webex/messages.js';
import { type BinnedSince, daysLeft } from './bin-days.js';
import { navigation } from './navigation.js';
import type { HostsShown } from './page.js';
import { type RowPlace, recordingRow } from './row.js';
import { listSentence, nothingIn } from './sentence.js';

/** The list card: one page of recordings, and on top what came of the last click. */
export interface RecordingsView {
  readonly state: ListState;
  readonly listing: Listing;
  /** Of everything that was asked for, shown or not; `counting` while that is being found out. */
  readonly totals?: { readonly count: number; readonly bytes: number } | 'counting' | undefined;
  readonly notice?: Notice | undefined;
  /** Who hosts what stands in a list of everyone. */
  readonly hosts?: HostsShown | undefined;
  /** Since when what stands in it is in the recycle bin, where that is known. */
  readonly binned?: BinnedSince | undefined;
}

/** Fills the list card, with fewer rows where five would make it too large. */
export function recordingsCard(view: RecordingsView): Content {
  const { host, scope } = view.state;
  const own = host === undefined && scope === undefined;
  const largest = own ? LARGEST_CARD_BYTES : LARGEST_CARD_BYTES - BEHALF_BYTES;
  for (let rows = PAGE; ; rows -= 1) {
    const content = page(view, rows);
    if (rows <= 1 || bytesOf(content.card ?? {}) <= largest) return content;
  }
}

function page(view: RecordingsView, rows: number): Content {
  const { state, listing, totals, notice, hosts, binned } = view;
  const { recordings } = listing;
  // The page may be gone with what was deleted from it: show the last one that there is.
  const start = state.start < recordings.length ? state.start : lastPage(recordings.length);
  const at = { ...state, start };
  const shown = recordings.slice(start, start + rows);
  const home = commonest(recordings.map(({ siteUrl }) => siteUrl));
  const filledRows = shown.map((recording, index) =>
    recordingRow(recording, {
      ...rowFor(recording, at, hosts),
      ...{ index, tellSite: recording.siteUrl !== home },
      daysLeft: daysLeft(binned?.get(recording.id), state.asOf * 1000),
    }),
  );
  const count = [...counted(start, shown.length, listing, totals), ...inAll(totals, listing)];
  const filled = card('recordings', {
    notices: notice === undefined ? [] : [noticeRow(notice)],
    heading: listSentence(state),
    range: [...count, `as of ${cardDateTime(state.asOf * 1000)}`].join(' · '),
    isEmpty: shown.length === 0,
    emptyText: nothingIn(state),
    rows: filledRows,
    navigation: navigation(at, listing, shown.length),
  });
  return fillCard(filled);
}

/** In a list of everyone each recording is its host's, and so are its buttons. */
function rowFor(
  recording: Recording,
  at: ListState,
  hosts: HostsShown | undefined,
): Pick<RowPlace, 'list' | 'scope' | 'whose' | 'orphaned'> {
  const { scope } = at;
  if (scope === undefined) return { list: writeState(at) };
  const [whose] = hostedBy(recording);
  const { hostEmail = '' } = recording;
  const host = scope === 'site' ? hosts?.get(hostEmail.toLowerCase()) : undefined;
  const list = writeState(host === undefined ? at : { ...at, host: host.personId });
  return { list, scope, whose, orphaned: scope === 'site' && host === undefined };
}

/** Most recordings are on one site: only where one is not, the site is worth a word. */
function commonest(sites: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string | undefined, number>();
  for (const site of sites) counts.set(site, (counts.get(site) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

function lastPage(count: number): number {
  return Math.max(0, Math.floor((count - 1) / PAGE) * PAGE);
}

/** What all that was asked for comes to, where it is known or will be. */
function inAll(totals: RecordingsView['totals'], { recordings }: Listing): string[] {
  if (totals === undefined) return [];
  if (totals === 'counting') return ['counting…'];
  const { count, bytes } = totals;
  if (count === 0) return [];
  const takenUp = bytes === 0 ? [] : [size(bytes)];
  return count === recordings.length
    ? takenUp
    : [[`${whole(count)} in all`, ...takenUp].join(', ')];
}

function counted(
  start: number,
  shown: number,
  { recordings, more }: Listing,
  totals: RecordingsView['totals'],
): string[] {
  if (shown === 0) return [];
  // How many more there are is said beside it, as soon as that is known.
  const known = totals !== undefined && totals !== 'counting';
  const total = `${recordings.length}${more && !known ? '+' : ''}`;
  return shown === recordings.length && !more
    ? [recordings.length === 1 ? '1 recording' : `${total} recordings`]
    : [`${start + 1}–${start + shown} of ${total}`];
}
