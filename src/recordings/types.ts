import { z } from 'zod';
import { defined, lenient } from '../util/present.js';
import { DAY, SECOND } from '../util/time.js';
import { itemsOf, moment, texts } from '../webex/lists.js';
import type { Authority, Scope } from '../webex/people.js';

export type { Authority, Scope };

/** True for an administrator of a site who names no host: orphaned recordings have none. */
export function isHostless({ scope, hostEmail }: Omit<Authority, 'token'>): boolean {
  return scope === 'site' && hostEmail === undefined;
}

export function hostOf({ hostEmail }: Authority): Readonly<Record<string, string>> {
  return defined({ hostEmail });
}

/** The list of all hosts of a site takes no `hostEmail`; a compliance officer must not send one. */
export function listedAt(authority: Authority): {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
} {
  const path = authority.scope === 'site' ? '/admin/recordings' : '/recordings';
  return { path, query: authority.scope === undefined ? hostOf(authority) : {} };
}

/** The name of a Webex site in lower case, e.g. `acme.webex.com`, as List Recordings takes it. */
export const SITE_NAME = /^([a-z0-9-]{1,63}\.)+[a-z]{2,20}$/;
/** The same as Webex may write it. */
export const SITE_URL = new RegExp(SITE_NAME, 'i');

/** As Webex writes ids; hostile. */
export const recordingId = z.string().regex(/^[\w=-]{1,200}$/);

/** Webex refuses a whole card for one malformed address. */
const link = lenient(
  z
    .string()
    .max(2_000)
    .refine((url) => /^https:\/\/[!-~]+$/.test(url) && URL.canParse(url)),
);

/** No recording has more, of bytes or seconds. */
const LARGEST_FIGURES = { bytes: 1e15, seconds: (30 * DAY) / SECOND };

/** Text that may be missing, or empty instead. */
const textIfAny = lenient(z.string().regex(/\S/));

/**
 * Only id and createTime are required: the documents call more fields required and say elsewhere that they
 * can be missing. A malformed field is dropped, not the whole recording.
 * https://developer.webex.com/docs/api/v1/recordings/list-recordings
 */
export const recordingSchema = z.object({
  id: recordingId,
  /** Empty where it has none. */
  topic: z.string().catch(''),
  /** When the file was made; the list is sorted by it. */
  createTime: moment,
  /** When the record button was pressed. */
  timeRecorded: lenient(moment),
  /** Changes need it; what is no site's name is dropped. */
  siteUrl: lenient(z.string().trim().regex(SITE_URL)),
  playbackUrl: link,
  downloadUrl: link,
  /** Id of the meeting instance, for transcripts and summaries. */
  meetingId: textIfAny,
  meetingSeriesId: textIfAny,
  scheduledMeetingId: textIfAny,
  integrationTags: lenient(texts),
  /** Given to administrators only. */
  hostEmail: textIfAny,
  hostDisplayName: textIfAny,
  /** Clear text or asterisks. Never logged. */
  password: lenient(z.string().max(200)),
  format: textIfAny,
  serviceType: textIfAny,
  durationSeconds: lenient(z.number().nonnegative().max(LARGEST_FIGURES.seconds)),
  sizeBytes: lenient(z.number().nonnegative().max(LARGEST_FIGURES.bytes)),
  /** Shared by its host: the person can watch it, not delete it. Odd words for yes mean yes. */
  shareToMe: z
    .boolean()
    .or(z.literal(['true', 'True', 1, '1']).transform(() => true))
    .default(false)
    .catch(false),
  /** `deleted` is in the recycle bin. */
  status: lenient(z.string().trim().toLowerCase().regex(/\S/)),
});
export type Recording = z.infer<typeof recordingSchema>;

/** Files come from the API's host; in the sandbox that is this machine. */
const fileLink = lenient(z.string().regex(/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost):\d+\/)/));

/** Download links work for three hours for everyone; none when "Prevent Downloading" is set. */
export const recordingDetails = recordingSchema.extend({
  temporaryDirectDownloadLinks: lenient(
    z.object({
      recordingDownloadLink: fileLink,
      audioDownloadLink: fileLink,
      transcriptDownloadLink: fileLink,
      expiration: lenient(moment),
    }),
  ),
});
export type Details = z.infer<typeof recordingDetails>;

export const recordingPage = itemsOf(recordingSchema);

/** A span of List Recordings: `from` inclusive, `to` exclusive. */
export interface Window {
  /** Milliseconds since the epoch, whole seconds. */
  readonly from: number;
  readonly to: number;
}

/** The longest span that each List Recordings endpoint is documented to take. */
export const LONGEST_WINDOW_DAYS = 30;

/** Ends with the next whole second. @param now milliseconds since the epoch */
export function lastDays(days: number, now: number): Window {
  const to = (Math.floor(now / SECOND) + 1) * SECOND;
  return { from: to - days * DAY, to };
}

/** Windows of at most so many days, the newest first. */
export function windowsOf({ from, to }: Window, longestDays = LONGEST_WINDOW_DAYS): Window[] {
  const longest = Math.round(longestDays * DAY);
  const windows: Window[] = [];
  for (let end = to; end > from; end -= longest) {
    windows.push({ from: Math.max(from, end - longest), to: end });
  }
  return windows;
}

/** ISO 8601 with an explicit Z and no milliseconds: clients disagree on whether Webex takes those. */
export function instant(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** Webex writes the file within this time after the recording began, usually within some hours. */
const READY_WITHIN_MS = DAY;

/**
 * The one time of a recording for people: in filters, order, labels, ages, texts and files. Where Webex
 * gives no time of recording, or one that cannot belong to the file, the time when the file was made.
 * @returns milliseconds since the epoch
 */
export function recordedAt(recording: Pick<Recording, 'createTime' | 'timeRecorded'>): number {
  const { createTime, timeRecorded } = recording;
  const made = Date.parse(createTime);
  const recorded = Date.parse(timeRecorded ?? createTime);
  return recorded <= made && made - recorded <= READY_WITHIN_MS ? recorded : made;
}

export function isWithin({ from, to }: Window, ms: number): boolean {
  return ms >= from && ms < to;
}

/**
 * The span to ask for to get what was recorded in another: Webex's lists go by when files were made, so it
 * ends later.
 * @param now milliseconds since the epoch; the span does not reach beyond
 */
export function recordedIn(
  recorded: Window,
  now: number,
): { readonly window: Window; readonly recorded: Window } {
  const latest = (Math.floor(now / SECOND) + 1) * SECOND;
  const to = Math.max(recorded.to, Math.min(recorded.to + READY_WITHIN_MS, latest));
  return { window: { from: recorded.from, to }, recorded };
}
