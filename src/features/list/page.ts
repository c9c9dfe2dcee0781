import { withToken } from '../../accounts/token-provider.js';
import { type Actor, type Host, actsForSelf } from '../../accounts/types.js';
import type { Button, Notice } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { busyWords, whole } from '../../bot/ui/format.js';
import { withBanner, messageCard, sayButton } from '../../bot/ui/message.js';
import { type ListState, PAGE, USUAL_LIMIT, writeState, isOwn } from '../../query/list-state.js';
import type { NoMeeting, ReadWords } from '../../query/read-words.js';
import { stateOf } from '../../recordings/change.js';
import { hostsOf } from '../../recordings/filter.js';
import { findMeeting, getRecording } from '../../recordings/requests.js';
import type { Listing } from '../../recordings/list.js';
import type { Recording } from '../../recordings/types.js';
import { withTimeout } from '../../util/async.js';
import { present } from '../../util/present.js';
import { DAY, SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import { hasStatus, undefinedIfWebexFails } from '../../webex/errors.js';
import { samePerson } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import { listSentence, recordingsCard } from './card.js';
import { type ListDeps, listButton, showListOf } from './inputs.js';
import { nearNotice } from './nearest.js';
import { type BinnedSince, TOPIC_LENGTH, binDates, dataOf, movedNotice, topicOf } from './row.js';
import type { ListResult, SearchProgress } from './search/search.js';

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

/**
 * What was moved to the recycle bin from this list in the last day, and is still there, can be undone below an
 * outcome, or by itself.
 */
async function noticeWithUndo(
  { audit, webex, tokens, now }: Pick<ListDeps, 'audit' | 'webex' | 'tokens' | 'now'>,
  actor: Actor,
  state: ListState,
  outcome: Notice | undefined,
): Promise<Notice | undefined> {
  const offered = outcome?.buttons?.map(({ data }) => data.recording) ?? [];
  const ids = (state.undo ?? []).filter((id) => !offered.includes(id));
  const binned: BinnedSince = ids.length === 0 ? new Map() : await audit.binnedSince(ids);
  const moves = await Promise.all(
    ids.map(async (id) => {
      const binnedAt = binned.get(id);
      if (binnedAt === undefined || binnedAt + UNDO_MS <= now()) return undefined;
      const found = await withTimeout(UNDO_TIMEOUT_MS, () =>
        withToken(tokens, actor, (authority) => getRecording(webex, authority, id)),
      ).catch(undefinedIfWebexFails);
      if (found === undefined || stateOf(found) !== 'in-bin') return undefined;
      const notice = movedNotice(topicOf(found, TOPIC_LENGTH.line), dataOf(found, state), binnedAt);
      const title = words.list.undoOne({ topic: topicOf(found, TOPIC_LENGTH.button) });
      return { notice, named: notice.buttons?.map((undo) => ({ ...undo, title })) ?? [] };
    }),
  );
  const [last, ...rest] = present(moves);
  const top = outcome ?? last?.notice;
  const others = present([outcome && last, ...rest]).flatMap(({ named }) => named);
  return top && { ...top, buttons: [...(top.buttons ?? []), ...others] };
}

/**
 * @param outcome the outcome of the last click, on top; what can still be undone of earlier ones stays
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
    noticeWithUndo(deps, actor, state, outcome),
  ]);
  const near = notice ?? (await nearNotice(deps, actor, state, listing));
  const { timeZone: zone } = chosen;
  const content = recordingsCard({ state, listing, totals, notice: near, hosts, binned, zone });
  return { ...withBanner(content, actor), isDated: true };
}

/**
 * The outcome of a click whose list failed or is late.
 * @param follows whether the list is still on its way, and will replace the card
 */
export function outcomeCard(notice: Notice, state: ListState, follows = false): Content {
  return messageCard({
    title: notice.text,
    paragraphs: [follows ? words.list.follows : words.list.notNow],
    detail: notice.detail,
    buttons: [...(notice.buttons ?? []), listButton(words.list.show, 'refresh', state)],
  });
}

/** @param now milliseconds since the epoch */
export function searchingCard(state: ListState, progress: SearchProgress, now: number): Content {
  return messageCard({
    title: isOwn(state) ? words.list.searchingYours : words.list.searching,
    paragraphs: present([
      `${soFar(progress)} ${words.list.willAppear}`,
      busyWords(progress.busyUntil, now),
    ]),
    buttons: [listButton(words.common.cancel, 'cancel-search', state)],
  });
}

/** @param progress where it is known how far the search came */
export function cancelledCard(state: ListState, progress?: SearchProgress): Content {
  const isSorted = state.sort !== undefined && state.sort !== 'newest';
  return messageCard({
    title: words.list.cancelled,
    paragraphs: present([progress && soFar(progress), words.list.quicker]),
    buttons: present([
      listButton(words.list.searchAgain, 'refresh', state),
      isSorted && listButton(words.find.newest, 'refresh', { ...state, sort: 'newest' }),
      { title: words.list.last30Days, data: { action: 'list' } },
    ]),
  });
}

/** The match is somebody else's. */
export function notTheirsCard(
  recording: Recording,
  state: ListState,
  notes: readonly string[],
): Content {
  return messageCard({
    title: words.list.onlyItsHost,
    paragraphs: [words.list.sharedWithYou({ topic: topicOf(recording) }), ...notes],
    buttons: [
      { title: words.list.changeSearch, data: { action: 'edit', list: writeState(state) } },
      showListOf(state, state.asOf * SECOND),
    ],
  });
}

const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });

