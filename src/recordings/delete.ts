import { z } from 'zod';
import type { WebexClient } from '../webex/client.js';
import { hostOf, inNobodysName, type Authority } from './authority.js';

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
