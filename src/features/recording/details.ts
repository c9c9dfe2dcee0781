import { type Action, nothing } from '../../bot/action.js';
import { type Button, card } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { cardDate, cardDateTime, duration, size } from '../../bot/ui/format.js';
import { messageCard } from '../../bot/ui/message.js';
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
import type { Details, Recording } from '../../recordings/types.js';
import { DAY } from '../../util/time.js';
import type { Content } from '../../webex/messages.js';
import { binDates, passwordView, placeOf, removedFromBinAt, topicOf } from '../list/index.js';
import { type RecordingDeps, onRecording, readRecording } from './about.js';

/** Longest topic that travels in a button. */
const SHORT_TOPIC = 60;

/** What a button about a recording carries. */
export function dataOf(
  recording: Recording,
  state: ListState,
): Readonly<Record<'recording' | 'site' | 'topic' | 'list', string> & { made?: string }> {
  return {
    recording: recording.id,
    site: recording.siteUrl ?? '',
    topic: topicOf(recording, SHORT_TOPIC),
    list: writeState(state),
    ...placeOf(recording, state),
  };
}

/** The ways back from a card about a recording. */
export function waysBack(recording: Recording, state: ListState): Button[] {
  return [
    { title: '« Back to the recording', data: { action: 'more', ...dataOf(recording, state) } },
    toTheList(state),
  ];
}

/** The way back to the list. */
export function toTheList(state: ListState): Button {
  return { title: '« Back to the list', data: { action: 'refresh', list: writeState(state) } };
}

interface Fact {
  readonly name: string;
  readonly value: string;
}

/** What becomes of what is in the recycle bin. */
function binnedText(binnedAt: number | undefined): string {
  const when =
    binnedAt === undefined
      ? '30 days after it was moved there'
      : `on ${cardDate(removedFromBinAt(binnedAt))}`;
  return `It is in the recycle bin. Webex removes it for good ${when}, unless it is restored.`;
}

/**
 * Everything about one recording, in people's units.
 *
 * @param binnedAt since when it is in the recycle bin, where that is known; milliseconds
 */
export function detailsCard(recording: Recording, state: ListState, binnedAt?: number): Content {
  const binned = stateOf(recording) === 'in-bin';
  const { playbackUrl } = recording;
  const canWatch = playbackUrl !== undefined && !binned;
  const notes = [
    ...(binned ? [binnedText(binnedAt)] : []),
    ...(recording.shareToMe
      ? ['It was shared with you: you can watch it; only its host can change or share it.']
      : []),
  ];
  const password = passwordView(recording, 'password');
  const first = binned ? [] : usual(recording, state);
  const filled = card('recording', {
    topic: topicOf(recording),
    facts: factsAbout(recording),
    notes: notes.map((text) => ({ text })),
    ...password,
    canWatch,
    watchUrl: playbackUrl ?? 'https://www.webex.com',
    hasFirst: canWatch || password.hasPassword || first.length > 0,
    first,
    ...second(recording, state, binned),
  });
  return fillCard(filled);
}

/** Beside Watch and Password: at most three. */
function usual(recording: Recording, state: ListState): Button[] {
  const to = buttonsTo(recording, state);
  return [
    to('Download…', 'download'),
    to('Who watched…', 'watched'),
    ...(recording.shareToMe || state.scope === 'organization' ? [] : [to('Share…', 'ask-share')]),
  ];
}

/** At most five in all. */
function second(
  recording: Recording,
  state: ListState,
  binned: boolean,
): Readonly<Record<'second' | 'dangerous' | 'last', Button[]>> {
  const to = buttonsTo(recording, state);
  const mine = !recording.shareToMe;
  // Officers delete with a reason, and change nothing else.
  const byOfficer = state.scope === 'organization';
  const ofMeeting = recording.meetingId !== undefined && !binned;
  const erase = binned && !byOfficer ? 'Delete permanently…' : 'Delete…';
  const others = [
    ...(ofMeeting ? [to('Transcript', 'transcript'), to('Summary', 'summary')] : []),
    ...(mine && binned && !byOfficer ? [to('Restore', 'restore')] : []),
    ...othersOf(recording, state),
  ];
  return {
    second: others,
    dangerous: mine ? [to(erase, 'ask-delete')] : [],
    last: [toTheList(state)],
  };
}

/** A year is what Webex keeps, where nobody says otherwise; the one shown is always in it. */
const YEAR_MS = WIDER_DAYS * DAY;

/** What else was recorded of the same series, or of the same meeting. */
function othersOf(recording: Recording, { asOf, host, scope }: ListState): Button[] {
  const { meetingSeriesId, meetingId, createTime } = recording;
  const read = narrowing.safeParse({ meetingId: meetingSeriesId ?? meetingId });
  if (!read.success || read.data.meetingId === undefined) return [];
  const years = Math.floor((asOf * 1_000 - Date.parse(createTime)) / YEAR_MS);
  const back = Math.min(Math.max(0, years), EARLIEST_DAYS / WIDER_DAYS);
  const list = writeState({
    ...latest(asOf * 1_000, USUAL_LIMIT, WIDER_DAYS),
    back,
    filter: { meetingId: read.data.meetingId },
    ...(host === undefined ? {} : { host }),
    ...(scope === undefined ? {} : { scope }),
  });
  return [{ title: 'Other recordings of this meeting', data: { action: 'page', list } }];
}

function buttonsTo(recording: Recording, state: ListState) {
  const data = dataOf(recording, state);
  return (title: string, action: string): Button => ({ title, data: { action, ...data } });
}

