import { z } from 'zod';
import type { WebexClient } from '../webex/client.js';
import type { Authority } from './types.js';

/** Who is to see a recording from now on, and who no longer. */
export interface Sharing {
  /** Email addresses, 100 at most. */
  readonly add: readonly string[];
  /** Email addresses, 100 at most. */
  readonly remove: readonly string[];
  /** Whether Webex writes to those who are added. */
  readonly sendEmail: boolean;
}

/** The most addresses that Webex takes in each of the two lists. */
export const MOST_ADDRESSES = 100;

/**
 * Shares a recording with people, and ends sharing it with others. Webex answers for all of them
 * at once and has no list of who can see it, so there is nothing to look at afterwards.
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
    ...(hostEmail === undefined ? {} : { hostEmail }),
    ...(add.length === 0 ? {} : { addEmails: add }),
    ...(remove.length === 0 ? {} : { removeEmails: remove }),
    sendEmail,
  };
  // Asked again after a lost answer, Webex would write to people a second time.
  const request = { method: 'POST', path, token, body, repeatable: !sendEmail } as const;
  return (await webex.call({ ...request, answer: z.unknown() })).trackingId;
}
