import { type Actor, accountRoleOf } from '../../accounts/types.js';
import type { Button, Notice } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import type { TimeWords } from '../../bot/ui/format.js';
import {
  cardDate,
  cardDateTime,
  duration,
  factsLine,
  formatName,
  size,
} from '../../bot/ui/format.js';
import { connectAgainButton } from '../../bot/ui/message.js';
import {
  LONGEST_WORDS,
  type ListState,
  USUAL_LIMIT,
  WIDER_DAYS,
  latest,
  writeState,
} from '../../query/list-state.js';
import { type ListDeps, listButton } from './inputs.js';
import { stateOf } from '../../recordings/change.js';
import type { Filter } from '../../recordings/filter.js';
import type { Listing } from '../../recordings/list.js';
import { type Recording, type Scope, recordedAt } from '../../recordings/types.js';
import { defined, present } from '../../util/present.js';
import { DAY } from '../../util/time.js';
import { words } from '../../util/words.js';

/** When recordings were moved to the recycle bin, by their ids; milliseconds since the epoch. */
export type BinnedSince = ReadonlyMap<string, number>;

/** Dates of the recordings that are in the recycle bin, as far as the audit knows them. */
export async function binDates(
  { audit }: Pick<ListDeps, 'audit'>,
  recordings: readonly Recording[],
): Promise<BinnedSince> {
  const binned = recordings.filter((recording) => stateOf(recording) === 'in-bin');
  if (binned.length === 0) return new Map();
  return await audit.binnedSince(binned.map(({ id }) => id));
}

export const BIN_DAYS = 30;

/** Webex removes a recording from the recycle bin for good after 30 days. */
export function removedFromBinAt(binnedAt: number): number {
  return binnedAt + BIN_DAYS * DAY;
}

/** @param topic of what was moved, escaped; @param undo what the button to restore it carries */
export function movedNotice(topic: string, undo: Button['data'], binnedAt: number): Notice {
  return {
    style: 'good',
    text: words.list.moved({ topic, date: cardDate(removedFromBinAt(binnedAt)) }),
    buttons: [{ title: words.common.undo, data: { action: 'restore', ...undo } }],
  };
}

/** E.g. `24 days left`; undefined if that is unknown or over. @param now milliseconds */
export function daysLeft(binnedAt: number | undefined, now: number): string | undefined {
  if (binnedAt === undefined) return undefined;
  // A list may be older than the move: never more than 30.
  const days = Math.min(BIN_DAYS, Math.ceil((removedFromBinAt(binnedAt) - now) / DAY));
  if (days < 1) return undefined;
  return words.list.daysLeft({ days });
}

/** Button data to find a recording without a host again: when it was made, in seconds. */
function madeAt({ createTime }: Recording): { readonly made: string } {
  return { made: String(Math.floor(Date.parse(createTime) / 1_000)) };
}

/**
 * A recording's password for a template: hidden until it is clicked, to the letter, since people copy
 * it. Absent if Webex gives only asterisks or plays the recording nowhere.
 * @param id the element to show, unique on its card
 */
