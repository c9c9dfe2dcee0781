import { z } from 'zod';
import { defined, lenient, present } from '../util/present.js';
import { DAY, SECOND } from '../util/time.js';
import { type OnBusy, type WebexClient, getJson } from '../webex/client.js';
import { hasStatus } from '../webex/errors.js';
import { itemsOf, moment } from '../webex/lists.js';
import { secondOf } from './scan.js';
import { eachSite, pagesWithin } from './states.js';
import type { Filter } from './filter.js';
import type { Authority, Recording, Window } from './types.js';
import { hostOf, instant, windowsOf } from './types.js';

const transcriptItem = z.object({
  id: z.string().min(1),
  meetingId: lenient(z.string()),
  startTime: lenient(moment),
  status: lenient(z.string()),
});

export type Transcript = z.infer<typeof transcriptItem>;

const transcriptPage = itemsOf(transcriptItem);

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

/** The part of a recording that its transcript is found by. */
interface WithMeeting {
  readonly meetingId?: string | undefined;
  readonly siteUrl?: string | undefined;
  /** When its file was made; milliseconds since the epoch. */
  readonly createdAt: number;
}

/**
 * Asks which recordings' meetings have transcripts, by one pass through Webex's list for each site.
 * Without a meeting that list is of the token's own person, so it says nothing about others' meetings.
 *
 * Rejects when the authority is not valid (401).
 * @returns `fits` is undefined for a recording in no list whose site does not tell all, or that is not the
 *   person's own; `known` is false where no site tells anything: `permission` where a scope may be missing
 */
export async function transcriptsOf<T extends WithMeeting>(
  webex: WebexClient,
  authority: Authority,
  found: readonly T[],
  isOthers: (one: T) => boolean,
  { signal, onBusy }: { readonly signal: AbortSignal; readonly onBusy?: OnBusy },
) {
  const meetings = new Set<string>();
  /** Sites that list their meetings; `false` where not all of them. */
  const told = new Map<string | undefined, boolean>();
  const walk = async (siteUrl: string | undefined, window: Window): Promise<void> => {
    const query = { ...defined({ siteUrl }), max: '100' };
    const request = { method: 'GET', path: '/meetingTranscripts', token: authority.token } as const;
    const asked = { ...request, query, answer: transcriptPage, signal, ...defined({ onBusy }) };
    for await (const { data } of pagesWithin(webex, asked, window)) {
      if (data.unread.length > 0) told.set(siteUrl, false);
      for (const { meetingId, status } of data.items) {
        if (status === 'deleted') continue;
        if (meetingId === undefined) told.set(siteUrl, false);
        else meetings.add(meetingId);
      }
    }
  };
  const ofSite = async (siteUrl: string | undefined): Promise<void> => {
    const times = found.filter((one) => one.siteUrl === siteUrl).map((one) => one.createdAt);
    // Meetings are listed by when they began; files of their recordings came up to a day later.
    const window = {
      from: secondOf(Math.min(...times) - 2 * DAY),
      to: secondOf(Math.max(...times)) + SECOND,
    };
    try {
      await walk(siteUrl, window);
    } catch (error) {
      // No longest span is documented; a shorter one is sure to be taken.
      const pieces = windowsOf(window);
      if (!hasStatus(error, 400) || pieces.length === 1) throw error;
      for (const piece of pieces) await walk(siteUrl, piece);
    }
    told.set(siteUrl, told.get(siteUrl) ?? true);
  };
  const isOwn = authority.hostEmail === undefined && authority.scope === undefined;
  const sites = isOwn ? [...new Set(found.map(({ siteUrl }) => siteUrl))] : [];
  const errors = await eachSite(sites, signal, ofSite);
  const known = isOwn && (sites.length === 0 || errors.length < sites.length);
  const fits = (wanted: NonNullable<Filter['transcript']>, one: T): boolean | undefined => {
    if (one.meetingId !== undefined && meetings.has(one.meetingId)) return wanted === 'with';
    const isSure = told.get(one.siteUrl) === true && one.meetingId !== undefined && !isOthers(one);
    return isSure ? wanted === 'without' : undefined;
  };
  return { known, fits, permission: errors.some((error) => hasStatus(error, 403)) };
}

/** A page, such as one to sign in, in place of a transcript. */
const HTML_PAGE = /^\s*<(!doctype|html)\b/i;

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
  const answer = z
    .string()
    .default('')
    .refine((said) => !HTML_PAGE.test(said));
  return (await webex.call({ method: 'GET', path, token, query, answer, text: true })).data;
}

const text = z.object({ content: z.string() });
const summaryPage = itemsOf(
  z.object({
    status: lenient(z.string()),
    notes: lenient(text),
    actionItems: lenient(z.array(lenient(text))),
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
 * cannot read somebody else's. Rejects with a WebexError; 403 when the authority lacks the scope, 400 or
 * 404 for a meeting that cannot have one.
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
