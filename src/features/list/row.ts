import { escapeText } from '../../bot/ui/escape.js';
import { cardDateTime, duration, size } from '../../bot/ui/format.js';
import type { Scope } from '../../recordings/types.js';
import { stateOf } from '../../recordings/change.js';
import type { Recording } from '../../recordings/types.js';
import { placeOf } from './bin-days.js';

/**
 * A recording's password as a template wants it: hidden until it is asked for, and absent where
 * Webex gives only asterisks, or plays the recording nowhere. It is shown to the letter, since people copy it.
 *
 * @param id the element to show, unique on its card
 */
export function passwordView(recording: Recording, id: string) {
  const { password } = recording;
  const shown = password !== undefined && /[^*]/.test(password) && stateOf(recording) === 'kept';
  return {
    hasPassword: shown,
    passwordId: id,
    passwordParts: shown ? literal(password).map((part) => ({ part })) : [{ part: '' }],
  };
}

/** In pieces, so that no client takes it for an expression or a date token. */
function literal(password: string): string[] {
  return password.split(/(?<=\$)(?=\{)|(?<=\{)(?=\{)/);
}

/** Where in the list a row stands. */
export interface RowPlace {
  /** From 0 on this card: makes its element ids unique. */
  readonly index: number;
  /** The list's state, for its buttons. */
  readonly list: string;
  /** Whether the site is worth a word. */
  readonly tellSite: boolean;
  /** Beyond one's own recordings: an officer can only delete, with a reason. */
  readonly scope?: Scope | undefined;
  /** Who hosts it, defused, where that is worth a word. */
  readonly whose?: string | undefined;
  /** How long it stays in the recycle bin, where that is known. */
  readonly daysLeft?: string | undefined;
  /** Whether Webex does not tell who hosts it: then it can be deleted for good, and no more. */
  readonly orphaned?: boolean | undefined;
}

/** One recording as the list card's template wants it. */
export function recordingRow(recording: Recording, place: RowPlace) {
  const { index, list, tellSite, scope, whose, orphaned = false } = place;
  const byOfficer = scope === 'organization';
  const { id, siteUrl, shareToMe, playbackUrl } = recording;
  const binned = stateOf(recording) === 'in-bin';
  const data = { recording: id, site: siteUrl ?? '', list };
  const facts = [...factsOf(recording, tellSite), whose, place.daysLeft];
  return {
    topic: topicOf(recording),
    facts: facts.filter((fact) => fact !== undefined).join(' · '),
    ...passwordView(recording, `password-${index}`),
    // What is in the bin plays nowhere.
    canWatch: playbackUrl !== undefined && !binned,
    watchUrl: playbackUrl ?? 'https://www.webex.com',
    buttons: [
      ...(binned && !shareToMe && !byOfficer && !orphaned
        ? [{ title: 'Restore', data: { action: 'restore', ...data } }]
        : []),
      ...(orphaned ? [] : [{ title: 'More…', data: { action: 'more', ...data } }]),
    ],
    canDelete: !shareToMe && recording.status !== 'purged',
    deleteTitle: (binned && !byOfficer) || orphaned ? 'Delete permanently…' : 'Delete…',
    delete: {
      action: 'ask-delete',
      ...data,
      ...(orphaned ? placeOf(recording, { scope: 'site' }) : {}),
    },
  };
}

/** The topic, defused; a recording without one is still something. */
export function topicOf({ topic }: Pick<Recording, 'topic'>, longest?: number): string {
  return escapeText(topic, longest) || 'Recording without a topic';
}

/** Date and time, length, size, and what else tells one recording from another. */
export function factsOf(recording: Recording, tellSite: boolean): string[] {
  const { timeRecorded, createTime, durationSeconds, sizeBytes, format, shareToMe } = recording;
  return [
    cardDateTime(Date.parse(timeRecorded ?? createTime)),
    ...(durationSeconds === undefined ? [] : [duration(durationSeconds)]),
    ...(sizeBytes === undefined ? [] : [size(sizeBytes)]),
    ...(format === undefined || format === 'MP4' ? [] : [escapeText(format, 12)]),
    ...(tellSite && recording.siteUrl !== undefined ? [escapeText(recording.siteUrl, 40)] : []),
    ...(shareToMe ? ['shared with you'] : []),
  ];
}
