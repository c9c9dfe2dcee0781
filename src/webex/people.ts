import { z } from 'zod';
import { lenient } from '../util/present.js';
import { type WebexClient, getJson } from './client.js';
import { hasStatus } from './errors.js';
import { samePerson } from './ids.js';
import { itemsOf, texts } from './lists.js';

/** More than one person's recordings: an administrator's site, or a compliance officer's organisation. */
export type Scope = 'site' | 'organization';

/** A token, and whose recordings it is used for: Webex decides by it alone; nothing from a card does. */
export interface Authority {
  /** Access token of the actor, or of the organisation. */
  readonly token: string;
  /** Webex's address of the host, where that is not the token's own person; takes admin scopes. */
  readonly hostEmail?: string;
  /** Where more than one person's recordings are listed. */
  readonly scope?: Scope;
  /** Given by whoever runs the bot, and no connection of a person: nobody can connect another one. */
  readonly isConfigured?: true;
}

const memberships = itemsOf(z.object({ personId: z.string() }));

/**
 * True when a person is in a space of the token's owner. Rejects with a WebexError; 404 when the space
 * does not exist for this token. https://developer.webex.com/docs/api/v1/memberships/list-memberships
 */
export async function isMember(
  webex: WebexClient,
  token: string,
  roomId: string,
  personId: string,
): Promise<boolean> {
  const query = { roomId, personId };
  const { items } = await getJson(webex, token, '/memberships', memberships, query);
  return items.some((one) => samePerson(one.personId, personId));
}

const person = z.object({
  id: z.string(),
  emails: texts.default([]).catch([]),
  displayName: z.string().default('').catch(''),
  orgId: lenient(z.string()),
  type: lenient(z.string()),
  /** IANA name, where one is configured; Webex writes it in one word. */
  timezone: lenient(z.string()),
});

export type Person = z.infer<typeof person>;

/**
 * The owner of a token. Rejects with a WebexError; 401 when the token is not valid.
 * https://developer.webex.com/docs/api/v1/people/get-my-own-details
 */
export function getMe(webex: WebexClient, token: string): Promise<Person> {
  return getJson(webex, token, '/people/me', person);
}

/**
 * Rejects with a WebexError; 404 when Webex knows nobody of that id.
 * https://developer.webex.com/docs/api/v1/people/get-person-details
 */
export function getPerson(webex: WebexClient, token: string, id: string): Promise<Person> {
  return getJson(webex, token, `/people/${encodeURIComponent(id)}`, person);
}

/** As `ask` ({@link getPerson}), but undefined where Webex knows nobody of that id. */
export async function personOf(
  ask: (personId: string) => Promise<Person>,
  personId: string,
): Promise<Person | undefined> {
  try {
    const person = await ask(personId);
    return samePerson(person.id, personId) ? person : undefined;
  } catch (error) {
    if (hasStatus(error, 404)) return undefined;
    throw error;
  }
}

const people = itemsOf(person, 'items', []);

/**
 * The people with this address, or whose name begins this way, in the token's organisation alone. Rejects
 * with a WebexError. https://developer.webex.com/docs/api/v1/people/list-people
 */
export async function findPeople(
  webex: WebexClient,
  token: string,
  query: { readonly email: string } | { readonly displayName: string },
): Promise<readonly Person[]> {
  return (await getJson(webex, token, '/people', people, query)).items;
}
