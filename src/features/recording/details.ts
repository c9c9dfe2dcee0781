import type { Action } from '../../bot/feature.js';
import { type Button, card } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { cardDate, cardDateTime, duration, formatName, size } from '../../bot/ui/format.js';
import { type MessageView, connectAgainButton, messageCard } from '../../bot/ui/message.js';
import { adviceTo, withReason } from '../../bot/ui/problem.js';
import { fillCard } from '../../bot/ui/text-of-card.js';
import {
  EARLIEST_DAYS,
  type ListState,
  USUAL_LIMIT,
  WIDER_DAYS,
  latest,
  narrowing,
  writeState,
} from '../../query/list-state.js';
import { stateOf } from '../../recordings/change.js';
import { type Details, type Recording, recordedAt } from '../../recordings/types.js';
import { defined, present } from '../../util/present.js';
import { DAY } from '../../util/time.js';
import { words } from '../../util/words.js';
import type { WebexRefused } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import {
  TOPIC_LENGTH,
  binDates,
  dataOf,
  passwordView,
  removalOf,
  removedFromBinAt,
  topicOf,
} from '../list/index.js';
import { type RecordingAction, type RecordingDeps, showing } from './about.js';

export function waysBack(recording: Recording, state: ListState): Button[] {
  return [toTheRecording(recording, state), toTheList(state)];
}

export function toTheRecording(recording: Recording, state: ListState): Button {
  return {
    title: words.common.backToRecording,
    data: { action: 'more', ...dataOf(recording, state) },
  };
}

export function toTheList(state: ListState): Button {
  return {
    title: words.recording.backToList,
    data: { action: 'refresh', list: writeState(state) },
  };
}

/** A card about a recording, with the ways back. @param title takes the topic */
export function cardAbout(
  recording: Recording,
  state: ListState,
  title: (about: { readonly topic: string }) => string,
  view: Omit<MessageView, 'title' | 'tools'>,
): Content {
  const topic = topicOf(recording, TOPIC_LENGTH.title);
  return messageCard({ ...view, title: title({ topic }), tools: [waysBack(recording, state)] });
}

/**
 * Everything about one recording, in plain words.
 * @param binnedAt since when it is in the recycle bin, if known; milliseconds
 */
export function detailsCard(recording: Recording, state: ListState, binnedAt?: number): Content {
  const binned = stateOf(recording) === 'in-bin';
  const { playbackUrl, shareToMe, meetingId } = recording;
  const canWatch = playbackUrl !== undefined && !binned;
  const inBin =
    binnedAt === undefined
      ? words.recording.inBin
      : words.recording.inBinUntil({ date: cardDate(removedFromBinAt(binnedAt)) });
  const isPurged = recording.status === 'purged';
  const notes = present([
    binned && inBin,
    isPurged && words.recording.purged,
    shareToMe && words.recording.sharedWithYou,
  ]);
  const data = dataOf(recording, state);
  const to = (title: string, action: string): Button => ({ title, data: { action, ...data } });
  // Officers delete with a reason, and change nothing else.
  const byOfficer = state.scope === 'organization';
  const isPlaced = recording.siteUrl !== undefined;
  const canShare = !shareToMe && !byOfficer;
  const password = passwordView(recording, 'password');
  const canRestore = binned && isPlaced && canShare;
  const first = binned ? [] : [to(words.recording.download, 'download')];
  const erase = binned && !byOfficer ? words.common.deleteForGood : words.common.delete;
  const { isRemovable, isDangerous } = removalOf(recording, state.scope);
  const meeting = meetingId ?? recording.meetingSeriesId;
  const filled = card('recording', {
    topic: topicOf(recording),
    facts: factsAbout(recording),
    notes: notes.map((text) => ({ text })),
    ...password,
    ...{ canWatch, canRestore, first },
    watchUrl: playbackUrl ?? 'https://www.webex.com',
    restore: { action: 'restore', ...data },
    hasFirst: canWatch || canRestore || password.hasPassword || first.length > 0,
    hasMeeting: meeting !== undefined,
    meeting: escapeText(meeting ?? '', 200),
    groups: [
      { ...groupOf(othersOf(recording, state)), isApart: false },
      groupOf(
        binned
          ? []
          : present([
              canShare && to(words.share.button, 'ask-share'),
              to(words.recording.whoWatched, 'watched'),
            ]),
        canShare ? words.recording.accessNotTold : '',
      ),
      groupOf(
        binned || meetingId === undefined
          ? []
          : [to(words.recording.transcript, 'transcript'), to(words.recording.summary, 'summary')],
      ),
    ].filter(({ links }) => links.length > 0),
    dangerous: present([isDangerous && to(erase, 'ask-delete')]),
    last: present([isRemovable && !isDangerous && to(erase, 'ask-delete'), toTheList(state)]),
  });
  return fillCard(filled, words.recording.detailsHint);
}

/** A row of links; a line separates it from the others. */
function groupOf(links: readonly Button[], note = '') {
  return { links, hasNote: note !== '', note, isApart: true };
}

/** By default Webex keeps recordings for a year; the shown recording is always in that window. */
const YEAR_MS = WIDER_DAYS * DAY;

