import type { Person } from '../world/people.js';
import type { Grant } from '../world/tokens.js';
import type { World } from '../world/world.js';

/** The scopes of an operation: a user's, an administrator's, a compliance officer's; none = not for them. */
export interface Scopes {
  user?: string;
  admin?: string;
  officer?: string;
}

const recordingsRead: Scopes = {
  user: 'meeting:recordings_read',
  admin: 'meeting:admin_recordings_read',
  officer: 'spark-compliance:meetings_read',
};
const recordingsWrite: Scopes = {
  user: 'meeting:recordings_write',
  admin: 'meeting:admin_recordings_write',
};
const officerWrite = 'spark-compliance:meetings_write';

/** In whose name a recordings call is made, and what it can reach. */
export interface Access {
  /** Whose recordings are meant: the token's person, or the one an administrator named. */
  subject: Person;
  /** A compliance officer reaches all recordings of the organisation. */
  asOfficer: boolean;
  /** Sites that it is limited to; undefined = all that the subject's recordings are on. */
  onlySites?: readonly string[];
}

/** Why a call is refused; `status` is what Webex answers. */
export class AccessRefused extends Error {
  constructor(
    readonly status: 400 | 403 | 404,
    message: string,
  ) {
    super(message);
  }
}

/** The access, or a 404 where there is no site that recordings could be on. */
export function withSite(access: Access): Access {
  if (access.subject.sites.length > 0) return access;
  throw new AccessRefused(404, 'User does not have a Webex site.');
}

/** Access for reading. `hostEmail` is for administrators only, and officers must not send it. */
export function readAccess(
  world: World,
  caller: Grant,
  hostEmail: string | undefined,
  scopes: Scopes = recordingsRead,
): Access {
  needsOneOf(caller, scopes);
  const officer = holds(caller, scopes.officer);
  if (hostEmail === undefined) return asOneself(caller, officer);
  if (holds(caller, scopes.admin)) return inTheNameOf(world, caller.person, hostEmail);
  if (officer) {
    throw new AccessRefused(400, 'hostEmail must not be specified by a Compliance Officer.');
  }
  throw new AccessRefused(403, 'hostEmail requires admin-level meeting scopes.');
}

/** Access for the recycle bin, for sharing and for DELETE. */
export function writeAccess(
  world: World,
  caller: Grant,
  hostEmail: string | undefined,
  officersToo: 'officers too' | 'hosts only',
): Access {
  const officer = officersToo === 'officers too' && caller.scopes.has(officerWrite);
  needsOneOf(caller, officer ? { officer: officerWrite } : recordingsWrite);
  if (hostEmail === undefined) return asOneself(caller, officer);
  if (holds(caller, recordingsWrite.admin)) return inTheNameOf(world, caller.person, hostEmail);
  throw new AccessRefused(403, 'hostEmail requires admin-level meeting scopes.');
}

/** Access to /admin/recordings: the sites that the caller manages; officers may read only. */
export function adminAccess(caller: Grant, kind: 'read' | 'write'): Access {
  const { admin, officer } = kind === 'read' ? recordingsRead : recordingsWrite;
  needsOneOf(caller, { ...(admin && { admin }), ...(officer && { officer }) });
  const asOfficer = holds(caller, officer);
  const { person } = caller;
  return {
    subject: person,
    asOfficer,
    onlySites: asOfficer ? person.sites : person.managedSites,
  };
}

/** The person whom an administrator names; 404 outside the organisation, 403 off the managed sites. */
export function inTheNameOf(world: World, admin: Person, hostEmail: string): Access {
  const subject = world.people.byEmail(hostEmail);
  const ours = subject?.orgId === admin.orgId && subject.type === 'person';
  if (!ours || subject.left === true) {
    throw new AccessRefused(404, 'No user with this hostEmail could be found.');
  }
  if (
    subject.sites.length > 0 &&
    !subject.sites.some((site) => admin.managedSites.includes(site))
  ) {
    throw new AccessRefused(403, 'The user is on no site that this administrator manages.');
  }
  return { subject, asOfficer: false, onlySites: admin.managedSites };
}

function asOneself(caller: Grant, asOfficer: boolean): Access {
  if (caller.kind === 'service-app') {
    // A machine account hosts nothing: whoever forgets hostEmail shall not take that for "no recordings".
    throw new AccessRefused(400, 'hostEmail is required: a Service App acts for a user.');
  }
  return { subject: caller.person, asOfficer };
}

function needsOneOf(caller: Grant, scopes: Scopes): void {
  const allowed = Object.values(scopes) as string[];
  if (!allowed.some((scope) => caller.scopes.has(scope))) {
    throw new AccessRefused(403, `The access token lacks the scope ${allowed.join(' or ')}.`);
  }
}

function holds(caller: Grant, scope: string | undefined): boolean {
  return scope !== undefined && caller.scopes.has(scope);
}
