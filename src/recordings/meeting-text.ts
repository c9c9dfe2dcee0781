import { z } from 'zod';
import { defined, present } from '../util/present.js';
import { DAY } from '../util/time.js';
import { type WebexClient, getJson } from '../webex/client.js';
import { itemsOf } from '../webex/lists.js';
import { type Authority, type Recording, hostOf, instant, moment } from './types.js';

const transcript = z.object({
  id: z.string().min(1),
  startTime: moment.optional().catch(undefined),
  status: z.string().optional().catch(undefined),
});

export type Transcript = z.infer<typeof transcript>;

const transcriptPage = itemsOf(transcript);

/** `vtt` has times. */
export type TranscriptFormat = 'vtt' | 'txt';

/**
 * The transcripts of a recording's meeting, the earliest first: one for each time it was recorded. Both
 * ends of the span are sent, since Webex's default is the last seven days.
 *
 * Rejects with a WebexError; 403 when the authority lacks the scope for transcripts.
 * https://developer.webex.com/docs/api/v1/meeting-transcripts/list-meeting-transcripts
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
    ...defined({ siteUrl }),
    from: instant(at - 2 * DAY),
    to: instant(at + 7 * DAY),
    max: '100',
  };
  const path = '/meetingTranscripts';
  const { items } = await getJson(webex, authority.token, path, transcriptPage, query);
  const timeOf = ({ startTime }: Transcript): number =>
    startTime === undefined ? 0 : Date.parse(startTime);
  return items
    .filter(({ status }) => status !== 'deleted')
    .sort((one, other) => timeOf(one) - timeOf(other));
}

/** https://developer.webex.com/docs/api/v1/meeting-transcripts/download-a-meeting-transcript */
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

const text = z.object({ content: z.string() });
const summaryPage = itemsOf(
  z.object({
    status: z.string().optional().catch(undefined),
    notes: text.optional().catch(undefined),
    actionItems: z.array(text.optional().catch(undefined)).optional().catch(undefined),
  }),
);

export interface Summary {
  /** HTML of Webex; empty when there is none. */
  readonly notes: string;
  /** Plain text. */
  readonly actionItems: readonly string[];
}

/**
 * Webex's summary of an ended meeting instance, if there is one. It takes no `hostEmail`: an administrator
 * cannot read somebody else's. Rejects with a WebexError; 403 when the authority lacks the scope, 400 or 404
 * for a meeting that cannot have one.
 * https://developer.webex.com/docs/api/v1/meeting-summaries/get-summary-by-meeting-id
 */
export async function getSummary(
  webex: WebexClient,
  { token }: Authority,
  meetingId: string,
): Promise<Summary | undefined> {
  const { items } = await getJson(webex, token, '/meetingSummaries', summaryPage, { meetingId });
  const found = items.find(({ status }) => status !== 'deleted');
  if (found === undefined) return undefined;
  const notes = found.notes?.content ?? '';
  const actionItems = present(found.actionItems ?? []).map(({ content }) => content);
  return notes.trim() === '' && actionItems.length === 0 ? undefined : { notes, actionItems };
}
