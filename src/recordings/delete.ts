import { z } from 'zod';
import type { WebexClient } from '../webex/client.js';
import { hostOf, type Authority } from './authority.js';

/**
 * Deletes a recording for good: "The deleted recording cannot be recovered."
 * Rejects with a WebexError; 403 when the person is not its host, 404 when it is gone.
 * https://developer.webex.com/docs/api/v1/recordings/delete-a-recording
 *
 * @returns Webex's trackingId
 */
export async function deleteForGood(
  webex: WebexClient,
  authority: Authority,
  id: string,
): Promise<string | undefined> {
  const path = `/recordings/${encodeURIComponent(id)}`;
  const { token } = authority;
  const query = hostOf(authority);
  return (await webex.call({ method: 'DELETE', path, token, query, answer: z.unknown() }))
    .trackingId;
}
