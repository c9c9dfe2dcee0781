import type { Recording } from '../../recordings/recording.js';
import { cardDateTime, plainDateTime } from './dates.js';
import { defuse } from './defuse.js';
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

/** Longest topic in a question: it stands in the card a second time there. */
const SHORT_TOPIC = 60;

/** One recording as the list card's template wants it, and as plain words. */
export function recordingRow(recording: Recording, { index, list, tellSite }: RowPlace) {
  const { id, siteUrl, shareToMe, playbackUrl, password } = recording;
  const topic = topicOf(recording);
  const canDelete = !shareToMe;
  const shown = password !== undefined && /[^*]/.test(password);
  const target = { recording: id, site: siteUrl ?? '', list };
  const view = {
    topic,
    facts: factsOf(recording, cardDateTime, tellSite).join(' · '),
    hasPassword: shown,
    passwordId: `password-${index}`,
    passwordParts: shown ? literal(password).map((part) => ({ part })) : [{ part: '' }],
    canWatch: playbackUrl !== undefined,
    watchUrl: playbackUrl ?? 'https://www.webex.com',
    canDelete,
    hasActions: canDelete || shown || playbackUrl !== undefined,
    confirmId: `confirm-${index}`,
    question: `Delete “${topicOf(recording, SHORT_TOPIC)}”?`,
    consequence: `${factsOf(recording, cardDateTime, false).join(' · ')}. From the recycle bin you can restore it for 30 days. Deleted permanently, it cannot be brought back.`,
    trash: { action: 'trash', ...target },
    askDelete: { action: 'ask-delete', ...target },
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

/**
 * A password in pieces, so that no client takes it for an expression or a date token: unlike a
 * topic it must be shown to the letter, since people copy it.
 */
function literal(password: string): string[] {
  return password.split(/(?<=\$)(?=\{)|(?<=\{)(?=\{)/);
}