function othersOf(recording: Recording, { asOf, host, scope }: ListState): Button[] {
  const { id, meetingSeriesId, scheduledMeetingId, meetingId } = recording;
  const series = meetingSeriesId ?? scheduledMeetingId ?? meetingId;
  const read = narrowing.safeParse({ meetingId: series });
  if (!read.success || read.data.meetingId === undefined) return [];
  const years = Math.floor((asOf * 1_000 - recordedAt(recording)) / YEAR_MS);
  const list = writeState({
    ...latest(asOf * 1_000, USUAL_LIMIT, WIDER_DAYS),
    back: Math.min(Math.max(0, years), EARLIEST_DAYS / WIDER_DAYS),
    filter: { meetingId: read.data.meetingId },
    about: id,
    ...defined({ host, scope }),
  });
  return [{ title: words.recording.others, data: { action: 'page', list } }];
}

/** A map, because Webex may name any service, and an object has inherited keys. */
const SERVICE_NAMES_SHOWN = new Map<string, 'meeting' | 'event' | 'support' | 'training'>([
  ['MeetingCenter', 'meeting'],
  ['EventCenter', 'event'],
  ['SupportCenter', 'support'],
  ['TrainingCenter', 'training'],
]);

/** A row, unless Webex gives no value. */
function fact<T>(name: string, given: T | undefined, say: (given: T) => string) {
  const value = given === undefined ? '' : say(given);
  return value === '' ? [] : [{ name, value }];
}

function factsAbout(recording: Recording) {
  const { timeRecorded, createTime, durationSeconds, sizeBytes, format, serviceType } = recording;
  const { hostDisplayName, hostEmail, siteUrl } = recording;
  return [
    ...fact(words.recording.recorded, timeRecorded, (time) => cardDateTime(Date.parse(time))),
    ...fact(words.recording.ready, createTime, (time) => cardDateTime(Date.parse(time))),
    ...fact(words.recording.length, durationSeconds, duration),
    ...fact(words.recording.size, sizeBytes, size),
    ...fact(words.common.format, format, formatName),
    ...fact(words.recording.kind, serviceType, kindText),
    ...fact(words.recording.host, [hostDisplayName, hostEmail], hostText),
    ...fact(words.common.site, siteUrl, (site) => escapeText(site, 60)),
    ...fact(words.recording.tags, recording.integrationTags, tagsText),
  ];
}

function kindText(service: string): string {
  const kind = SERVICE_NAMES_SHOWN.get(service);
  return kind === undefined ? escapeText(service, 40) : words.recording.service({ kind });
}

/** Webex names the host of other people's recordings alone. */
function hostText(given: readonly (string | undefined)[]): string {
  const [name = '', email = ''] = given.map((text = '') => escapeText(text, 60));
  return name === '' || email === '' ? name || email : `${name} (${email})`;
}

const ENOUGH_TAGS = 10;

function tagsText(tags: readonly string[]): string {
  const rest = tags.length - ENOUGH_TAGS;
  const named = tags.slice(0, ENOUGH_TAGS).map((tag) => escapeText(tag, 40));
  return [...named, ...(rest > 0 ? [words.common.andMore({ count: rest })] : [])].join(', ');
}

export function downloadsCard(recording: Details, state: ListState): Content {
  const title = words.recording.downloads;
  const found = recording.temporaryDirectDownloadLinks;
  const links = [
    { title: words.recording.video, url: found?.recordingDownloadLink },
    { title: words.recording.audio, url: found?.audioDownloadLink },
    { title: words.recording.transcript, url: found?.transcriptDownloadLink },
  ].flatMap(({ title: name, url }) => (url === undefined ? [] : [{ title: name, url }]));
  if (links.length === 0) {
    const paragraphs = [words.recording.noDownload, words.recording.noDownloadAdvice];
    return cardAbout(recording, state, title, { paragraphs });
  }
  const until = Date.parse(found?.expiration ?? '');
  const paragraphs = [
    Number.isNaN(until)
      ? words.recording.linksFor3Hours
      : words.recording.linksUntil({ time: cardDateTime(until) }),
    words.recording.linksOpen,
  ];
  const hint = words.recording.linksHint;
  return cardAbout(recording, state, title, { paragraphs, links, hint });
}

/**
 * For a missing permission: Webex refuses (403), though it shows the recording itself.
 * @param of what could not be read
 * @param scope that it takes
 */
export function notPermittedCard(
  { of, scope }: { readonly of: 'transcripts' | 'summaries'; readonly scope: string },
  recording: Recording,
  state: ListState,
  error: WebexRefused,
): Content {
  const { askedAs } = error;
  const own =
    askedAs === 'configured'
      ? [adviceTo(askedAs)]
      : [words.recording.mayLack({ scope }), words.recording.siteForbids];
  const { paragraphs, known } = withReason(own, error);
  const buttons = known || askedAs === 'configured' ? [] : [connectAgainButton(askedAs)];
  const title = () => words.recording.notPermitted({ of });
  return cardAbout(recording, state, title, { paragraphs, buttons });
}

/** Shows everything about one recording in place of the list. */
export const more = (deps: RecordingDeps): Action => showing(deps, 'more', showDetails);

export async function showDetails(
  { ctx, deps, state }: RecordingAction,
  recording: Recording,
): Promise<void> {
  const binned = await binDates(deps, [recording]);
  await ctx.update(detailsCard(recording, state, binned.get(recording.id)));
}

/** Download links, fetched for this click and stored only on the card. */
export const download = (deps: RecordingDeps): Action =>
  showing(deps, 'download', ({ ctx, state }, recording) =>
    ctx.update(downloadsCard(recording, state)),
  );