export function passwordView(recording: Recording, id: string) {
  const { password } = recording;
  const shown = password !== undefined && /[^*]/.test(password) && stateOf(recording) === 'kept';
  // Split, so that no client takes it for an expression or a date token.
  const pieces = shown ? password.split(/(?<=\$)(?=\{)|(?<=\{)(?=\{)/) : [''];
  return { hasPassword: shown, passwordId: id, passwordParts: pieces.map((part) => ({ part })) };
}

interface RowPlace {
  /** From 0 on this card: makes its element ids unique. */
  readonly index: number;
  readonly when: TimeWords;
  readonly list: string;
  readonly withSite: boolean;
  /** Beyond one's own recordings: an officer can only delete, with a reason. */
  readonly scope?: Scope | undefined;
  /** The host, escaped. */
  readonly whose?: string | undefined;
  readonly daysLeft?: string | undefined;
  /** Views and downloads in all, where Webex was asked for them. */
  readonly views?: number | undefined;
  /** Without a known host it can only be deleted for good. */
  readonly orphaned?: boolean | undefined;
}

/**
 * Where a recording can be deleted, and where that is for good: red is for what nobody can undo.
 * @param orphaned without a known host
 */
export function removalOf(recording: Recording, scope: Scope | undefined, orphaned = false) {
  const { siteUrl, shareToMe, status } = recording;
  const isForGood = stateOf(recording) === 'in-bin' || scope === 'organization';
  // Without its site, Webex would look for it on the person's preferred one.
  const isRemovable = !shareToMe && status !== 'purged' && (siteUrl !== undefined || isForGood);
  return { isRemovable, isDangerous: isRemovable && (isForGood || orphaned) };
}

export function recordingRow(recording: Recording, place: RowPlace) {
  const { index, list, withSite, when, scope, whose, views = 0, orphaned = false } = place;
  const byOfficer = scope === 'organization';
  const { id, siteUrl, shareToMe, playbackUrl } = recording;
  const binned = stateOf(recording) === 'in-bin';
  const data = { recording: id, site: siteUrl ?? '', list };
  // Without its site, Webex would look for it on the person's preferred one.
  const isPlaced = siteUrl !== undefined;
  const canRestore = binned && isPlaced && !shareToMe && !byOfficer && !orphaned;
  const password = passwordView(recording, `password-${index}`);
  const isOwn = !shareToMe && scope === undefined && !binned;
  const { isRemovable, isDangerous } = removalOf(recording, scope, orphaned);
  const canDelete = isRemovable && !isDangerous;
  // As buttons: as links, five rows with passwords would be too large for a card.
  const buttons = present([
    !orphaned && { title: words.common.details, data: { action: 'more', ...data } },
    isOwn && isPlaced && { title: words.share.button, data: { action: 'ask-share', ...data } },
  ]);
  const opened = views > 0 && words.list.opened({ views });
  const facts = present([...factsOf(recording, withSite, when), opened, whose, place.daysLeft]);
  // Never alone on a line.
  const locked = password.hasPassword ? '\u00A0🔒' : '';
  return {
    topic: topicOf(recording),
    facts: factsLine(facts) + locked,
    ...password,
    // Nothing in the bin can be played.
    canWatch: playbackUrl !== undefined && !binned,
    watchUrl: playbackUrl ?? 'https://www.webex.com',
    canRestore,
    // Said where the recording cannot be read.
    restore: { action: 'restore', ...data, topic: topicOf(recording, TOPIC_LENGTH.short) },
    hasMore: buttons.length > 0 || isRemovable,
    moreId: `more-${index}`,
    hasButtons: buttons.length > 0 || isDangerous,
    buttons,
    isDangerous,
    hasLinks: canDelete || password.hasPassword,
    canDelete,
    deleteTitle:
      (binned && !byOfficer) || orphaned ? words.common.deleteForGood : words.common.delete,
    delete: {
      action: 'ask-delete',
      ...data,
      ...(orphaned && madeAt(recording)),
    },
  };
}

/** Something to see: joiners alone, fillers and an empty Braille cell are letters and signs to Unicode. */
const VISIBLE = /[^\s\p{C}\p{M}\u115F\u1160\u2800\u3164\uFFA0]/u;

/** Letters of a topic in a heading, in a line, in data or a narrow row, and behind a word on a button. */
export const TOPIC_LENGTH = { title: 120, line: 80, short: 60, button: 25 } as const;

/** The topic, escaped, never empty. @param longest one of {@link TOPIC_LENGTH}; by default all of it */
export function topicOf({ topic }: Pick<Recording, 'topic'>, longest?: number): string {
  return VISIBLE.test(topic) ? escapeText(topic, longest) : words.list.untitled;
}

/** The site that most are on: rows name only another one. */
export function homeSite(
  all: readonly { readonly siteUrl?: string | undefined; readonly count?: number }[],
): string | undefined {
  const counts = new Map<string | undefined, number>();
  for (const { siteUrl, count = 1 } of all) counts.set(siteUrl, (counts.get(siteUrl) ?? 0) + count);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}

export function dataOf(
  recording: Recording,
  state: ListState,
): Readonly<Record<'recording' | 'site' | 'topic' | 'list', string> & { made?: string }> {
  const orphaned = state.scope === 'site' && state.host === undefined;
  return {
    recording: recording.id,
    site: recording.siteUrl ?? '',
    topic: topicOf(recording, TOPIC_LENGTH.short),
    list: writeState(state),
    ...(orphaned && madeAt(recording)),
  };
}

export function permissionNotices(
  { notTold = [] }: Listing,
  { host, scope }: Pick<ListState, 'host' | 'scope'>,
): Notice[] {
  if (!notTold.includes('transcripts-permission')) return [];
  const text = words.list.transcriptsPermission;
  const role = accountRoleOf({ onBehalfOf: host, ...defined({ scope }) });
  return [{ style: 'accent', text, buttons: [connectAgainButton(role)] }];
}

/** Says what of a list is not shown, or not as asked for. */
export function leftOutWords({
  unread = [],
  brokeOff,
  notTold = [],
  unsure = 0,
  untold = 0,
  hostless = 0,
}: Listing): string[] {
  return present([
    unread.length > 0 && words.list.unread({ count: unread.length }),
    brokeOff === true && words.list.brokeOff,
    notTold.includes('views') && words.list.viewsNotTold,
    notTold.some((what) => what !== 'views') && words.list.transcriptsNotTold,
    hostless > 0 && words.list.hostless({ count: hostless }),
    unsure > 0 && words.list.unsure({ count: unsure }),
    untold > 0 && words.list.untold({ count: untold }),
  ]);
}

/** Date and time, length, size, and whatever else tells one recording from another. */
export function factsOf(
  recording: Recording,
  withSite: boolean,
  when: TimeWords = cardDateTime,
): string[] {
  const { durationSeconds, sizeBytes, format, siteUrl } = recording;
  return present([
    when(recordedAt(recording)),
    durationSeconds !== undefined && duration(durationSeconds),
    sizeBytes !== undefined && size(sizeBytes),
    format !== undefined && format !== 'MP4' && formatName(format),
    withSite && siteUrl !== undefined && escapeText(siteUrl, 40),
    recording.shareToMe && sharedBy(recording),
  ]);
}

function sharedBy({ hostEmail = '', hostDisplayName = '' }: Recording): string {
  const host = escapeText(hostDisplayName, 40) || escapeText(hostEmail, 40);
  return host === '' ? words.list.shared : words.list.sharedBy({ host });
}

export const MOST_NAMES = 3;
/** A name in a line that the bot says to itself: others wrote it, and no quote or address of it may end there. */
const quotedName = (name: string): string =>
  `"${name.replace(/["“”„«»]/g, '').replaceAll('@', ' ')}"`;
/** What a command is about, where it is about one or another of these names. */
export const aboutNames = (names: readonly string[]): string =>
  `about ${names.map(quotedName).join(' or ')}`;

/** By one or another of these names. */
export const namedBy = (names: readonly string[]): Filter => {
  const topics = names.map((name) => name.slice(0, LONGEST_WORDS));
  return topics.length > 1 ? { anyTopic: topics } : { topic: topics[0] ?? '' };
};

/** To a list of what is named so, of a year. */
export function stateNamed(
  names: readonly string[],
  now: number,
  whose: Pick<ListState, 'host'> = {},
): ListState {
  const filter = namedBy(names);
  return { ...latest(now, USUAL_LIMIT, WIDER_DAYS), ...whose, filter };
}

/** Names as long as a button’s one line on a phone. */
export function nameButtons(
  topics: readonly string[],
  now: number,
  whose?: Pick<ListState, 'host'>,
): Button[] {
  return topics
    .slice(0, MOST_NAMES)
    .map((topic) => listButton(escapeText(topic, 33), 'list', stateNamed([topic], now, whose)));
}

/** What one call gives of a list. @param actor checked already */
export async function listedFirst(
  deps: ListDeps,
  actor: Actor,
  state: ListState,
): Promise<Listing> {
  const search = deps.searches.start(deps, actor, state);
  return (await search.first.finally(() => search.release())).listing;
}