function soFar({ count, since }: SearchProgress): string {
  const found = whole(count);
  return since === undefined
    ? words.list.soFar({ found })
    : words.list.soFarBackTo({ found, month: month.format(since) });
}

/** With more people of one name, their addresses are as easily written. */
export const MOST_HOSTS = 5;

/** On the button of one of several hosts. */
export function titleOfHost({ displayName, email }: Host): string {
  return escapeText(`${displayName} (${email})`, 60);
}

/** Asks which of several hosts is meant, of one name or of several. */
export function whichHostCard(state: ListState, hosts: readonly Host[]): Content {
  return messageCard({
    title: words.list.whichHost,
    paragraphs: [words.list.oneHost, words.list.pressOrWrite],
    choices: hosts.map((host) => ({
      title: titleOfHost(host),
      data: { action: 'page', list: writeState({ ...state, host: host.personId }) },
    })),
  });
}

/**
 * The list of a host whom an administrator or an officer names: “recordings of bob@example.com”, “bob’s recordings”. Names
 * are not unique, and a list is of one host: `of` are the few people who are named, if several. `isOfHost` is false if nobody has it.
 * Rejects with a WebexError.
 */
export async function stateForHost(
  deps: ListDeps,
  actor: Actor,
  own: ListState,
): Promise<{
  readonly state: ListState;
  readonly isOfHost?: boolean;
  readonly of?: readonly Host[];
}> {
  const { hostedBy, of, ...filter } = own.filter ?? {};
  const name = hostedBy ?? of;
  if (name === undefined || !actsForSelf(actor) || filter.status === 'purged')
    return { state: own };
  const isAdministrator = await deps.roles.has(actor, 'administrator');
  if (!isAdministrator && !(await deps.roles.has(actor, 'officer'))) return { state: own };
  const names = hostsOf(name);
  const each = await Promise.all(names.map((one) => hostsNamed(deps, one)));
  const all = each.flat();
  const [host, ...others] = all;
  const areFew = all.length <= MOST_HOSTS && each.every((of) => of.length > 0);
  if (others.length > 0 && areFew) return { state: { ...own, filter }, of: all };
  if (others.length > 0 || names.length > 1) return { state: own, isOfHost: false };
  if (host === undefined || samePerson(host.personId, actor.personId)) {
    return { state: own, isOfHost: host !== undefined };
  }
  if (isAdministrator) return { state: { ...own, filter, host: host.personId }, isOfHost: true };
  // An officer’s lists are of everybody, and name the hosts.
  const ofOne = { ...filter, hostedBy: host.email };
  return { state: { ...own, filter: ofOne, scope: 'organization' }, isOfHost: true };
}

async function hostsNamed({ hosts }: Pick<ListDeps, 'hosts'>, name: string) {
  return name.includes('@') ? present([await hosts.byEmail(name)]) : await hosts.byName(name);
}

/**
 * @param widest what looks through all of time, as a person writes it
 * @param near names that may be meant, and what is said of them
 */
export function noneCard(
  state: ListState,
  widest: string | undefined,
  { query }: ReadWords,
  notes: readonly string[],
  near: { readonly text: string; readonly buttons: readonly Button[] },
): Content {
  const searched = [listSentence({ ...state, limit: USUAL_LIMIT }), ...notes].join(' · ');
  const line = 'days' in query.when ? widest : undefined;
  return messageCard({
    title: words.list.noSuch,
    paragraphs: present([words.list.lookedFor({ searched }), near.buttons.length > 0 && near.text]),
    choices: near.buttons,
    buttons: present([
      line !== undefined && sayButton(words.list.searchAll, line, 'said'),
      { title: words.list.changeSearch, data: { action: 'edit', list: writeState(state) } },
      showListOf(state, state.asOf * SECOND),
    ]),
  });
}

/**
 * The id of the meeting that has a number. Rejects with NotConnected, NotServed or a WebexError.
 * @param digits as read; undefined where none were said
 */
export async function meetingOf(
  { webex, tokens }: Pick<ListDeps, 'webex' | 'tokens'>,
  actor: Actor,
  digits: string | undefined,
): Promise<string | NoMeeting | undefined> {
  if (digits === undefined) return undefined;
  try {
    const found = await withToken(tokens, actor, (authority) =>
      findMeeting(webex, authority, digits),
    );
    return found ?? { isUnknown: true };
  } catch (error) {
    if (hasStatus(error, 400, 403)) return { isUnknown: false };
    throw error;
  }
}
