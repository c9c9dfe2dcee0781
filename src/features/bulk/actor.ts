import { withToken } from '../../accounts/token-provider.js';
import { NotConnected, NotServed, type Actor } from '../../accounts/types.js';
import { resolveActor } from '../../bot/access/impersonation.js';
import { NoSuchHost, NotAllowed } from '../../bot/errors.js';
import type { Job } from '../../jobs/job.js';
import { getRecording } from '../../recordings/get.js';
import { concurrently, tried } from '../../recordings/states.js';
import { isWebexError } from '../../webex/errors.js';
import { personIdOf } from '../../webex/ids.js';
import { topicOf } from '../list/index.js';
import type { BulkDeps } from './model.js';

/** A person, and the host for whom they act. */
export type JobOwner = Pick<Job, 'personId' | 'hostId'>;

/** The actor of a job's next step, who needs permission each time. Rejects as resolveActor. */
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

/** For the banner of a card; needs no role. A host whom Webex does not name is “somebody else”. */
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

/**
 * Topics are not stored: they are read again with the token of the job's own person, and escaped.
 * Topics that cannot be read are left out.
 */
export async function topicsOf(
  deps: BulkDeps,
  owner: JobOwner,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { webex, tokens, log } = deps;
  const topics = new Map<string, string>();
  try {
    const actor = await actorOfJob(deps, owner);
    await withToken(tokens, actor, async (authority) => {
      const left = ids.filter((id) => !topics.has(id));
      await concurrently(left, async (id) => {
        const read = await tried(() => getRecording(webex, authority, id));
        if ('value' in read && read.value !== undefined) topics.set(id, topicOf(read.value, 80));
      });
    });
  } catch (error) {
    if (!isAccessRefusal(error) && !isWebexError(error)) throw error;
    log.info({ err: error }, 'topics not read');
  }
  return topics;
}
