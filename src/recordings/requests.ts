import { z } from 'zod';
import { defined } from '../util/present.js';
import type { WebexClient } from '../webex/client.js';
import { type Authority, hostOf, isHostless } from './types.js';

/** The reason of a compliance officer who deletes somebody else's recording; Webex takes none otherwise. */
export interface Why {
  readonly reason: string;
  /** At most 255 characters. */
  readonly comment: string;
}

/**
 * Deletes a recording for good: "The deleted recording cannot be recovered."
 * Rejects with a WebexError; 403 when the person is not its host, 404 when it is gone.
 * https://developer.webex.com/docs/api/v1/recordings/delete-a-recording
 * https://developer.webex.com/docs/api/v1/recordings/delete-a-recording-by-an-admin
 *
 * @returns Webex's trackingId
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
  const request = { method: 'DELETE', path, token: authority.token, query } as const;
  const answer = z.unknown();
  return (await webex.call({ ...request, ...defined({ body: why }), answer })).trackingId;
}

/** The most recordings that one call of the recycle bin takes. */
export const LARGEST_BATCH = 100;

/** Recordings of one site. */
export interface Batch {
  /** 1 to {@link LARGEST_BATCH}; all of `siteUrl`. */
  readonly recordingIds: readonly string[];
  /** The recordings' own site: left out, Webex takes the person's preferred site and misses others. */
  readonly siteUrl?: string | undefined;
}

/**
 * A call that changes a batch. Rejects with a WebexError; Webex gives one answer for the whole batch,
 * so look afterwards.
 *
 * @returns Webex's trackingId
 */
type BatchCall = (
  webex: WebexClient,
  authority: Authority,
  batch: Batch,
) => Promise<string | undefined>;

function batchCall(path: string): BatchCall {
  return async (webex, authority, { recordingIds, siteUrl }) => {
    const { token } = authority;
    const body = { recordingIds, ...defined({ siteUrl }) };
    // Twice does no more than once, so the call may be repeated after a lost answer.
    const request = { method: 'POST', path, token, body, repeatable: true } as const;
    const query = hostOf(authority);
    return (await webex.call({ ...request, query, answer: z.unknown() })).trackingId;
  };
}

/**
 * Moves recordings to the recycle bin, from where they can be restored for 30 days.
 * https://developer.webex.com/docs/api/v1/recordings/move-recordings-into-the-recycle-bin
 */
export const moveToRecycleBin = batchCall('/recordings/softDelete');

/** https://developer.webex.com/docs/api/v1/recordings/restore-recordings-from-recycle-bin */
export const restoreFromRecycleBin = batchCall('/recordings/restore');

/**
 * Deletes recordings out of the recycle bin for good.
 * https://developer.webex.com/docs/api/v1/recordings/purge-recordings-from-recycle-bin
 */
export const purgeFromRecycleBin = batchCall('/recordings/purge');

/** People to add to a recording, and people to remove. */
export interface Sharing {
  /** Email addresses, 100 at most. */
  readonly add: readonly string[];
  /** Email addresses, 100 at most. */
  readonly remove: readonly string[];
  /** Whether Webex writes to the people added. */
  readonly sendEmail: boolean;
}

/** The most addresses in each of the two lists. */
export const MOST_ADDRESSES = 100;

/**
 * Shares a recording with people, and stops sharing it with others. Webex gives one answer for all of
 * them and has no list of who can see it, so there is nothing to look at afterwards.
 *
 * Rejects with a WebexError; 403 when the person is not its host, 404 when it is gone.
 * https://developer.webex.com/docs/api/v1/recordings/share-a-recording
 *
 * @returns Webex's trackingId
 */
export async function shareRecording(
  webex: WebexClient,
  { token, hostEmail }: Authority,
  id: string,
  { add, remove, sendEmail }: Sharing,
): Promise<string | undefined> {
  const path = `/recordings/${encodeURIComponent(id)}/accessList`;
  const body = {
    ...defined({ hostEmail }),
    ...(add.length === 0 ? {} : { addEmails: add }),
    ...(remove.length === 0 ? {} : { removeEmails: remove }),
    sendEmail,
  };
  // Repeated after a lost answer, Webex would write to people a second time.
  const request = { method: 'POST', path, token, body, repeatable: !sendEmail } as const;
  return (await webex.call({ ...request, answer: z.unknown() })).trackingId;
}

/**
 * Splits into batches as the recycle bin's calls take them: all of one site, at most
 * {@link LARGEST_BATCH}, each recording in one batch, in their order.
 *
 * @param keyOf what the members of a batch have in common, at least the site
 */
export function batchesOf<T extends { readonly siteUrl?: string | undefined }>(
  targets: readonly T[],
  keyOf: (target: T) => string | undefined = ({ siteUrl }) => siteUrl,
): T[][] {
  const byKey = new Map<string | undefined, T[]>();
  for (const target of targets) {
    const some = byKey.get(keyOf(target));
    if (some === undefined) byKey.set(keyOf(target), [target]);
    else some.push(target);
  }
  return [...byKey.values()].flatMap((site) => {
    const batches: T[][] = [];
    for (let at = 0; at < site.length; at += LARGEST_BATCH) {
      batches.push(site.slice(at, at + LARGEST_BATCH));
    }
    return batches;
  });
}
