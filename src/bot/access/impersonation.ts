import type { Hosts } from '../../accounts/hosts.js';
import { type Someone, purposeOf } from '../../accounts/types.js';
import type { Services } from '../../features/deps.js';
import type { ListState } from '../../query/list-state.js';
import { personIdOf, samePerson, uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import type { MessageAt } from '../../webex/messaging.js';
import type { Turn } from '../context.js';
import { NoSuchHost, NotAllowed } from '../errors.js';
import { onBehalf } from '../ui/behalf.js';

/** What a list says about whose it is. */
export type WhoseList = Pick<ListState, 'host' | 'reach'>;

/**
 * In whose name a list is read and its recordings are changed. A list's state comes out of a card
 * that anyone may have changed, so what it says is a wish: who wrote or clicked is looked up in the
 * roles, and the host's address is asked of Webex, each time anew.
 *
 * Rejects with NotAllowed, NoSuchHost, or a WebexError when Webex does not say who they are.
 *
 * @param person who wrote or clicked
 * @returns the person, and for whom they act; as they came when the list is their own
 */
export async function actingOf(
  services: Pick<Services, 'roles' | 'hosts'>,
  person: Someone,
  { host, reach }: WhoseList,
): Promise<Someone> {
  if (host === undefined && reach === undefined) return person;
  // What was found out in this very turn need not be asked again.
  if (person.host?.personId === host && person.reach === reach) return person;
  const role = reach === 'officer' ? 'officer' : 'administrator';
  if (!(await services.roles.has(person, role))) throw new NotAllowed(role);
  const { personId, email } = person;
  const acting = { personId, email, ...(reach === undefined ? {} : { reach }) };
  if (host === undefined || reach === 'officer') return acting;
  const known = await services.hosts.byId(host);
  if (known === undefined) throw new NoSuchHost();
  return { ...acting, host: known };
}

/**
 * A list of the person for whom somebody acts: as `for bob@example.com list` means it. A list of
 * everyone is nobody's own: the host whose recording was in hand is left out of it.
 */
export function listFor({ host, reach, ...state }: ListState, person: Someone): ListState {
  const far = reach ?? person.reach;
  const whose = far === undefined ? (host ?? person.host?.personId) : undefined;
  return {
    ...state,
    ...(whose === undefined ? {} : { host: whose }),
    ...(far === undefined ? {} : { reach: far }),
  };
}

/** The same turn, for whom somebody acts: everything that is answered says so on top. */
export function turnFor<T extends Turn>(turn: T, acting: Someone): T {
  if (acting === turn.person) return turn;
  const loud =
    (answer: (content: Content) => Promise<MessageAt>) =>
    (content: Content): Promise<MessageAt> =>
      answer(onBehalf(content, acting));
  return {
    ...turn,
    person: acting,
    say: loud(turn.say),
    tell: loud(turn.tell),
    ...('replace' in turn ? { replace: loud(turn.replace as Turn['tell']) } : {}),
  };
}

/** How the audit names who acts, and for whom. */
export interface AuditedAs {
  /** UUID of who acts. */
  readonly personId: string;
  readonly authority: string;
  /** UUID of the host, where it is somebody else. */
  readonly hostId?: string | undefined;
}

/** As the audit calls an administrator of a site who acts in nobody's name: its host has left. */
const SITE = 'site-administrator';

/** Whether somebody acts on what has no host any more. */
export function actsForNobody({ host, reach }: Someone): boolean {
  return reach === 'everyone' && host === undefined;
}

/** Who acts in whose name, as the audit keeps it: both of them. */
export function auditedAs(
  { authorityName }: Pick<Services, 'authorityName'>,
  person: Someone,
): AuditedAs {
  const personId = uuidOf(person.personId);
  if (actsForNobody(person)) return { personId, authority: SITE };
  const purpose = purposeOf(person);
  const own = authorityName === 'own' || purpose === 'officer';
  const { host } = person;
  const forOther = host !== undefined && !samePerson(host.personId, person.personId);
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
export async function actorOf(
  hosts: Hosts,
  { personId, authority, hostId }: AuditedAs,
): Promise<Someone | undefined> {
  const person = { personId: personIdOf(personId), email: '' };
  if (authority === 'officer') return { ...person, reach: 'officer' };
  if (authority === SITE) return { ...person, reach: 'everyone' };
  if (hostId === undefined) return person;
  const host = await hosts.byId(hostId);
  return host === undefined ? undefined : { ...person, host };
}
