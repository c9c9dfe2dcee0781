import type { Person } from '../world/people.js';
import { statusAt, type Recording } from './recording.js';
import { formatTime } from './window.js';

/** A recording as List Recordings answers it at that time. `viewer` is undefined for a compliance officer. */
export function recordingJson(
  recording: Recording,
  viewer: Person | undefined,
  now: number,
): Record<string, unknown> {
  return {
    ...common(recording, now),
    ...(recording.password === undefined ? {} : { password: recording.password }),
    ...(viewer === undefined ? {} : { shareToMe: recording.hostId !== viewer.id }),
  };
}

/** A recording as List Recordings For an Admin answers it: with its host, without the password. */
export function adminRecordingJson(
  recording: Recording,
  host: Person | undefined,
  now: number,
): Record<string, unknown> {
  return {
    ...common(recording, now),
    hostDisplayName: host?.displayName ?? '',
    hostEmail: host?.email ?? '',
  };
}

function common(recording: Recording, now: number): Record<string, unknown> {
  const site = recording.siteUrl.split('.')[0] ?? '';
  const { playbackHidden, preventDownload } = recording;
  return {
    id: recording.id,
    meetingId: recording.meetingId,
    scheduledMeetingId: recording.scheduledMeetingId,
    meetingSeriesId: recording.meetingSeriesId,
    topic: recording.topic,
    createTime: formatTime(recording.createTime),
    timeRecorded: formatTime(recording.timeRecorded),
    siteUrl: recording.siteUrl,
    ...(preventDownload
      ? {}
      : { downloadUrl: `https://${recording.siteUrl}/${site}/lsr.php?RCID=${recording.id}` }),
    ...(playbackHidden
      ? {}
      : { playbackUrl: `https://${recording.siteUrl}/${site}/ldr.php?RCID=${recording.id}` }),
    format: recording.format,
    serviceType: recording.serviceType,
    durationSeconds: recording.durationSeconds,
    sizeBytes: recording.sizeBytes,
    integrationTags: recording.integrationTags,
    status: statusAt(recording, now),
  };
}
