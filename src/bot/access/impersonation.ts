import type { Hosts } from '../../accounts/hosts.js';
import { type Actor, accountRoleOf, type AuthorityName } from '../../accounts/types.js';
import type { ListState } from '../../query/list-state.js';
import { personIdOf, samePerson, uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import type { MessageAt } from '../../webex/messaging.js';
import type { BaseContext } from '../context.js';
import { NoSuchHost, NotAllowed } from '../errors.js';
import type { Roles } from './roles.js';
import { withBanner } from '../ui/behalf.js';

/** What tells who may act for whom. */
export interface ImpersonationDeps {
  readonly roles: Roles;
  readonly hosts: Hosts;
}

/** What a list says about whose it is. */
export type ListScope = Pick<ListState, 'host' | 'scope'>;

/**
 * In whose name a list is read and its recordings are changed. A list's state comes out of a card
 * that anyone may have changed, so what it says is a wish: who wrote or clicked is looked up in the
 * roles, and the host's address is asked of Webex, each time anew.
 *
 * Rejects with NotAllowed, NoSuchHost, or a WebexError when Webex does not say who they are.
 *
 * @param actor who wrote or clicked
 * @returns the person, and for whom they act; as they came when the list is their own
 */
export async function resolveActor(
  deps: ImpersonationDeps,
  actor: Actor,
  { host, scope }: ListScope,
): Promise<Actor> {
  if (host === undefined && scope === undefined) return actor;
  // What was found out in this very turn need not be asked again.
  if (actor.onBehalfOf?.personId === host && actor.scope === scope) return actor;
  const role = scope === 'organization' ? 'officer' : 'administrator';
  if (!(await deps.roles.has(actor, role))) throw new NotAllowed(role);
  const { personId, email } = actor;
  const acting: Actor = { personId, email, ...(scope === undefined ? {} : { scope }) };
  if (host === undefined || scope === 'organization') return acting;
  const known = await deps.hosts.byId(host);
  if (known === undefined) throw new NoSuchHost();
  return { ...acting, onBehalfOf: known };
}

/**
 * A list of the person for whom somebody acts: as `for bob@example.com list` means it. A list of
 * everyone is nobody's own: the host whose recording was in hand is left out of it.
 */
export function scopeList({ host, scope, ...state }: ListState, actor: Actor): ListState {
  const far = scope ?? actor.scope;
  const whose = far === undefined ? (host ?? actor.onBehalfOf?.personId) : undefined;
  return {
    ...state,
    ...(whose === undefined ? {} : { host: whose }),
    ...(far === undefined ? {} : { scope: far }),
  };
}

/** The same context, for whom somebody acts: everything that is answered says so on top. */
export function withActor<C extends BaseContext>(ctx: C, actor: Actor): C {
  if (actor === ctx.actor) return ctx;
  const loud =
    (answer: (content: Content) => Promise<MessageAt>) =>
    (content: Content): Promise<MessageAt> =>
      answer(withBanner(content, actor));
  const acting: C = { ...ctx, actor, say: loud(ctx.say), reply: loud(ctx.reply) };
  return 'update' in ctx ? { ...acting, update: loud(ctx.update as BaseContext['reply']) } : acting;
}

/** How the audit names who acts, and for whom. */
export interface AuditIdentity {
  /** UUID of who acts. */
  readonly personId: string;
  readonly authority: string;
  /** UUID of the host, where it is somebody else. */
  readonly hostId?: string | undefined;
}

/** As the audit calls an administrator of a site who acts in nobody's name: its host has left. */
const SITE = 'site-administrator';

/** Whether somebody acts on what has no host any more. */
export function actsOnOrphaned({ onBehalfOf: host, scope }: Actor): boolean {
  return scope === 'site' && host === undefined;
}

/** Who acts in whose name, as the audit keeps it: both of them. */
export function auditIdentity(
  { authorityName }: { readonly authorityName: AuthorityName },
  actor: Actor,
): AuditIdentity {
  const personId = uuidOf(actor.personId);
  if (actsOnOrphaned(actor)) return { personId, authority: SITE };
  const purpose = accountRoleOf(actor);
  const own = authorityName === 'own' || purpose === 'officer';
  const { onBehalfOf: host } = actor;
  const forOther = host !== undefined && !samePerson(host.personId, actor.personId);
  return {
    personId,
    authority: own ? purpose : authorityName,
    ...(forOther ? { hostId: host.personId } : {}),
  };
}

/**
 * Who acted, and for whom, out of the audit: for looking at what came of it, in the same name and
 * with the same authority. Rejects with a WebexError.
 *
 * @returns undefined when the host is not to be found any more
 */
export async function actorFromAudit(
  hosts: Hosts,
  { personId, authority, hostId }: AuditIdentity,
): Promise<Actor | undefined> {
  const person = { personId: personIdOf(personId) };
  if (authority === 'officer') return { ...person, scope: 'organization' };
  if (authority === SITE) return { ...person, scope: 'site' };
  if (hostId === undefined) return person;
  const host = await hosts.byId(hostId);
  return host === undefined ? undefined : { ...person, onBehalfOf: host };
}
