import type { Person } from '../world/people.js';
import type { Grant } from '../world/tokens.js';
import type { World } from '../world/world.js';

const userRead = 'meeting:recordings_read';
const adminRead = 'meeting:admin_recordings_read';
const officerRead = 'spark-compliance:meetings_read';
const userWrite = 'meeting:recordings_write';
const adminWrite = 'meeting:admin_recordings_write';
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

/** Access for reading. `hostEmail` is for administrators only, and officers must not send it. */
export function readAccess(world: World, caller: Grant, hostEmail: string | undefined): Access {
  needsOneOf(caller, userRead, adminRead, officerRead);
  if (hostEmail !== undefined) {
    if (caller.scopes.has(adminRead)) return inTheNameOf(world, caller.person, hostEmail);
    if (caller.scopes.has(officerRead)) {
      throw new AccessRefused(400, 'hostEmail must not be specified by a Compliance Officer.');
    }
    throw new AccessRefused(403, 'hostEmail requires admin-level meeting scopes.');
  }
  return { subject: caller.person, asOfficer: caller.scopes.has(officerRead) };
}

/** Access for the recycle bin and for DELETE. */
export function writeAccess(
  world: World,
  caller: Grant,
  hostEmail: string | undefined,
  officersToo: 'officers too' | 'hosts only',
): Access {
  const officer = officersToo === 'officers too' && caller.scopes.has(officerWrite);
  if (!officer) needsOneOf(caller, userWrite, adminWrite);
  if (hostEmail === undefined) return { subject: caller.person, asOfficer: officer };
  if (caller.scopes.has(adminWrite)) return inTheNameOf(world, caller.person, hostEmail);
  throw new AccessRefused(403, 'hostEmail requires admin-level meeting scopes.');
}

/** Access to /admin/recordings: the sites that the caller manages. */
export function adminAccess(caller: Grant, kind: 'read' | 'write'): Access {
  if (kind === 'read') needsOneOf(caller, adminRead, officerRead);
  else needsOneOf(caller, adminWrite, officerWrite);
  const asOfficer = caller.scopes.has(kind === 'read' ? officerRead : officerWrite);
  return { subject: caller.person, asOfficer, onlySites: caller.person.sites };
}

function needsOneOf(caller: Grant, ...scopes: readonly string[]): void {
  if (!scopes.some((scope) => caller.scopes.has(scope))) {
    throw new AccessRefused(403, `The access token lacks the scope ${scopes.join(' or ')}.`);
  }
}

function inTheNameOf(world: World, admin: Person, hostEmail: string): Access {
  const subject = world.people.byEmail(hostEmail);
  if (subject?.orgId !== admin.orgId) {
    throw new AccessRefused(404, 'No user with this hostEmail could be found.');
  }
  if (!subject.sites.some((site) => admin.sites.includes(site))) {
    throw new AccessRefused(403, 'The user is on no site that this administrator manages.');
  }
  return { subject, asOfficer: false, onlySites: admin.sites };
}
