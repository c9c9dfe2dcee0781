import { z } from 'zod';
import { defined } from '../util/present.js';
import type { WebexClient, WebexRequest } from '../webex/client.js';
import { WebexUnreadable, isPage, placeOf } from '../webex/errors.js';
import { type Authority, hostOf, isHostless } from './types.js';

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
  const query = hostOf(authority);
  return await requestChange(webex, authority, {
    method: 'DELETE',
    path,
    query,
    ...defined({ body: why }),
  });
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
    const query = hostOf(authority);
    const body = { recordingIds, ...defined({ siteUrl }) };
    // Idempotent, so the call may be repeated after a lost answer.
    return await requestChange(webex, authority, {
      method: 'POST',
      path,
      query,
      body,
      repeatable: true,
    });
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
  return await requestChange(webex, authority, {
    method: 'POST',
    path,
    body,
    repeatable: !sendEmail,
  });
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
