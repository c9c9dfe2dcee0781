import type { Button, Notice } from '../../bot/ui/card.js';
import { LARGEST_CARD_BYTES, card, fullestThatFits, noticeRow } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { size, timeWords, unbroken, whole } from '../../bot/ui/format.js';
import { linkRows, BEHALF_BYTES, hostedBy } from '../../bot/ui/message.js';
import { fillCard, inZone } from '../../bot/ui/text-of-card.js';
import { ever, isEver, shifted } from '../../query/calendar.js';
import {
  type ListState,
  PAGE,
  USUAL_DAYS,
  WIDER_DAYS,
  hasEarlier,
  isOwn,
  latest,
  writeState,
} from '../../query/list-state.js';
import { queryOfState, sentenceOf } from '../../query/query.js';
import type { Listing } from '../../recordings/list.js';
import type { Order, Filter } from '../../recordings/filter.js';
import type { Recording } from '../../recordings/types.js';
import { defined, present } from '../../util/present.js';
import { SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import { listButton } from './inputs.js';
import type { HostsShown } from './page.js';
import type { BinnedSince } from './row.js';
import { daysLeft, homeSite, leftOutWords, permissionNotices, recordingRow } from './row.js';
import type { ListResult } from './search/search.js';

interface RecordingsView {
  readonly state: ListState;
  readonly listing: Listing;
  readonly totals?: ListResult['totals'] | undefined;
  readonly notice?: Notice | undefined;
  readonly hosts?: HostsShown | undefined;
  readonly binned?: BinnedSince | undefined;
  /** The reader's, IANA. */
  readonly zone?: string | undefined;
}

/** One page of the list, with fewer rows if five would make the card too large. */
export function recordingsCard(view: RecordingsView): Content {
  const largest = isOwn(view.state) ? LARGEST_CARD_BYTES : LARGEST_CARD_BYTES - BEHALF_BYTES;
  return fullestThatFits(PAGE, (rows) => pageOf(view, rows), largest);
}

function pageOf(view: RecordingsView, rows: number): Content {
  const { state, listing, notice, hosts, binned, zone } = view;
  const when = timeWords(zone, state.asOf * SECOND);
  const { recordings } = listing;
  // The page may have vanished with what was deleted from it: show the last one.
  const lastPage = Math.max(0, Math.floor((recordings.length - 1) / PAGE) * PAGE);
  const start = state.start < recordings.length ? state.start : lastPage;
  const at = { ...state, start };
  const shown = recordings.slice(start, start + rows);
  const home = homeSite(recordings);
  const filledRows = shown.map((recording, index) =>
    recordingRow(recording, {
      ...hostOfRow(recording, at, hosts),
      ...{ index, when, withSite: recording.siteUrl !== home },
      views: listing.views?.get(recording.id),
      daysLeft: daysLeft(binned?.get(recording.id), state.asOf * 1000),
    }),
  );
  const { pager, tools } = navigation(at, listing, shown.length);
  // Where nothing was found, one button stands out.
  const pills = shown.length === 0 ? pager.slice(0, 1) : pager;
  const leftOut = leftOutWords(listing);
  const counts = [...countsOf(at, shown.length, view), ...leftOut];
  const filled = card('recordings', {
    notices: present([notice, ...permissionNotices(listing, state)]).map(noticeRow),
    heading: unbroken(listSentence(state)),
    range: [...counts, words.list.asOf({ time: when(state.asOf * SECOND) })].join(' · '),
    isEmpty: shown.length === 0,
    emptyText: unbroken(leftOut.length > 0 ? `${words.common.noneToShow}.` : nothingIn(state)),
    rows: filledRows,
    hasPager: pills.length > 0,
    pager: pills,
    tools: linkRows([], [...pager.slice(pills.length), ...tools]).tools.map(({ row }, nth) => ({
      row,
      isApart: nth === 0 && pills.length === 0,
    })),
  });
  return inZone(fillCard(filled, shown.length > 1 ? words.list.hint : undefined), zone);
}

/** In a list of everyone's recordings, the buttons of a row act for its host. */
function hostOfRow(recording: Recording, at: ListState, hosts: HostsShown | undefined) {
  const { scope } = at;
  if (scope === undefined) return { list: writeState(at) };
  const [whose] = hostedBy(recording);
  const { hostEmail = '' } = recording;
  const host = scope === 'site' ? hosts?.get(hostEmail.toLowerCase()) : undefined;
  const list = writeState(host === undefined ? at : { ...at, host: host.personId });
  return { list, scope, whose, orphaned: scope === 'site' && host === undefined };
}

/** E.g. `6–10 of 12` and `1,240 in all, 9.0 GB`. */
function countsOf(
  { start, limit }: ListState,
  shown: number,
  { listing, totals }: RecordingsView,
): string[] {
  const { more } = listing;
  const { length } = listing.recordings;
  const sums = totals === 'counting' ? undefined : totals;
  // Of “the newest one” nobody asks how many more there are.
  const isAll = shown === length && (!more || limit === 1);
  const plus = more && sums === undefined ? '+' : '';
  const inAll =
    sums !== undefined && sums.count !== length && words.list.inAll({ count: whole(sums.count) });
  const bytes = sums !== undefined && sums.bytes > 0 && size(sums.bytes);
  return present([
    shown > 0 &&
      (isAll
        ? words.common.recordings({ count: length })
        : words.list.range({ from: start + 1, to: start + shown, total: `${length}${plus}` })),
    totals === 'counting' && words.list.counting,
    sums !== undefined && sums.count > 0 && present([inAll, bytes]).join(', '),
  ]).filter((text) => text !== '');
}

/** E.g. “MP4 recordings about “standup”, in October 2026”. Escaped. */
export function listSentence(state: ListState): string {
  const { zone = 'UTC', asOf } = state;
  return sentenceOf(queryOfState(state), {
    zone,
    now: asOf * 1_000,
    quote: (text) => escapeText(text, 100),
    own: isOwn(state),
  });
}

/** From which list a line took what it means: several may stand above its answer. */
export const takenFrom = (list: ListState): string =>
  words.list.takenFrom({ list: listSentence(list) });

/** Quotes the topics that are looked for: “standup”, or “standup” or “retro”. Escaped. */
function topicIn({ topic, anyTopic }: Filter): string | undefined {
  const topics = topic === undefined ? (anyTopic ?? []) : [topic];
  if (topics.length === 0) return undefined;
  return topics
    .map((one) => `“${escapeText(one, 40)}”`)
    .reduce((before, last) => words.query.or({ before, last }));
}

function isOfAllTime({ span, zone = 'UTC', asOf }: ListState): boolean {
  return span !== undefined && isEver(span, { zone, now: asOf * SECOND });
}

/** Says in place of the rows what was looked for. */
export function nothingIn(state: ListState): string {
  const { filter = {}, days, span } = state;
  const isAll = isOfAllTime(state);
  const isWide = span === undefined && days > USUAL_DAYS;
  const time = isAll ? 'all' : isWide ? 'wide' : 'usual';
  if (filter.integrationTag !== undefined) return words.list.noneTagged;
  const inBin = filter.status === 'deleted';
  const fields = Object.keys(filter).length;
  const topic = topicIn(filter);
  // With one condition we can say there is nothing; with several only that nothing meets all of them.
  if (inBin && fields === 1) return isAll ? words.list.binEmpty : words.list.noneInBin({ time });
  const whose = isOwn(state) ? 'own' : 'others';
  const { hostedBy, of = hostedBy } = filter;
  if (of !== undefined && fields === 1) {
    const how = hostedBy === undefined ? 'of' : 'hosted';
    return words.list.noneOf({ how, name: escapeText(of, 40), whose, time });
  }
  if (fields === 0) return words.list.none({ whose, time });
  const others = fields - (topic === undefined ? 0 : 1) - (inBin ? 1 : 0);
  return words.list.noneSuch({
    which: others > 0 || topic === undefined ? 'such' : 'any',
    about: topic === undefined ? 'nothing' : 'topic',
    topic: topic ?? '',
    place: inBin ? 'bin' : 'kept',
    time,
  });
}

/** The neighbours of a page, by the order of the list. */
function neighbours(sort: Order): readonly [before: string, after: string] {
  const [newer, older] = [words.list.newer, words.list.older];
  const [larger, smaller] = [words.list.larger, words.list.smaller];
  const [longer, shorter] = [words.list.longer, words.list.shorter];
  const both: Readonly<Record<Order, readonly [string, string]>> = {
    ...{ newest: [newer, older], oldest: [older, newer] },
    ...{ largest: [larger, smaller], smallest: [smaller, larger] },
    ...{ longest: [longer, shorter], shortest: [shorter, longer] },
  };
  return both[sort];
}

/**
 * The buttons below a list, to other pages and spans, and links for the list itself; at most five of each,
 * which is all that Webex shows.
 * @param at the page shown
 * @param shown rows on it
 */
export function navigation(
  at: ListState,
  { recordings }: Listing,
  shown: number,
): Readonly<Record<'pager' | 'tools', readonly Button[]>> {
  const { start, sort = 'newest' } = at;
  const top = { ...at, start: 0 };
  const isLast = start + shown >= recordings.length;
  const isEmpty = recordings.length === 0;
  const [before, after] = neighbours(sort);
  return {
    pager: present([
      backToRecording(at),
      ...(isEmpty ? widerButtons(at) : []),
      start > 0 && pageButton(`‹ ${before}`, { ...at, start: Math.max(0, start - PAGE) }),
      !isLast && pageButton(`${after} ›`, { ...at, start: start + shown }),
      ...spanButtons(top, isLast, start === 0),
      isEmpty && withoutTopicButton(top),
    ]),
    tools: present([
      listButton(words.list.refresh, 'refresh', at),
      at.about === undefined && listButton(words.list.changeSearch, 'edit', top),
      !isEmpty && selectButton(at),
    ]),
  };
}

/** Several can be selected only in one person's list, and nothing changes what is purged. */
function selectButton(at: ListState): Button | undefined {
  const { status } = at.filter ?? {};
  if (at.scope !== undefined || status === 'purged') return undefined;
  return listButton(words.common.selectSeveral, status === 'deleted' ? 'bin-select' : 'select', at);
}

/** Back from the list of a meeting to the recording that led there. */
function backToRecording({ about, asOf, host, scope }: ListState): Button | undefined {
  if (about === undefined) return undefined;
  const list = writeState({ ...latest(asOf * SECOND), ...defined({ host, scope }) });
  const data = { action: 'more', recording: about, site: '', list };
  return { title: words.common.backToRecording, data };
}

function pageButton(title: string, state: ListState): Button {
  return listButton(title, 'page', state);
}

/** To the spans before and after this one, from its last and its first page. */
function spanButtons(at: ListState, isLast: boolean, isFirst: boolean) {
  const { span, days, back } = at;
  if (span === undefined) {
    const canGoBack = isLast && days < WIDER_DAYS && hasEarlier(at);
    return [
      canGoBack && pageButton(words.list.earlierDays({ days }), { ...at, back: back + 1 }),
      back > 0 && isFirst && pageButton(words.list.laterDays({ days }), { ...at, back: back - 1 }),
    ];
  }
  const earlier = isLast ? shifted(at, -1) : undefined;
  const later = isFirst ? shifted(at, 1) : undefined;
  return [
    earlier && pageButton(words.list.earlier, { ...at, span: earlier }),
    later && pageButton(words.list.later, { ...at, span: later }),
  ];
}

/** From the last days to a year, and to all of time. */
function widerButtons(state: ListState): Button[] {
  const { span, days, asOf, limit, filter, sort, host, scope, undo, zone = 'UTC' } = state;
  if (isOfAllTime(state)) return [];
  const same = { ...defined({ filter, sort, host, scope, undo }), back: 0, asOf, limit, start: 0 };
  const isShort = span === undefined && days < WIDER_DAYS;
  const all = ever({ now: asOf * SECOND, zone });
  return present([
    isShort && pageButton(words.list.searchYear, { ...same, days: WIDER_DAYS }),
    pageButton(words.list.searchAll, { ...same, days: USUAL_DAYS, span: all, zone }),
  ]);
}

/** In a button’s one line on a phone. */
const LONGEST_DROPPED = 30;

/** The word may not have been meant as a topic. */
function withoutTopicButton(state: ListState): Button | undefined {
  const { filter = {}, ...rest } = state;
  const { topic, of, anyTopic, ...others } = filter;
  const said = topicIn(defined({ topic: topic ?? of, anyTopic }));
  if (said === undefined) return undefined;
  const narrowed = Object.keys(others).length === 0 ? {} : { filter: others };
  const several = (anyTopic?.length ?? 0) > 1 || said.length > LONGEST_DROPPED;
  const title = several ? words.list.dropTopics : words.list.dropTopic({ topic: said });
  return pageButton(title, { ...rest, ...narrowed });
}
