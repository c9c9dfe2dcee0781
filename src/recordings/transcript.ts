import { z } from 'zod';
import { DAY } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { type Authority, type Recording, hostOf, instant } from './types.js';

const transcript = z.object({
  id: z.string().min(1),
  startTime: z.iso.datetime({ offset: true }).optional().catch(undefined),
  status: z.string().optional().catch(undefined),
});

/** A transcript that can be downloaded. */
export type Transcript = z.infer<typeof transcript>;

const transcriptPage = z.object({ items: z.array(transcript) });

/** `vtt` carries the times of what was said, `txt` the words. */
export const TRANSCRIPT_FORMATS = ['vtt', 'txt'] as const;
/** One of {@link TRANSCRIPT_FORMATS}. */
export type TranscriptFormat = (typeof TRANSCRIPT_FORMATS)[number];

/**
 * The transcripts of a recording's meeting, the earliest first: a meeting that was recorded twice
 * has two. Both ends of the span are sent, since Webex's own is the last seven days.
 *
 * Rejects with a WebexError; 403 when the authority lacks the scope for transcripts.
 * https://developer.webex.com/docs/api/v1/meeting-transcripts/list-meeting-transcripts
 *
 * @returns none for a recording that knows of no meeting
 */
export async function listTranscripts(
  webex: WebexClient,
  authority: Authority,
  { meetingId, siteUrl, timeRecorded, createTime }: Recording,
): Promise<readonly Transcript[]> {
  if (meetingId === undefined) return [];
  const at = Date.parse(timeRecorded ?? createTime);
  const query = {
    ...hostOf(authority),
    meetingId,
    ...(siteUrl === undefined ? {} : { siteUrl }),
    from: instant(at - 2 * DAY),
    to: instant(at + 7 * DAY),
    max: '100',
  };
  const { token } = authority;
  const request = { method: 'GET', path: '/meetingTranscripts', token, query } as const;
  const { items } = (await webex.call({ ...request, answer: transcriptPage })).data;
  return items
    .filter(({ status }) => status !== 'deleted')
    .sort((one, other) => timeOf(one) - timeOf(other));
}

function timeOf({ startTime }: Transcript): number {
  return startTime === undefined ? 0 : Date.parse(startTime);
}

/**
 * A transcript as text. Rejects with a WebexError.
 * https://developer.webex.com/docs/api/v1/meeting-transcripts/download-a-meeting-transcript
 */
export async function downloadTranscript(
  webex: WebexClient,
  authority: Authority,
  id: string,
  format: TranscriptFormat,
): Promise<string> {
  const path = `/meetingTranscripts/${encodeURIComponent(id)}/download`;
  const { token } = authority;
  const query = { ...hostOf(authority), format };
  const answer = z.string().default('');
  return (await webex.call({ method: 'GET', path, token, query, answer, text: true })).data;
}
