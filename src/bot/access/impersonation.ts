import type { Logger } from 'pino';
import { type Actor, type AuthorityName, accountRoleOf, type Host } from '../../accounts/types.js';
import type { ListState } from '../../query/list-state.js';
import { defined } from '../../util/present.js';
import type { WebexClient } from '../../webex/client.js';
import { hasStatus } from '../../webex/errors.js';
import { lower, personIdOf, plainUuid, samePerson, uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import type { MessageAt } from '../../webex/messaging.js';
import { type Person, personOf, findPeople, getPerson } from '../../webex/people.js';
import type { BaseContext } from '../context.js';
import { withBanner } from '../ui/message.js';

/** Somebody may not act for others; nothing was asked of Webex in anybody's name. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';

  constructor(readonly role: Role) {
    super(`Only for an ${role}`);
  }
}

/** The host does not exist, or the bot cannot look them up. */
export class NoSuchHost extends Error {
  override readonly name = 'NoSuchHost';

  constructor() {
    super('Webex knows no such host');
  }
}

interface ImpersonationDeps {
  readonly roles: Roles;
  readonly hosts: Hosts;
}

/**
 * Decides in whose name a list is read and its recordings are changed. Anyone may have changed the card
 * that a list's state comes from, so the state grants nothing: the person's role and the host's address are
 * looked up each time.
 *
 * Rejects with NotAllowed, NoSuchHost, or a WebexError when Webex does not say who they are.
 * @param actor who wrote or clicked
 * @returns the same actor for their own list
 */
export async function resolveActor(
  deps: ImpersonationDeps,
  actor: Actor,
  { host, scope }: Pick<ListState, 'host' | 'scope'>,
): Promise<Actor> {
  if (host === undefined && scope === undefined) return actor;
  // Resolved already while handling the same event.
  if (actor.onBehalfOf?.personId === host && actor.scope === scope) return actor;
  const role = scope === 'organization' ? 'officer' : 'administrator';
  if (!(await deps.roles.has(actor, role))) throw new NotAllowed(role);
  const { personId, email } = actor;
  const acting: Actor = { personId, email, ...defined({ scope }) };
  if (host === undefined || scope === 'organization') return acting;
  const known = await deps.hosts.byId(host);
  if (known === undefined) throw new NoSuchHost();
  return { ...acting, onBehalfOf: known };
}

/**
 * The list of the person for whom somebody acts, as in `for bob@example.com list`. A list of everyone
 * names no host.
 */
export function scopeList({ host, scope, ...state }: ListState, actor: Actor): ListState {
  const wide = scope ?? actor.scope;
  const whose = wide === undefined ? (host ?? actor.onBehalfOf?.personId) : undefined;
  return { ...state, ...defined({ host: whose, scope: wide }) };
}

/** The same context, with a banner on every answer that says on whose behalf somebody acts. */
export function withActor<C extends BaseContext>(ctx: C, actor: Actor): C {
  if (actor === ctx.actor) return ctx;
  const bannered =
    (answer: (content: Content) => Promise<MessageAt>) =>
    (content: Content): Promise<MessageAt> =>
      answer(withBanner(content, actor));
  const acting: C = { ...ctx, actor, say: bannered(ctx.say), reply: bannered(ctx.reply) };
  if (!('update' in ctx)) return acting;
  return { ...acting, update: bannered(ctx.update as BaseContext['reply']) };
}

interface AuditIdentity {
  /** UUID of who acts. */
  readonly personId: string;
  readonly authority: string;
  /** UUID of the host, where it is somebody else. */
  readonly hostId?: string | undefined;
}

/** The audit's name for a site administrator who acts for nobody: the host has left. */
const SITE_ADMINISTRATOR = 'site-administrator';

export function actsOnOrphaned({ onBehalfOf: host, scope }: Actor): boolean {
  return scope === 'site' && host === undefined;
}

/** Who acts, and for whom, as the audit stores it. */
export function auditIdentity(
  { authorityName }: { readonly authorityName: AuthorityName },
  actor: Actor,
): AuditIdentity {
  const personId = uuidOf(actor.personId);
  if (actsOnOrphaned(actor)) return { personId, authority: SITE_ADMINISTRATOR };
  const role = accountRoleOf(actor);
  const authority = authorityName === 'own' || role === 'officer' ? role : authorityName;
  const { onBehalfOf: host } = actor;
  const forOther = host !== undefined && !samePerson(host.personId, actor.personId);
  return { personId, authority, ...(forOther ? { hostId: host.personId } : {}) };
}

/**
 * The actor of an audit entry, to check its outcome with the same authority. Rejects with a WebexError.
 * @returns undefined when Webex no longer knows the host
 */
export async function actorFromAudit(
  hosts: Hosts,
  { personId, authority, hostId }: AuditIdentity,
): Promise<Actor | undefined> {
  const person = { personId: personIdOf(personId) };
  if (authority === 'officer') return { ...person, scope: 'organization' };
  if (authority === SITE_ADMINISTRATOR) return { ...person, scope: 'site' };
  if (hostId === undefined) return person;
  const host = await hosts.byId(hostId);
  return host === undefined ? undefined : { ...person, onBehalfOf: host };
}

/** Who may act for others, by configuration; nobody by default. */
export interface RoleRules {
  /** Addresses in lower case, and UUIDs of people. */
  readonly administrators: readonly string[];
  /** Id of a space whose members are administrators, too. */
  readonly adminSpace?: string | undefined;
  /** Addresses in lower case, and UUIDs of people. */
  readonly officers: readonly string[];
}

export type Role = 'administrator' | 'officer';

interface RoleDeps {
  /** Asks Webex with the bot's token. */
  readonly whoIs: (personId: string) => Promise<Person>;
  /** Rejects with a WebexError; 404 where the bot is in no such space. */
  readonly isMember: (roomId: string, personId: string) => Promise<boolean>;
  readonly log: Logger;
}

/**
 * Roles by rules, checked at each message and click. Only the person's id is taken from the event: their
 * address and membership are asked of Webex each time, so whoever is taken off the list or out of the space
 * loses the role, whatever cards they still hold. A space that is gone has no members.
 */
export function rolesBy(rules: RoleRules, { whoIs, isMember, log }: RoleDeps) {
  const isNamed = async (names: readonly string[], personId: string): Promise<boolean> => {
    if (names.includes(plainUuid(personId))) return true;
    if (!names.some((name) => name.includes('@'))) return false;
    const [email] = (await personOf(whoIs, personId))?.emails ?? [];
    return email !== undefined && names.includes(lower(email));
  };
  let warned = false;
  const isIn = async (space: string, personId: string): Promise<boolean> => {
    try {
      const member = await isMember(space, personId);
      warned = false;
      return member;
    } catch (error) {
      if (!hasStatus(error, 404)) throw error;
      // Not again for each message and click.
      if (!warned) log.warn({ err: error }, 'admin space not found: check ADMIN_SPACE');
      warned = true;
      return false;
    }
  };
  return {
    /** Rejects with a WebexError when Webex does not say. */
    has: async ({ personId }: Actor, role: Role): Promise<boolean> => {
      if (personId === '') return false;
      if (role === 'officer') return await isNamed(rules.officers, personId);
      if (await isNamed(rules.administrators, personId)) return true;
      const { adminSpace } = rules;
      return adminSpace !== undefined && (await isIn(adminSpace, personId));
    },
  };
}

export type Roles = ReturnType<typeof rolesBy>;

/**
 * Looks up hosts with the People API: a `hostEmail` always comes from Webex, never from a message or a
 * card. Rejects with a WebexError.
 */
export function webexHosts(webex: WebexClient, token: string) {
  return {
    /** Undefined when nobody who can host has exactly this address. */
    byEmail: async (email: string): Promise<Host | undefined> => {
      const found = (await findPeople(webex, token, { email })).map(hostFrom);
      const hosts = found.filter(
        (host) => host !== undefined && lower(host.email) === lower(email),
      );
      // If two share an address, one of them would get the other's recordings.
      return hosts.length === 1 ? hosts[0] : undefined;
    },
    /** Those whose name begins with these words, possibly several. */
    byName: async (displayName: string): Promise<readonly Host[]> =>
      (await findPeople(webex, token, { displayName })).flatMap((one) => hostFrom(one) ?? []),
    /** @param uuid of the person. Undefined when there is nobody. */
    byId: async (uuid: string): Promise<Host | undefined> => {
      const person = await personOf((id) => getPerson(webex, token, id), personIdOf(uuid));
      return person && hostFrom(person);
    },
  };
}

export type Hosts = ReturnType<typeof webexHosts>;

/** Bots and machine accounts host nothing; nobody can act for a person without an address. */
function hostFrom({ id, emails: [email], displayName, orgId, type }: Person): Host | undefined {
  if (email === undefined || (type !== undefined && type !== 'person')) return undefined;
  return { personId: uuidOf(id), email, displayName, orgId };
}
