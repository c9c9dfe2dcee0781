/** What the sandbox keeps about one recording. Times are milliseconds since the epoch. */
export interface Recording {
  readonly id: string;
  /** The Webex person id of the meeting's host. */
  readonly hostId: string;
  readonly meetingId: string;
  readonly scheduledMeetingId: string;
  readonly meetingSeriesId: string;
  topic: string;
  readonly createTime: number;
  readonly timeRecorded: number;
  readonly siteUrl: string;
  readonly format: RecordingFormat;
  readonly serviceType: ServiceType;
  readonly durationSeconds: number;
  readonly sizeBytes: number;
  readonly integrationTags: readonly string[];
  /** Person ids that the host shared it with. */
  readonly sharedWith: Set<string>;
  /** How often somebody watched or downloaded it; made up from its id when left out. */
  readonly accesses?: number;
  /** Webex wrote a summary of the meeting. */
  readonly hasSummary?: boolean;
  /** Clear text, or the asterisks that Webex shows instead of it. */
  readonly password?: string;
  /** "Prevent downloading": neither downloadUrl nor temporary links. */
  readonly preventDownload?: boolean;
  readonly hasTranscript?: boolean;
  readonly playbackHidden?: boolean;
  /** Transcript and summary that were deleted; officers still see them. */
  transcriptDeleted?: boolean;
  summaryDeleted?: boolean;
  status: RecordingStatus;
  /** What its status still looks like, and until when; the oldest first. */
  earlier?: { status: RecordingStatus; until: number }[];
  /** From when on the API finds it: webhooks can be quicker. Always, when left out. */
  listedFrom?: number;
  /** When it went into the recycle bin; only while it is there. */
  binnedAt?: number;
}

export const recordingFormats = ['MP4', 'ARF', 'UPLOADED'] as const;
export type RecordingFormat = (typeof recordingFormats)[number];

export const serviceTypes = [
  'MeetingCenter',
  'EventCenter',
  'SupportCenter',
  'TrainingCenter',
] as const;
export type ServiceType = (typeof serviceTypes)[number];

/** `deleted` is in the recycle bin, `purged` is gone for good. */
export const recordingStatuses = ['available', 'deleted', 'purged'] as const;
export type RecordingStatus = (typeof recordingStatuses)[number];

/** The status that a reader sees at that time: a change may be seen later than it is made. */
export function statusAt({ status, earlier }: Recording, now: number): RecordingStatus {
  return earlier?.find(({ until }) => until > now)?.status ?? status;
}

export const daysInBin = 30;
export const msPerDay = 86_400_000;

/** Where something stands in a list: newest first, ties by id. */
export interface Position {
  createTime: number;
  id: string;
}

/** Negative when `a` comes before `b` in Webex's order. */
export function compareNewestFirst(a: Position, b: Position): number {
  if (a.createTime !== b.createTime) return b.createTime - a.createTime;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
