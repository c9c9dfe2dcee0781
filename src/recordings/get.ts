import type { z } from 'zod';
import type { WebexClient } from '../webex/client.js';
import { WebexRefused } from '../webex/errors.js';
import { hostOf, type Authority } from './authority.js';
import { recording, recordingDetails, type Details, type Recording } from './recording.js';

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
