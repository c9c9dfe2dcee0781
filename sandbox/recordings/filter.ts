import {
  statusAt,
  type Recording,
  type RecordingFormat,
  type RecordingStatus,
  type ServiceType,
} from './recording.js';

/** The filters of List Recordings that look at one recording alone. */
export interface RecordingFilter {
  status: RecordingStatus;
  meetingId?: string | undefined;
  siteUrl?: string | undefined;
  topic?: string | undefined;
  format?: RecordingFormat | undefined;
  serviceType?: ServiceType | undefined;
  integrationTag?: string | undefined;
}

/**
 * A predicate for the filters, as things look at that time. With a meetingId (of a series, a scheduled meeting or an instance)
 * the siteUrl does not count, as the document says.
 */
export function matches(filter: RecordingFilter, now: number): (recording: Recording) => boolean {
  const { status, meetingId, siteUrl, format, serviceType, integrationTag } = filter;
  const topic = filter.topic?.toLowerCase();
  return (r) =>
    statusAt(r, now) === status &&
    (meetingId === undefined ? !siteUrl || r.siteUrl === siteUrl : isOfMeeting(r, meetingId)) &&
    (topic === undefined || r.topic.toLowerCase().includes(topic)) &&
    (format === undefined || r.format === format) &&
    (serviceType === undefined || r.serviceType === serviceType) &&
    (integrationTag === undefined || r.integrationTags.includes(integrationTag));
}

function isOfMeeting(recording: Recording, meetingId: string): boolean {
  return (
    recording.meetingId === meetingId ||
    recording.scheduledMeetingId === meetingId ||
    recording.meetingSeriesId === meetingId
  );
}
