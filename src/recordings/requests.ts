import { z } from 'zod';
import { defined } from '../util/present.js';
import { SECOND } from '../util/time.js';
import { type WebexClient, type WebexRequest, getJson } from '../webex/client.js';
import { WebexUnreadable, hasStatus, isPage, knownReason, placeOf } from '../webex/errors.js';
import { itemsOf } from '../webex/lists.js';
import { scanRecordings, secondOf } from './scan.js';
import type { Authority, Recording } from './types.js';
import { hostOf, isHostless, recordingDetails, recordingSchema } from './types.js';

/**
 * One recording, in the recycle bin or not; undefined when it is gone for good, or was never the
 * person's (404, 410). Rejects with a WebexError otherwise.
 * https://developer.webex.com/docs/api/v1/recordings/get-recording-details
 */
export const getRecording = detailsCall(recordingSchema);

/** As {@link getRecording}, with download links; they work without a token: never store or log them. */
export const getDetails = detailsCall(recordingDetails);

function detailsCall<T>(answer: z.ZodType<T>) {
  return async (webex: WebexClient, authority: Authority, id: string): Promise<T | undefined> => {
    const path = `/recordings/${encodeURIComponent(id)}`;
    try {
      return await getJson(webex, authority.token, path, answer, hostOf(authority));
    } catch (error) {
      // A person without a site finds nothing: that says nothing about the recording.
      if (hasStatus(error, 404, 410) && knownReason(error) === undefined) return undefined;
      throw error;
    }
  };
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
    const query = { window, filter: { siteUrl, status }, ...gaps };
    for await (const batch of scanRecordings(webex, authority, query)) {
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

/** A compliance officer's reason for deleting somebody else's recording; Webex takes none otherwise. */
export interface Why {
  readonly reason: string;
  /** At most 255 characters. */
  readonly comment: string;
}

export const LARGEST_BATCH = 100;

export interface Batch {
  /** 1 to {@link LARGEST_BATCH}; all of `siteUrl`. */
  readonly recordingIds: readonly string[];
  /** The recordings' own site; left out, Webex takes the person's preferred site and misses others. */
  readonly siteUrl?: string | undefined;
}

export const MOST_ADDRESSES = 100;

export interface Sharing {
  /** Email addresses, at most {@link MOST_ADDRESSES}. */
  readonly add: readonly string[];
  /** Email addresses, at most {@link MOST_ADDRESSES}. */
  readonly remove: readonly string[];
  /** Webex writes to the people added. */
  readonly sendEmail: boolean;
}

/**
 * Deletes a recording for good: "The deleted recording cannot be recovered." Returns the trackingId.
 * Rejects with a WebexError; 403 when the person is not its host, 404 when it is gone.
 * https://developer.webex.com/docs/api/v1/recordings/delete-a-recording
 * https://developer.webex.com/docs/api/v1/recordings/delete-a-recording-by-an-admin
 */
export async function deleteForGood(
  webex: WebexClient,
  authority: Authority,
  id: string,
  why?: Why,
): Promise<string | undefined> {
  const list = isHostless(authority) ? '/admin/recordings' : '/recordings';
  const path = `${list}/${encodeURIComponent(id)}`;
  const request = { method: 'DELETE', path, query: hostOf(authority) } as const;
  return await requestChange(webex, authority, { ...request, ...defined({ body: why }) });
}

/** https://developer.webex.com/docs/api/v1/recordings/move-recordings-into-the-recycle-bin */
export const moveToRecycleBin = batchCall('/recordings/softDelete');

/** https://developer.webex.com/docs/api/v1/recordings/restore-recordings-from-recycle-bin */
export const restoreFromRecycleBin = batchCall('/recordings/restore');

/** https://developer.webex.com/docs/api/v1/recordings/purge-recordings-from-recycle-bin */
export const purgeFromRecycleBin = batchCall('/recordings/purge');

/** Returns the trackingId. Webex gives one answer for the whole batch, so look afterwards. */
function batchCall(path: string) {
  return async (
    webex: WebexClient,
    authority: Authority,
    { recordingIds, siteUrl }: Batch,
  ): Promise<string | undefined> => {
    const body = { recordingIds, ...defined({ siteUrl }) };
    const request = { method: 'POST', path, query: hostOf(authority), body } as const;
    // Idempotent, so the call may be repeated after a lost answer.
    return await requestChange(webex, authority, { ...request, repeatable: true });
  };
}

/**
 * Shares a recording with people, stops sharing it with others, and returns the trackingId. Webex gives one
 * answer for all, and no list of who has access: there is nothing to look at afterwards. Rejects with a
 * WebexError; 403 when the person is not its host, 404 when it is gone.
 * https://developer.webex.com/docs/api/v1/recordings/share-a-recording
 */
export async function shareRecording(
  webex: WebexClient,
  authority: Authority,
  id: string,
  { add, remove, sendEmail }: Sharing,
): Promise<string | undefined> {
  const path = `/recordings/${encodeURIComponent(id)}/accessList`;
  const body = {
    ...hostOf(authority),
    ...(add.length === 0 ? {} : { addEmails: add }),
    ...(remove.length === 0 ? {} : { removeEmails: remove }),
    sendEmail,
  };
  // Repeated after a lost answer, Webex would write to people a second time.
  const request = { method: 'POST', path, body, repeatable: !sendEmail } as const;
  return await requestChange(webex, authority, request);
}

async function requestChange(
  webex: WebexClient,
  { token }: Authority,
  request: Omit<WebexRequest<unknown>, 'token' | 'answer'>,
): Promise<string | undefined> {
  const answer = z.unknown().refine((body) => !isPage(body));
  const { status, trackingId } = await webex.call({ ...request, token, answer });
  // A part of it was not done (RFC 4918, 13).
  if (status === 207) throw new WebexUnreadable(placeOf(request), trackingId, []);
  return trackingId;
}

/**
 * Batches for the recycle bin, in order.
 * @param keyOf equal within a batch; at least the site
 * @param largest at most {@link LARGEST_BATCH}
 */
export function batchesOf<T extends { readonly siteUrl?: string | undefined }>(
  targets: readonly T[],
  keyOf: (target: T) => string | undefined = ({ siteUrl }) => siteUrl,
  largest = LARGEST_BATCH,
): T[][] {
  const byKey = new Map<string | undefined, T[]>();
  for (const target of targets) {
    const batch = byKey.get(keyOf(target)) ?? [];
    batch.push(target);
    byKey.set(keyOf(target), batch);
  }
  return [...byKey.values()].flatMap((site) => {
    const count = Math.ceil(site.length / largest);
    return Array.from({ length: count }, (_, at) => site.slice(at * largest, (at + 1) * largest));
  });
}
