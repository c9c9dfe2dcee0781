import { samePerson, uuidOf } from '../webex/ids.js';
import type { Host, Someone } from '../accounts/someone.js';
import { purposeOf } from '../accounts/someone.js';
import { NoSuchHost, NotAllowed } from './errors.js';
import type { ListState } from './list-state.js';
import type { Services } from './services.js';
import { defuse } from './views/defuse.js';

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

/** A list of the person for whom somebody acts: as `for bob@example.com list` means it. */
export function listFor(state: ListState, { host, reach }: Someone): ListState {
  return {
    ...state,
    ...(state.host !== undefined || host === undefined ? {} : { host: host.personId }),
    ...(state.reach !== undefined || reach === undefined ? {} : { reach }),
  };
}

/**
 * Whom a card has to name loudly: nobody where people act for themselves. Defused.
 */
export function behalfOf({ host, reach }: Someone): string | undefined {
  if (reach === 'officer') {
    return 'As a compliance officer: recordings of the whole organisation';
  }
  if (host !== undefined) return `On behalf of ${nameOf(host)}`;
  return reach === 'everyone'
    ? 'As an administrator: recordings of everyone on this site'
    : undefined;
}

/** A host's name and address, defused. */
export function nameOf({ displayName, email }: Pick<Host, 'displayName' | 'email'>): string {
  const address = defuse(email, 100);
  return displayName === '' ? address : `${defuse(displayName, 60)} (${address})`;
}

/** How the audit names who acts, and for whom. */
export interface AuditedAs {
  /** UUID of who acts. */
  readonly personId: string;
  readonly authority: string;
  /** UUID of the host, where it is somebody else. */
  readonly hostId?: string;
}

/** Who acts in whose name, as the audit keeps it: both of them. */
export function auditedAs(
  { authorityName }: Pick<Services, 'authorityName'>,
  person: Someone,
): AuditedAs {
  const purpose = purposeOf(person);
  const own = authorityName === 'own' || purpose === 'officer';
  const { host } = person;
  const forOther = host !== undefined && !samePerson(host.personId, person.personId);
  return {
    personId: uuidOf(person.personId),
    authority: own ? purpose : authorityName,
    ...(forOther ? { hostId: host.personId } : {}),
  };
}
