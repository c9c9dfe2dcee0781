import { stateOf } from '../../recordings/change.js';
import type { Recording } from '../../recordings/recording.js';
import { cardDateTime, plainDateTime } from './dates.js';
import { defuse } from './defuse.js';
import { passwordView } from './password.js';
import { duration, size } from './units.js';

/** Where in the list a row stands. */
export interface RowPlace {
  /** From 0 on this card: makes its element ids unique. */
  readonly index: number;
  /** The list's state, for its buttons. */
  readonly list: string;
  /** Whether the site is worth a word. */
  readonly tellSite: boolean;
}

/** One recording as the list card's template wants it, and as plain words. */
export function recordingRow(recording: Recording, { index, list, tellSite }: RowPlace) {
  const { id, siteUrl, shareToMe, playbackUrl } = recording;
  const topic = topicOf(recording);
  const binned = stateOf(recording) === 'in-bin';
  const data = { recording: id, site: siteUrl ?? '', list };
  const view = {
    topic,
    facts: factsOf(recording, cardDateTime, tellSite).join(' · '),
    ...passwordView(recording, `password-${index}`),
    // What is in the bin plays nowhere.
    canWatch: playbackUrl !== undefined && !binned,
    watchUrl: playbackUrl ?? 'https://www.webex.com',
    buttons: [
      ...(binned && !shareToMe ? [{ title: 'Restore', data: { action: 'restore', ...data } }] : []),
      { title: 'More…', data: { action: 'more', ...data } },
    ],
    canDelete: !shareToMe,
    deleteTitle: binned ? 'Delete permanently…' : 'Delete…',
    delete: { action: 'ask-delete', ...data },
  };
  const plain = `${topic} – ${factsOf(recording, plainDateTime, tellSite).join(' · ')}`;
  return { view, plain };
}

/** The topic, defused; a recording without one is still something. */
export function topicOf({ topic }: Pick<Recording, 'topic'>, longest?: number): string {
  return defuse(topic, longest) || 'Recording without a topic';
}

/** Date and time, length, size, and what else tells one recording from another. */
export function factsOf(
  recording: Recording,
  dateTime: (ms: number) => string,
  tellSite: boolean,
): string[] {
  const { timeRecorded, createTime, durationSeconds, sizeBytes, format, shareToMe } = recording;
  return [
    dateTime(Date.parse(timeRecorded ?? createTime)),
    ...(durationSeconds === undefined ? [] : [duration(durationSeconds)]),
    ...(sizeBytes === undefined ? [] : [size(sizeBytes)]),
    ...(format === undefined || format === 'MP4' ? [] : [defuse(format, 12)]),
    ...(tellSite && recording.siteUrl !== undefined ? [defuse(recording.siteUrl, 40)] : []),
    ...(shareToMe ? ['shared with you'] : []),
  ];
}
