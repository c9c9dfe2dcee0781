import { LRUCache } from 'lru-cache';
import { MINUTE } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { samePerson, uuidOf } from '../webex/ids.js';
import { type Person, getMe, personOf } from '../webex/people.js';
import { type AccessToken, type TokenProvider, targetOf } from './token-provider.js';
import { NotConnected, NotServed, type Actor, accountRoleOf } from './types.js';

/** One token that acts for everybody of an organisation. Both reject with NotConnected or a WebexError. */
export interface OrganisationToken {
  readonly get: () => Promise<string>;
  /** Another one after Webex refused (401) this one. */
  readonly refresh: (refused: string) => Promise<string>;
}

/** Dependencies of {@link organisation}. */
export interface OrganisationDeps {
  readonly token: OrganisationToken;
  /** Webex's id of the organisation. */
  readonly orgId: string;
  /** Who this is, asked of Webex with the bot's token. Rejects with a WebexError. */
  readonly whoIs: (personId: string) => Promise<Person>;
  /** Compliance officers act with tokens of their own, where they can connect. */
  readonly officers?: TokenProvider | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Cache TTL of looked-up e-mail addresses. */
const KNOWN_MS = 5 * MINUTE;
const PEOPLE_IN_MEMORY = 10_000;

/**
 * Tokens from an organisation's token: it acts only for the person who wrote or clicked, by `hostEmail`.
 * The address comes from Webex by the person's id, never from a message or a card. People of another
 * organisation are not served.
 */
export function organisation(parts: OrganisationDeps): TokenProvider {
  const { token, orgId, whoIs, officers, now } = parts;
  const ours = (other: string | undefined): boolean =>
    other !== undefined && uuidOf(other) === uuidOf(orgId);

  const known = new LRUCache<string, { readonly email: string }, string>({
    max: PEOPLE_IN_MEMORY,
    ttl: KNOWN_MS,
    ttlResolution: 0,
    perf: { now },
    // A lookup that fails, or that finds nobody, is not remembered.
    fetchMethod: async (_uuid, _stale, { context: personId }) => {
      const person = await personOf(whoIs, personId);
      const [email] = person?.emails ?? [];
      return email !== undefined && ours(person?.orgId) ? { email } : undefined;
    },
  });

  const forThem = async (actor: Actor): Promise<Omit<AccessToken, 'token'>> => {
    const { personId, onBehalfOf: host } = actor;
    const self = await known.fetch(uuidOf(personId), { context: personId });
    if (self === undefined) throw new NotServed('other-organisation');
    if (accountRoleOf(actor) === 'own') return { hostEmail: self.email };
    if (host !== undefined && !ours(host.orgId)) throw new NotServed('other-organisation');
    return targetOf(actor);
  };
  const asOfficer = (): TokenProvider => {
    if (officers === undefined) throw new NotServed('no-officers');
    return officers;
  };

  return {
    get: async (actor) => {
      if (actor.scope === 'organization') return await asOfficer().get(actor);
      const whose = await forThem(actor);
      return { token: await token.get(), ...whose };
    },
    refresh: async (actor, refused) => {
      if (actor.scope === 'organization') return await asOfficer().refresh(actor, refused);
      const whose = await forThem(actor);
      return { token: await token.refresh(refused.token), ...whose };
    },
  };
}

/** A configured token, which nothing can refresh. */
export function fixedToken(token: string): OrganisationToken {
  return {
    get: () => Promise.resolve(token),
    refresh: () => Promise.reject(new NotConnected('over')),
  };
}

/**
 * Tokens from one personal access token, for trying out: it serves its owner alone.
 * Rejects with a WebexError when Webex does not know the token.
 * https://developer.webex.com/docs/getting-your-personal-access-token
 */
export async function personalToken(webex: WebexClient, token: string): Promise<TokenProvider> {
  const owner = await getMe(webex, token);
  return {
    // Its owner may be an administrator or an officer: then Webex says what the token may do.
    get: (actor) =>
      samePerson(actor.personId, owner.id)
        ? Promise.resolve({ token, ...targetOf(actor) })
        : Promise.reject(new NotServed()),
    // Such a token lives twelve hours and cannot be renewed: a new one has to be configured.
    refresh: () => Promise.reject(new NotConnected('over')),
  };
}