/** A map, because an object has more keys than one gave it, and Webex may name any service. */
const SERVICES: ReadonlyMap<string, string> = new Map([
  ['MeetingCenter', 'Meeting'],
  ['EventCenter', 'Event'],
  ['SupportCenter', 'Support session'],
  ['TrainingCenter', 'Training session'],
]);

function factsAbout(recording: Recording): Fact[] {
  const { timeRecorded, createTime, durationSeconds, sizeBytes, format, serviceType } = recording;
  const { siteUrl, meetingId, meetingSeriesId, integrationTags = [] } = recording;
  const facts: Readonly<Record<string, string | undefined>> = {
    Recorded: timeRecorded === undefined ? undefined : cardDateTime(Date.parse(timeRecorded)),
    Ready: cardDateTime(Date.parse(createTime)),
    Length: durationSeconds === undefined ? undefined : duration(durationSeconds),
    Size: sizeBytes === undefined ? undefined : size(sizeBytes),
    Format: format === undefined ? undefined : escapeText(format, 12),
    Kind:
      serviceType === undefined
        ? undefined
        : (SERVICES.get(serviceType) ?? escapeText(serviceType, 40)),
    Host: hostOf(recording),
    Site: siteUrl === undefined ? undefined : escapeText(siteUrl, 60),
    Meeting: meetingId === undefined ? undefined : shortened(meetingId),
    Series: meetingSeriesId === undefined ? undefined : shortened(meetingSeriesId),
    Tags: integrationTags.length === 0 ? undefined : tagged(integrationTags),
  };
  return Object.entries(facts).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [{ name, value }],
  );
}

/** Told by Webex where the recording is somebody else's to look after. */
function hostOf({ hostDisplayName, hostEmail }: Recording): string | undefined {
  const names = [hostDisplayName ?? '', hostEmail ?? ''].map((name) => escapeText(name, 60));
  const [name = '', email = ''] = names;
  if (name === '' || email === '') return name || email || undefined;
  return `${name} (${email})`;
}

const ENOUGH_TAGS = 10;

function tagged(tags: readonly string[]): string {
  const rest = tags.length - ENOUGH_TAGS;
  const named = tags.slice(0, ENOUGH_TAGS).map((tag) => escapeText(tag, 40));
  return [...named, ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}

/** Enough of an id to tell one from another. */
function shortened(id: string): string {
  return escapeText(id.length <= 20 ? id : `${id.slice(0, 8)}…${id.slice(-8)}`, 20);
}

const DOWNLOAD_TOPIC = 120;

/** What can be downloaded of a recording. */
export function downloadsCard(recording: Details, state: ListState): Content {
  const title = `Download “${topicOf(recording, DOWNLOAD_TOPIC)}”`;
  const buttons = waysBack(recording, state);
  const found = recording.temporaryDirectDownloadLinks;
  const links = [
    { title: 'Video', url: found?.recordingDownloadLink },
    { title: 'Audio', url: found?.audioDownloadLink },
    { title: 'Transcript', url: found?.transcriptDownloadLink },
  ].flatMap(({ title: name, url }) => (url === undefined ? [] : [{ title: name, url }]));
  if (links.length === 0) {
    const paragraphs = [
      'Webex gives no download for this recording: downloading it is prevented, by its host or by your site.',
      'Its host can change that where the recording is edited on the Webex site.',
    ];
    return messageCard({ title, paragraphs, buttons });
  }
  const until = Date.parse(found?.expiration ?? '');
  const paragraphs = [
    Number.isNaN(until)
      ? 'The links work for three hours at most. After that, ask for new ones here.'
      : `The links work until ${cardDateTime(until)}. After that, ask for new ones here.`,
    'They work without signing in, for everyone who has them: hand them on with care.',
  ];
  const hint = 'The links are on the card.';
  return messageCard({ title, paragraphs, links, buttons, hint });
}

/** Everything about one recording, in the place of the list. */
export const more = (deps: RecordingDeps): Action =>
  onRecording(deps, {
    name: 'more',
    extra: nothing,
    run: async (about) => {
      const read = await readRecording(about);
      if (read === undefined) return;
      const { recording } = read;
      const binned = await binDates(about.deps, [recording]);
      await about.ctx.update(detailsCard(recording, about.state, binned.get(recording.id)));
    },
  });

/** Links to download it, fetched for this click and kept nowhere but on the card. */
export const download = (deps: RecordingDeps): Action =>
  onRecording(deps, {
    name: 'download',
    extra: nothing,
    run: async (about) => {
      const read = await readRecording(about);
      if (read === undefined) return;
      await about.ctx.update(downloadsCard(read.recording, about.state));
    },
  });

/** What Webex may refuse (403) while it shows the recording itself. */
export interface Permission {
  /** e.g. `read transcripts`. */
  readonly to: string;
  /** The scope that it takes. */
  readonly scope: string;
}

/** When only a permission is missing: what to do, and the way back. */
export function notPermittedCard(
  { to, scope }: Permission,
  recording: Recording,
  state: ListState,
): Content {
  return messageCard({
    title: `Webex does not allow me to ${to} for you`,
    paragraphs: [
      `If you connected a while ago, connect again: your connection may lack the permission (${scope}).`,
      'If it stays so, the administrator of your Webex site does not allow it.',
    ],
    buttons: [
      { title: 'Connect again', data: { action: 'connect' } },
      ...waysBack(recording, state),
    ],
  });
}
