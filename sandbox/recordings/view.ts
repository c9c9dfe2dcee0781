import { createHash } from 'node:crypto';
import type { Person } from '../world/people.js';
import { statusAt, type Recording } from './recording.js';
import { formatTime } from './window.js';

/** What a recording looks like depends on: when it is, and how this Webex behaves. */
export interface Look {
  now(): number;
  readonly settings: { readonly separateRcids: boolean };
}

/** The RCID in a link: the id itself, or another value for each kind of link, as on the real Webex. */
export function rcidOf(recording: Recording, kind: 'download' | 'playback', look: Look): string {
  if (!look.settings.separateRcids) return recording.id;
  return createHash('md5').update(`${kind} ${recording.id}`).digest('hex');
}

/** A recording as List Recordings answers it to somebody. `viewer` is undefined for a compliance officer. */
export function recordingJson(
  recording: Recording,
  viewer: Person | undefined,
  look: Look,
): Record<string, unknown> {
  return {
    ...common(recording, look),
    ...(recording.password === undefined ? {} : { password: recording.password }),
    ...(viewer === undefined ? {} : { shareToMe: recording.hostId !== viewer.id }),
  };
}

/** A recording as List Recordings For an Admin answers it: with its host, without the password. */
export function adminRecordingJson(
  recording: Recording,
  host: Person | undefined,
  look: Look,
): Record<string, unknown> {
  return {
    ...common(recording, look),
    hostDisplayName: host?.displayName ?? '',
    hostEmail: host?.email ?? '',
  };
}

function common(recording: Recording, look: Look): Record<string, unknown> {
  const base = `https://${recording.siteUrl}/${recording.siteUrl.split('.')[0] ?? ''}`;
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
      : { downloadUrl: `${base}/lsr.php?RCID=${rcidOf(recording, 'download', look)}` }),
    ...(playbackHidden
      ? {}
      : { playbackUrl: `${base}/ldr.php?RCID=${rcidOf(recording, 'playback', look)}` }),
    format: recording.format,
    serviceType: recording.serviceType,
    durationSeconds: recording.durationSeconds,
    sizeBytes: recording.sizeBytes,
    integrationTags: recording.integrationTags,
    status: statusAt(recording, look.now()),
  };
}
