import { NotConnected, NotServed, type Actor } from '../../accounts/types.js';
import { resolveActor } from '../../bot/access/impersonation.js';
import { NoSuchHost, NotAllowed } from '../../bot/errors.js';
import type { Job } from '../../jobs/job.js';
import { isWebexError } from '../../webex/errors.js';
import { personIdOf } from '../../webex/ids.js';
import type { BulkDeps } from './model.js';

/** The person of a job, and the host for whom they act. */
export type JobOwner = Pick<Job, 'personId' | 'hostId'>;

/**
 * The actor of a job's next step. Permission to act for the host, and who the host is, are checked
 * again each time. Rejects as resolveActor.
 */
export async function actorOfJob(
  deps: Pick<BulkDeps, 'roles' | 'hosts'>,
  { personId, hostId }: JobOwner,
): Promise<Actor> {
  const person = { personId: personIdOf(personId) };
  return await resolveActor(deps, person, hostId === undefined ? {} : { host: hostId });
}

/** True when the actor lost access and must see to it. */
export function isAccessRefusal(error: unknown): boolean {
  const refusals = [NotConnected, NotServed, NotAllowed, NoSuchHost];
  return refusals.some((refusal) => error instanceof refusal);
}

/**
 * The actor for the banner of a job's card; takes no role. Where Webex does not say who the host is,
 * the banner still names somebody else.
 */
export async function bannerActor(
  { hosts }: Pick<BulkDeps, 'hosts'>,
  { personId, hostId }: JobOwner,
): Promise<Actor> {
  const person = { personId: personIdOf(personId) };
  if (hostId === undefined) return person;
  const unknown = { personId: hostId, email: '', displayName: 'somebody else' };
  const host = await hosts.byId(hostId).catch((error: unknown) => {
    if (!isWebexError(error)) throw error;
    return undefined;
  });
  return { ...person, onBehalfOf: host ?? unknown };
}
