import { z } from 'zod';

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
