import { hex, oneOf, whole } from './random.js';
import type { Recording, RecordingFormat, ServiceType } from './recording.js';

/** What is known of a recording before the rest is made up around it. */
export interface Outline {
  hostId: string;
  siteUrl: string;
  topic: string;
  /** When the file was ready, in milliseconds since the epoch; kept to the second. */
  createTime: number;
  minutes: number;
  /** When somebody pressed record; made up when left out. */
  timeRecorded?: number | undefined;
  format?: RecordingFormat | undefined;
  serviceType?: ServiceType | undefined;
  seriesId?: string | undefined;
  sharedWith?: readonly string[] | undefined;
  password?: string | undefined;
  preventDownload?: boolean | undefined;
  /** Leaves playbackUrl out: clients must not count on it. */
  playbackHidden?: boolean | undefined;
  integrationTags?: readonly string[] | undefined;
  binnedAt?: number | undefined;
  /** How often somebody watched or downloaded it. */
  accesses?: number | undefined;
  transcript?: boolean | undefined;
  summary?: boolean | undefined;
  sizeBytes?: number | undefined;
}

/** A whole recording around an outline, with ids, sizes and times that belong together. */
export function makeRecording(outline: Outline, random: () => number): Recording {
  const createTime = Math.floor(outline.createTime / 1000) * 1000;
  const durationSeconds = outline.minutes * 60 + whole(random, 0, 59);
  // Webex takes a few minutes to write the file once the meeting is over.
  const drawn = createTime - (durationSeconds + whole(random, 120, 900)) * 1000;
  const timeRecorded = either(outline.timeRecorded, drawn);
  const series = outline.seriesId ?? hex(random, 32);
  const stamp = new Date(timeRecorded).toISOString().replace(/[-:]|\.\d+/g, '');
  const format = outline.format ?? 'MP4';
  const bytesPerSecond = format === 'ARF' ? 21_000 : 54_000;
  return {
    id: hex(random, 32),
    hostId: outline.hostId,
    meetingSeriesId: series,
    scheduledMeetingId: `${series}_${stamp}`,
    meetingId: `${series}_I_${whole(random, 10 ** 11, 10 ** 12 - 1)}${whole(random, 100_000, 999_999)}`,
    topic: outline.topic,
    createTime,
    timeRecorded,
    siteUrl: outline.siteUrl,
    format,
    serviceType: outline.serviceType ?? 'MeetingCenter',
    durationSeconds,
    sizeBytes: either(
      outline.sizeBytes,
      Math.round(durationSeconds * bytesPerSecond * (0.7 + random() * 0.8)),
    ),
    integrationTags: outline.integrationTags ?? [],
    sharedWith: new Set(outline.sharedWith),
    ...(outline.password === undefined ? {} : { password: outline.password }),
    ...(outline.preventDownload ? { preventDownload: true } : {}),
    ...(outline.playbackHidden ? { playbackHidden: true } : {}),
    hasTranscript: either(outline.transcript, format === 'MP4' && random() < 0.7),
    ...(outline.summary === undefined ? {} : { hasSummary: outline.summary }),
    ...(outline.accesses === undefined ? {} : { accesses: outline.accesses }),
    ...(outline.binnedAt === undefined
      ? { status: 'available' }
      : { status: 'deleted', binnedAt: outline.binnedAt }),
  };
}

/** What was drawn counts only when nothing is given; it is drawn in any case, so that a seed repeats. */
function either<T>(given: T | undefined, drawn: T): T {
  return given ?? drawn;
}

/** A password as Webex makes them, clear, hidden behind asterisks, or none. */
export function makePassword(random: () => number): string | undefined {
  const draw = random();
  if (draw < 0.45) return '********';
  if (draw < 0.6) return undefined;
  const letters = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';
  return Array.from({ length: 8 }, () =>
    oneOf(random, Array.from(letters) as [string, ...string[]]),
  ).join('');
}
