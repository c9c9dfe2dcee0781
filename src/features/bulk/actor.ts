import { NotConnected, NotServed, type Actor } from '../../accounts/types.js';
import { resolveActor } from '../../bot/access/impersonation.js';
import { NoSuchHost, NotAllowed } from '../../bot/errors.js';
import type { Job } from '../../jobs/job.js';
import { isWebexError } from '../../webex/errors.js';
import { personIdOf } from '../../webex/ids.js';
import type { BulkDeps } from './deps.js';

/** Whose a job is, and for whom. */
export type JobOwner = Pick<Job, 'personId' | 'hostId'>;

/**
 * In whose name a job does its next step: of somebody who acts for a host it is seen anew, each time,
 * that they still may, and who the host is. Rejects as actingOf.
 */
export async function actorOfJob(
  deps: Pick<BulkDeps, 'roles' | 'hosts'>,
  { personId, hostId }: JobOwner,
): Promise<Actor> {
  const person = { personId: personIdOf(personId) };
  return await resolveActor(deps, person, hostId === undefined ? {} : { host: hostId });
}

/** Whether it means that a job may act for nobody any more, until its person sees to it. */
export function isAccessRefusal(error: unknown): boolean {
  const refusals = [NotConnected, NotServed, NotAllowed, NoSuchHost];
  return refusals.some((refusal) => error instanceof refusal);
}

/**
 * Whom the card of a job has to name: shows nothing that takes a role. Where Webex does not tell who
 * the host is, the card still says that it is somebody else.
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
