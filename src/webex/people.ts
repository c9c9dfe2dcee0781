import { z } from 'zod';
import type { WebexClient } from './client.js';
import { WebexRefused } from './errors.js';
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

const person = z.object({
  id: z.string(),
  emails: z.array(z.string()).default([]),
  displayName: z.string().default(''),
  orgId: z.string().optional(),
  type: z.string().optional(),
  /** IANA name, where one is configured; Webex writes it in one word. */
  timezone: z.string().optional(),
});

/** A Webex person or bot. */
export type Person = z.infer<typeof person>;

/**
 * Whose token this is. Rejects with a WebexError; 401 when the token is not valid.
 * https://developer.webex.com/docs/api/v1/people/get-my-own-details
 */
export async function getMe(webex: WebexClient, token: string): Promise<Person> {
  return (await webex.call({ method: 'GET', path: '/people/me', token, answer: person })).data;
}

/**
 * Who a person is. Rejects with a WebexError; 404 when Webex knows nobody of that id.
 * https://developer.webex.com/docs/api/v1/people/get-person-details
 */
export async function getPerson(webex: WebexClient, token: string, id: string): Promise<Person> {
  const path = `/people/${encodeURIComponent(id)}`;
  return (await webex.call({ method: 'GET', path, token, answer: person })).data;
}

/**
 * Who a person is, where Webex knows them. Rejects with a WebexError.
 *
 * @param ask as {@link getPerson} does
 */
export async function personOf(
  ask: (personId: string) => Promise<Person>,
  personId: string,
): Promise<Person | undefined> {
  try {
    const person = await ask(personId);
    return samePerson(person.id, personId) ? person : undefined;
  } catch (error) {
    if (error instanceof WebexRefused && error.status === 404) return undefined;
    throw error;
  }
}

const people = z.object({ items: z.array(person).default([]) });

/**
 * People with this address: one, or none, or none that this token may look up, since Webex looks up
 * addresses within an organisation. Rejects with a WebexError.
 * https://developer.webex.com/docs/api/v1/people/list-people
 */
export async function findPeople(
  webex: WebexClient,
  token: string,
  email: string,
): Promise<readonly Person[]> {
  const request = { method: 'GET', path: '/people', token, query: { email } } as const;
  return (await webex.call({ ...request, answer: people })).data.items;
}
