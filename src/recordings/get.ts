import { z } from 'zod';
import { SECOND } from '../util/time.js';
import { type WebexClient, getJson } from '../webex/client.js';
import { WebexUnreadable, hasStatus, knownReason } from '../webex/errors.js';
import { itemsOf } from '../webex/lists.js';
import { scanRecordings, secondOf } from './scan.js';
import {
  type Authority,
  type Details,
  type Recording,
  hostOf,
  isHostless,
  recordingSchema,
  recordingDetails,
} from './types.js';

/**
 * One recording, in the recycle bin or not; undefined when it is gone for good, or was never the
 * person's (404, 410). Rejects with a WebexError otherwise.
 * https://developer.webex.com/docs/api/v1/recordings/get-recording-details
 */
export function getRecording(
  webex: WebexClient,
  authority: Authority,
  id: string,
): Promise<Recording | undefined> {
  return fetchOne(webex, authority, id, recordingSchema);
}

/** As {@link getRecording}, with download links; they work without a token: never store or log them. */
export function getDetails(
  webex: WebexClient,
  authority: Authority,
  id: string,
): Promise<Details | undefined> {
  return fetchOne(webex, authority, id, recordingDetails);
}

async function fetchOne<T>(
  webex: WebexClient,
  authority: Authority,
  id: string,
  answer: z.ZodType<T>,
): Promise<T | undefined> {
  const path = `/recordings/${encodeURIComponent(id)}`;
  try {
    return await getJson(webex, authority.token, path, answer, hostOf(authority));
  } catch (error) {
    // A person without a site finds nothing: that says nothing about the recording.
    if (hasStatus(error, 404, 410) && knownReason(error) === undefined) return undefined;
    throw error;
  }
}

const meetingPage = itemsOf(z.object({ id: z.string().min(1) }));

/**
 * The id of the meeting series that has a number: its recordings are found by that id. Undefined where the
 * person has no such meeting. Rejects with a WebexError; 403 when the authority lacks the scope.
 * https://developer.webex.com/docs/api/v1/meetings/list-meetings
 * @param meetingNumber digits alone
 */
export async function findMeeting(
  webex: WebexClient,
  authority: Authority,
  meetingNumber: string,
): Promise<string | undefined> {
  // Without `current`, Webex gives the next meeting of the series.
  const query = { meetingNumber, current: 'false', ...hostOf(authority) };
  try {
    const path = '/meetings';
    const { items, unread } = await getJson(webex, authority.token, path, meetingPage, query);
    const where = unread.flatMap((one) => one.where);
    if (items.length === 0 && unread.length > 0)
      throw new WebexUnreadable({ method: 'GET', path }, undefined, where);
    return items[0]?.id;
  } catch (error) {
    if (hasStatus(error, 404)) return undefined;
    throw error;
  }
}

export interface RecordingRef {
  readonly id: string;
  readonly siteUrl?: string | undefined;
  /** Milliseconds since the epoch. Needed for orphaned recordings. */
  readonly createdAt?: number | undefined;
}

/** Margin around the creation time: clocks at Webex may be a second off. */
const AROUND = 5 * SECOND;

/**
 * One recording, undefined when it is gone for good. An orphaned one is read from the list of its site:
 * Webex documents no details for an administrator who names no host. Rejects with a WebexError.
 * https://developer.webex.com/docs/api/v1/recordings/list-recordings-for-an-admin-or-compliance-officer
 */
export async function findRecording(
  webex: WebexClient,
  authority: Authority,
  { id, siteUrl, createdAt }: RecordingRef,
): Promise<Recording | undefined> {
  if (!isHostless(authority)) return await getRecording(webex, authority, id);
  if (siteUrl === undefined || createdAt === undefined) {
    throw new Error('an orphaned recording is found by its site and time only');
  }
  const second = secondOf(createdAt);
  const window = { from: second - AROUND, to: second + AROUND };
  const notRead = new Set<'items' | 'Link'>();
  const gaps = {
    onUnread: () => void notRead.add('items'),
    onBrokeOff: () => void notRead.add('Link'),
  };
  for (const status of ['available', 'deleted'] as const) {
    const filter = { siteUrl, status };
    for await (const batch of scanRecordings(webex, authority, {
      ...{ window, filter, ...gaps },
    })) {
      const found = batch.find((recording) => recording.id === id);
      // Lists of the recycle bin may leave out the status.
      if (found !== undefined) return { ...found, status: found.status ?? status };
    }
  }
  // The recording may be among what could not be read.
  const request = { method: 'GET', path: '/admin/recordings' };
  if (notRead.size > 0) throw new WebexUnreadable(request, undefined, [...notRead]);
  return undefined;
}
