import { LRUCache } from 'lru-cache';
import { MINUTE } from '../util/time.js';
import { samePerson, uuidOf } from '../webex/ids.js';
import { type Person, personOf } from '../webex/people.js';
import { type AccessToken, type TokenProvider, targetOf } from './token-provider.js';
import { type Actor, NotConnected, NotServed, accountRoleOf } from './types.js';

/**
 * One token that acts for everybody of an organisation. Both methods reject with NotConnected or a WebexError.
 */
export interface OrganisationToken {
  readonly get: () => Promise<string>;
  readonly refresh: (refused: string) => Promise<string>;
}

/** Somebody whose address changes is refused for this long at most. */
const ADDRESS_TTL_MS = 5 * MINUTE;
const PEOPLE_IN_MEMORY = 10_000;

/**
 * Tokens from an organisation's token: it acts only for the person who wrote or clicked, by `hostEmail`.
 * That address comes from Webex (`whoIs`) by the person's id, never from a message or a card. People of
 * another organisation are not served; `officers` act with tokens of their own, where they can connect.
 */
export function organisation(deps: {
  readonly token: OrganisationToken;
  readonly orgId: string;
  readonly whoIs: (personId: string) => Promise<Person>;
  readonly officers?: TokenProvider | undefined;
  readonly now: () => number;
}): TokenProvider {
  const { token, orgId, whoIs, officers, now } = deps;
  const ours = (other: string | undefined): boolean =>
    other !== undefined && uuidOf(other) === uuidOf(orgId);

  const known = new LRUCache<string, { readonly email: string }, string>({
    max: PEOPLE_IN_MEMORY,
    ttl: ADDRESS_TTL_MS,
    ttlResolution: 0,
    perf: { now },
    // A lookup that fails, or that finds nobody, is not remembered.
    fetchMethod: async (_uuid, _stale, { context: personId }) => {
      const person = await personOf(whoIs, personId);
      const [email] = person?.emails ?? [];
      // A bot of the organisation has no recordings to act on.
      if (person?.type === 'bot') return undefined;
      return email !== undefined && ours(person?.orgId) ? { email } : undefined;
    },
  });

  const targetFor = async (actor: Actor): Promise<Omit<AccessToken, 'token'>> => {
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
      const target = await targetFor(actor);
      return { token: await token.get(), ...target };
    },
    refresh: async (actor, refused) => {
      if (actor.scope === 'organization') return await asOfficer().refresh(actor, refused);
      const target = await targetFor(actor);
      return { token: await token.refresh(refused.token), ...target };
    },
  };
}

/** Cannot be refreshed. */
export function fixedToken(token: string): OrganisationToken {
  return {
    get: () => Promise.resolve(token),
    refresh: () => Promise.reject(new NotConnected('over')),
  };
}

/**
 * Tokens from one personal access token, for trying out: it serves its owner alone.
 * https://developer.webex.com/docs/getting-your-personal-access-token
 */
export function personalToken(owner: Pick<Person, 'id'>, token: string): TokenProvider {
  return {
    // Its owner may be an administrator or an officer: Webex decides what the token may do.
    get: (actor) =>
      samePerson(actor.personId, owner.id)
        ? Promise.resolve({ token, ...targetOf(actor) })
        : Promise.reject(new NotServed()),
    // Such a token lives twelve hours and cannot be renewed: somebody must configure a new one.
    refresh: () => Promise.reject(new NotConnected('over')),
  };
}

/** For a bot that nobody can connect with. */
export function refusingTokenProvider(): TokenProvider {
  const refuse = (): Promise<never> => Promise.reject(new NotServed('no-accounts'));
  return { get: refuse, refresh: refuse };
}
