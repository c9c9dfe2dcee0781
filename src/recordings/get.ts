import type { WebexClient } from '../webex/client.js';
import { WebexRefused } from '../webex/errors.js';
import { hostOf, type Authority } from './authority.js';
import { recording, type Recording } from './recording.js';

/**
 * One recording as it stands, in the recycle bin or not.
 *
 * @returns undefined when it is gone for good, or was never the person's (404, 410)
 * Rejects with a WebexError otherwise.
 * https://developer.webex.com/docs/api/v1/recordings/get-recording-details
 */
export async function getRecording(
  webex: WebexClient,
  authority: Authority,
  id: string,
): Promise<Recording | undefined> {
  const path = `/recordings/${encodeURIComponent(id)}`;
  const { token } = authority;
  try {
    return (
      await webex.call({ method: 'GET', path, token, query: hostOf(authority), answer: recording })
    ).data;
  } catch (error) {
    if (error instanceof WebexRefused && (error.status === 404 || error.status === 410)) {
      return undefined;
    }
    throw error;
  }
}
