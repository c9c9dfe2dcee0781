import { z } from 'zod';
import type { WebexClient } from './client.js';
import { samePerson } from './ids.js';

const memberships = z.object({ items: z.array(z.object({ personId: z.string() })) });

/**
 * Whether a person is in a space that the token's own person is in. Rejects with a WebexError; 404
 * when the space is not there, or not for this token.
 * https://developer.webex.com/docs/api/v1/memberships/list-memberships
 */
export async function isMember(
  webex: WebexClient,
  token: string,
  roomId: string,
  personId: string,
): Promise<boolean> {
  const query = { roomId, personId };
  const request = {
    method: 'GET',
    path: '/memberships',
    token,
    query,
    answer: memberships,
  } as const;
  const { items } = (await webex.call(request)).data;
  return items.some((one) => samePerson(one.personId, personId));
}
