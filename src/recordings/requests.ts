import { z } from 'zod';
import type { WebexClient } from '../webex/client.js';
import { type Authority, hostOf, inNobodysName } from './types.js';

/** Why a compliance officer deletes somebody else's recording; Webex asks for it then, and only then. */
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
  const whose = inNobodysName(authority) ? '/admin/recordings' : '/recordings';
  const path = `${whose}/${encodeURIComponent(id)}`;
  const { token } = authority;
  const query = hostOf(authority);
  const body = why === undefined ? {} : { body: why };
  const request = { method: 'DELETE', path, token, query, ...body } as const;
  return (await webex.call({ ...request, answer: z.unknown() })).trackingId;
}

/** Recordings of one site. */
export interface Batch {
  /** 1 to 100; all of `siteUrl`. */
  readonly recordingIds: readonly string[];
  /** The recordings' own site: left out, Webex takes the person's preferred site and misses others. */
  readonly siteUrl?: string | undefined;
}

/**
 * Moves recordings to the recycle bin, from where they can be restored for 30 days.
 * Rejects with a WebexError; one answer for the whole batch, so look afterwards.
 * https://developer.webex.com/docs/api/v1/recordings/move-recordings-into-the-recycle-bin
 *
 * @returns Webex's trackingId
 */
export function moveToRecycleBin(
  webex: WebexClient,
  authority: Authority,
  batch: Batch,
): Promise<string | undefined> {
  return post(webex, authority, '/recordings/softDelete', batch);
}

/**
 * Brings recordings back from the recycle bin.
 * Rejects with a WebexError; one answer for the whole batch, so look afterwards.
 * https://developer.webex.com/docs/api/v1/recordings/restore-recordings-from-recycle-bin
 *
 * @returns Webex's trackingId
 */
export function restoreFromRecycleBin(
  webex: WebexClient,
  authority: Authority,
  batch: Batch,
): Promise<string | undefined> {
  return post(webex, authority, '/recordings/restore', batch);
}

/**
 * Deletes recordings out of the recycle bin for good.
 * Rejects with a WebexError; one answer for the whole batch, so look afterwards.
 * https://developer.webex.com/docs/api/v1/recordings/purge-recordings-from-recycle-bin
 *
 * @returns Webex's trackingId
 */
export function purgeFromRecycleBin(
  webex: WebexClient,
  authority: Authority,
  batch: Batch,
): Promise<string | undefined> {
  return post(webex, authority, '/recordings/purge', batch);
}

async function post(
  webex: WebexClient,
  authority: Authority,
  path: string,
  { recordingIds, siteUrl }: Batch,
): Promise<string | undefined> {
  const body = { recordingIds, ...(siteUrl === undefined ? {} : { siteUrl }) };
  // Moving or restoring twice does no more than once, so a lost answer may be asked for again.
  const request = { method: 'POST', path, token: authority.token, body, repeatable: true } as const;
  const query = hostOf(authority);
  return (await webex.call({ ...request, query, answer: z.unknown() })).trackingId;
}
