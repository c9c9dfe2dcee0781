import type { z } from 'zod';
import { SECOND } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { WebexRefused } from '../webex/errors.js';
import { scanRecordings, secondOf } from './scan.js';
import {
  type Authority,
  type Details,
  type Recording,
  hostOf,
  isHostless,
  recording,
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
  return fetchOne(webex, authority, id, recording);
}

/**
 * One recording with its download links, which work without a token: callers neither store nor log
 * them. Answers and rejects as {@link getRecording}.
 */
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
  const { token } = authority;
  try {
    const query = hostOf(authority);
    return (await webex.call({ method: 'GET', path, token, query, answer })).data;
  } catch (error) {
    if (error instanceof WebexRefused && (error.status === 404 || error.status === 410)) {
      return undefined;
    }
    throw error;
  }
}

export interface RecordingRef {
  readonly id: string;
  readonly siteUrl?: string | undefined;
  /** When its file was made; milliseconds since the epoch. Needed for orphaned recordings. */
  readonly createdAt?: number | undefined;
}

/** Searched before and after the creation time: clocks at Webex may be a second off. */
const AROUND = 5 * SECOND;

/**
 * One recording, by what this authority may read. For an orphaned recording that is the list of a site:
 * Webex documents no details for an administrator who names no host. Rejects with a WebexError.
 * https://developer.webex.com/docs/api/v1/recordings/list-recordings-for-an-admin-or-compliance-officer
 *
 * @returns undefined when it is gone for good
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
  for (const status of ['available', 'deleted'] as const) {
    const filter = { siteUrl, status };
    for await (const batch of scanRecordings(webex, authority, { window, filter })) {
      const found = batch.find((recording) => recording.id === id);
      // A list of the recycle bin need not say so of each recording.
      if (found !== undefined) return { ...found, status: found.status ?? status };
    }
  }
  return undefined;
}
