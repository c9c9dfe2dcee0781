import type { z } from 'zod';
import { SECOND } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { WebexRefused } from '../webex/errors.js';
import { scanRecordings } from './scan.js';
import {
  type Authority,
  type Details,
  type Recording,
  hostOf,
  inNobodysName,
  recording,
  recordingDetails,
} from './types.js';

/**
 * One recording as it stands, in the recycle bin or not.
 *
 * @returns undefined when it is gone for good, or was never the person's (404, 410)
 * Rejects with a WebexError otherwise.
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
 * The same with its links for downloading: those work without a token, so whoever asks for them
 * neither keeps nor logs them. Answers and rejects as {@link getRecording}.
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
    return (await webex.call({ method: 'GET', path, token, query: hostOf(authority), answer }))
      .data;
  } catch (error) {
    if (error instanceof WebexRefused && (error.status === 404 || error.status === 410)) {
      return undefined;
    }
    throw error;
  }
}

/** Which recording. */
export interface RecordingRef {
  readonly id: string;
  readonly siteUrl?: string | undefined;
  /** When its file was made; milliseconds since the epoch. Needed where it is nobody's any more. */
  readonly createdAt?: number | undefined;
}

/** Recordings are looked for so long before and after: a clock of Webex's may be a second off. */
const AROUND = 5 * SECOND;

/**
 * A recording as it stands, by what this authority may read. In nobody's name that is the list of a
 * site: Webex documents no details for an administrator who names no host.
 *
 * Rejects with a WebexError.
 * https://developer.webex.com/docs/api/v1/recordings/list-recordings-for-an-admin-or-compliance-officer
 *
 * @returns undefined when it is gone for good
 */
export async function findRecording(
  webex: WebexClient,
  authority: Authority,
  { id, siteUrl, createdAt }: RecordingRef,
): Promise<Recording | undefined> {
  if (!inNobodysName(authority)) return await getRecording(webex, authority, id);
  if (siteUrl === undefined || createdAt === undefined) {
    throw new Error('what is nobody’s is found by its site and its time only');
  }
  const second = Math.floor(createdAt / SECOND) * SECOND;
  const window = { from: second - AROUND, to: second + AROUND };
  for (const status of ['available', 'deleted'] as const) {
    const filter = { siteUrl, status };
    for await (const batch of scanRecordings(webex, authority, { window, filter })) {
      const found = batch.find((recording) => recording.id === id);
      // A list of what is in the recycle bin need not say so of each.
      if (found !== undefined) return { ...found, status: found.status ?? status };
    }
  }
  return undefined;
}
