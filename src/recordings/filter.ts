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
