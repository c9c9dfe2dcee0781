import { LRUCache } from 'lru-cache';
import { MINUTE } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { isFinal } from '../webex/errors.js';
import { samePerson, uuidOf } from '../webex/ids.js';
import { type Authority, type Person, personOf } from '../webex/people.js';
import type { AccountStore, Tokens } from './account-store.js';
import { type OAuthClient, tokenAnswer, tokensOf } from './oauth-client.js';
import {
  type TokenProvider,
  targetOf,
  type LockDeps,
  freshToken,
  tokenRefresher,
  withLock,
} from './token-provider.js';
import {
  AccessRefused,
  type Actor,
  NotConnected,
  NotServed,
  accountRoleOf,
  refusesApp,
} from './types.js';

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

  const targetFor = async (actor: Actor): Promise<Omit<Authority, 'token'>> => {
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
      return { token: await token.get(), ...target, isConfigured: true };
    },
    refresh: async (actor, refused) => {
      if (actor.scope === 'organization') return await asOfficer().refresh(actor, refused);
      const target = await targetFor(actor);
      return { token: await token.refresh(refused.token), ...target, isConfigured: true };
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
        ? Promise.resolve({ token, ...targetOf(actor), isConfigured: true })
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

/** A Service App that an organisation has authorised: https://developer.webex.com/docs/service-apps */
export interface ServiceApp {
  readonly applicationId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly orgId: string;
  /** Source of the first token. */
  readonly first: { readonly kind: 'manager' | 'refresh'; readonly token: string };
}

interface ServiceAppDeps {
  readonly webex: WebexClient;
  readonly accounts: AccountStore;
  /** The Service App's own id and secret, for refreshing. */
  readonly integration: Pick<OAuthClient, 'refresh'>;
  readonly locking: LockDeps;
  readonly now: () => number;
}

/**
 * The token of a Service App: fetched once, sealed in the database like a person's, then refreshed by one
 * process at a time. When Webex revokes it, the first token is fetched again. Rejects with AccessRefused
 * when that fails, with RefreshBusy, another WebexError, or a database error.
 */
export function serviceAppToken(app: ServiceApp, deps: ServiceAppDeps): OrganisationToken {
  const { accounts, integration, locking, now } = deps;
  // Another app, or another organisation, is another account.
  const key = `service-app:${uuidOf(app.applicationId)}:${uuidOf(app.orgId)}`;
  const renew = tokenRefresher(accounts, integration, locking);

  const begin = (spent?: string): Promise<Tokens> =>
    withLock(locking, `begin ${key}`, async () => {
      const kept = await accounts.get(key);
      // Another process was quicker.
      if (kept !== undefined && kept.tokens.accessToken !== spent) return kept.tokens;
      const tokens = await firstTokens(app, deps).catch(explainRefusal);
      await accounts.put({ personId: key, email: '', tokens, connectedAt: now() });
      return tokens;
    });
  const held = async (): Promise<Tokens> => (await accounts.get(key))?.tokens ?? (await begin());
  const renewed = async (tokens: Tokens): Promise<string> => {
    try {
      const account = { personId: key, email: '', tokens, connectedAt: 0 };
      return (await renew(account)).accessToken;
    } catch (error) {
      if (!(error instanceof NotConnected)) throw error;
      return (await begin(tokens.accessToken)).accessToken;
    }
  };

  return {
    get: async () => {
      const tokens = await held();
      return await freshToken(tokens, now(), () => renewed(tokens));
    },
    refresh: async (refused) => {
      const tokens = await held();
      return tokens.accessToken === refused ? await renewed(tokens) : tokens.accessToken;
    },
  };
}

/** Unless Webex is in trouble, the configured token is spent, or the organisation has revoked its consent. */
function explainRefusal(error: unknown): never {
  if (!isFinal(error)) throw error;
  throw new AccessRefused(error, refusesApp(error) ? 'app' : 'organisation');
}

/** https://developer.webex.com/docs/api/v1/service-apps/create-a-service-app-access-token */
async function firstTokens(
  { applicationId, clientId, clientSecret, orgId, first }: ServiceApp,
  { webex, integration, now }: ServiceAppDeps,
): Promise<Tokens> {
  const { kind, token } = first;
  if (kind === 'refresh') {
    const expired = { accessToken: '', accessExpiresAt: 0, refreshExpiresAt: 0 };
    return await integration.refresh({ ...expired, refreshToken: token });
  }
  const path = `/applications/${encodeURIComponent(applicationId)}/token`;
  const body = { clientId, clientSecret, targetOrgId: orgId };
  const answer = await webex.call({ method: 'POST', path, token, body, answer: tokenAnswer });
  return tokensOf(answer.data, now());
}
