import { z } from 'zod';
import { DAY, SECOND } from '../util/time.js';

/**
 * How far a call reaches beyond the recordings of one person: all hosts of a site that an
 * administrator manages, or, for a compliance officer, all of the organisation.
 */
export type Scope = 'site' | 'organization';

/**
 * Under whose authority a Recordings call is made. The token decides everything on Webex's side;
 * nothing that came in a card does.
 */
export interface Authority {
  /** Access token of the person who acts, or of the organisation. */
  readonly token: string;
  /**
   * Whose recordings are meant, where that is not the token's own person: Webex's address of the
   * host, which takes a token with admin scopes.
   */
  readonly hostEmail?: string;
  /** Whose recordings are listed, where it is more than one person's. */
  readonly scope?: Scope;
}

/**
 * Whether somebody acts as an administrator of a site and in no host's name, because there is none
 * any more: then the operations of an administrator are all there is.
 */
export function inNobodysName({ scope, hostEmail }: Omit<Authority, 'token'>): boolean {
  return scope === 'site' && hostEmail === undefined;
}

/** The `hostEmail` parameter of a call, where one is due. */
export function hostOf({ hostEmail }: Authority): Readonly<Record<string, string>> {
  return hostEmail === undefined ? {} : { hostEmail };
}

/**
 * Where recordings are listed, and whose: all hosts of a site stand in a list of their own, which
 * takes no `hostEmail`; a compliance officer must not send one.
 * https://developer.webex.com/docs/api/v1/recordings/list-recordings-for-an-admin-or-compliance-officer
 */
export function listedAt(authority: Authority): {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
} {
  if (authority.scope === 'site') return { path: '/admin/recordings', query: {} };
  return {
    path: '/recordings',
    query: authority.scope === 'organization' ? {} : hostOf(authority),
  };
}

/** Service types of List Recordings. */
export const SERVICE_TYPES = [
  'MeetingCenter',
  'EventCenter',
  'SupportCenter',
  'TrainingCenter',
] as const;
/** One of {@link SERVICE_TYPES}. */
export type ServiceType = (typeof SERVICE_TYPES)[number];

/** Formats that can be asked for; a recording can be `UPLOADED` too. */
export const FORMATS = ['MP4', 'ARF'] as const;
/** One of {@link FORMATS}. */
export type Format = (typeof FORMATS)[number];

/** Where recordings are looked for; `deleted` is the recycle bin. */
export const STATUSES = ['available', 'deleted', 'purged'] as const;
/** One of {@link STATUSES}. */
export type Status = (typeof STATUSES)[number];

/**
 * What List Recordings can narrow its answer to, beside time; nothing means: no limit, and
 * recordings that are not in the recycle bin.
 * https://developer.webex.com/docs/api/v1/recordings/list-recordings
 */
export interface Filter {
  /** Part of the topic, in any case. */
  readonly topic?: string;
  /** e.g. `acme.webex.com`; Webex ignores it beside `meetingId`. */
  readonly siteUrl?: string;
  /** Id of a meeting series, a scheduled meeting or a meeting instance. */
  readonly meetingId?: string;
  readonly integrationTag?: string;
  readonly format?: Format;
  readonly serviceType?: ServiceType;
  /** `purged` is for compliance officers, with a `meetingId`. */
  readonly status?: Status;
}

/** A filter as parameters of a call. */
export function filterParams(filter: Filter): Record<string, string> {
  const { topic, siteUrl, meetingId, integrationTag, format, serviceType, status } = filter;
  return Object.fromEntries(
    Object.entries({
      topic,
      siteUrl,
      meetingId,
      integrationTag,
      format,
      serviceType,
      status,
    }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

const link = z
  .string()
  .optional()
  .transform((url) => (url?.startsWith('https://') === true ? url : undefined));

/**
 * A recording as the Recordings API gives it. Only id, topic and createTime are required: the
 * documents call more of it required and say elsewhere that it can be missing. Fields that do not
 * fit are dropped rather than the whole recording.
 * https://developer.webex.com/docs/api/v1/recordings/list-recordings
 */
export const recording = z.object({
  id: z.string().min(1),
  topic: z.string(),
  /** When the file was made; the list is sorted by it. */
  createTime: z.iso.datetime({ offset: true }),
  /** When the record button was pressed. */
  timeRecorded: z.iso.datetime({ offset: true }).optional().catch(undefined),
  siteUrl: z.string().optional().catch(undefined),
  playbackUrl: link.catch(undefined),
  downloadUrl: link.catch(undefined),
  /** Id of the meeting instance; transcripts and summaries go by it. */
  meetingId: z.string().optional().catch(undefined),
  meetingSeriesId: z.string().optional().catch(undefined),
  scheduledMeetingId: z.string().optional().catch(undefined),
  integrationTags: z.array(z.string()).optional().catch(undefined),
  /** Whose recording it is; told to administrators only. */
  hostEmail: z.string().optional().catch(undefined),
  hostDisplayName: z.string().optional().catch(undefined),
  /** Clear text or asterisks. Never logged. */
  password: z.string().optional().catch(undefined),
  format: z.string().optional().catch(undefined),
  serviceType: z.string().optional().catch(undefined),
  durationSeconds: z.number().nonnegative().optional().catch(undefined),
  sizeBytes: z.number().nonnegative().optional().catch(undefined),
  /** Shared with the user by its host: it can be watched, not deleted. */
  shareToMe: z.boolean().default(false).catch(false),
  /** `deleted` means: in the recycle bin. */
  status: z.string().optional().catch(undefined),
});
/** A recording as a list gives it. */
export type Recording = z.infer<typeof recording>;

/** Files come from where the API is: in trials that is this machine. */
const fileLink = z
  .string()
  .regex(/^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost):\d+\/)/)
  .optional()
  .catch(undefined);

/**
 * What Get Recording Details adds: links that work for three hours, for everyone who holds them.
 * Webex leaves them out where "Prevent Downloading" is set.
 */
export const recordingDetails = recording.extend({
  temporaryDirectDownloadLinks: z
    .object({
      recordingDownloadLink: fileLink,
      audioDownloadLink: fileLink,
      transcriptDownloadLink: fileLink,
      expiration: z.iso.datetime({ offset: true }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});
/** A recording as it is given by its id, with what may be downloaded of it. */
export type Details = z.infer<typeof recordingDetails>;

/** One page of a list. */
export const recordingPage = z.object({ items: z.array(recording) });

/** A span of time, as List Recordings takes it: `from` inclusive, `to` exclusive. */
export interface Window {
  /** Milliseconds since the epoch, whole seconds. */
  readonly from: number;
  readonly to: number;
}

/** The longest span that every List Recordings endpoint is documented to take. */
export const LONGEST_WINDOW_DAYS = 30;

/**
 * The last days, up to now.
 *
 * @param days 1 or more
 * @param now milliseconds since the epoch; `to` is the next whole second, so that what was made
 *   just now is in
 */
export function lastDays(days: number, now: number): Window {
  const to = (Math.floor(now / SECOND) + 1) * SECOND;
  return { from: to - days * DAY, to };
}

/** A span cut into windows of at most so many days, the newest first. */
export function windowsOf({ from, to }: Window, longestDays = LONGEST_WINDOW_DAYS): Window[] {
  const longest = longestDays * DAY;
  const windows: Window[] = [];
  for (let end = to; end > from; end -= longest) {
    windows.push({ from: Math.max(from, end - longest), to: end });
  }
  return windows;
}

/** ISO 8601 with an explicit Z and no milliseconds: clients disagree on whether those are taken. */
export function instant(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
