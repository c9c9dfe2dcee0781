import { withToken } from '../../accounts/token-provider.js';
import { NotConnected, NotServed, type Actor } from '../../accounts/types.js';
import { NoSuchHost, NotAllowed, resolveActor, scopeList } from '../../bot/access/impersonation.js';
import type { Job } from '../../jobs/job.js';
import { readState } from '../../query/list-state.js';
import { getRecording } from '../../recordings/requests.js';
import { tried } from '../../recordings/states.js';
import { forEachConcurrent } from '../../util/async.js';
import { defined } from '../../util/present.js';
import { words } from '../../util/words.js';
import { isWebexError, undefinedIfWebexFails } from '../../webex/errors.js';
import { personIdOf } from '../../webex/ids.js';
import { TOPIC_LENGTH, topicOf } from '../list/index.js';
import type { BulkDeps, BulkJob } from './model.js';

type JobOwner = Pick<Job, 'personId' | 'hostId'>;

/** The actor for a job's next step; permission is checked each time. Rejects as resolveActor. */
export async function actorOfJob(
  deps: Pick<BulkDeps, 'roles' | 'hosts'>,
  { personId, hostId: host }: JobOwner,
): Promise<Actor> {
  return await resolveActor(deps, { personId: personIdOf(personId) }, defined({ host }));
}

/** True when the actor lost access, and only they can mend that. */
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
  const unknown = { personId: hostId, email: '', displayName: words.bulk.somebodyElse };
  const host = await hosts.byId(hostId).catch(undefinedIfWebexFails);
  return { ...person, onBehalfOf: host ?? unknown };
}

/** As cards show them: short and escaped. */
export const forCards = (topics: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...topics].map(([id, topic]) => [id, topicOf({ topic }, TOPIC_LENGTH.line)]));

/**
 * Topics are not stored: they are read again as the job's owner, unescaped. Those that cannot be read are left
 * out.
 */
export async function topicsOf(
  deps: BulkDeps,
  owner: JobOwner,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { webex, tokens, log } = deps;
  const topics = new Map<string, string>();
  if (ids.length === 0) return topics;
  try {
    await withToken(tokens, await actorOfJob(deps, owner), async (authority) => {
      // Called again with a fresh token after a 401.
      const left = ids.filter((id) => !topics.has(id));
      await forEachConcurrent(left, async (id) => {
        const read = await tried(() => getRecording(webex, authority, id));
        if ('value' in read && read.value !== undefined) topics.set(id, read.value.topic);
      });
    });
  } catch (error) {
    if (!isAccessRefusal(error) && !isWebexError(error)) throw error;
    log.info({ err: error }, 'topics not read');
  }
  return topics;
}

/** As {@link topicsOf}, without asking Webex about a list that is still cached. */
export async function topicsInList(
  deps: BulkDeps,
  actor: Actor,
  job: BulkJob,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const state = readState(job.data.list, deps.now());
  const found = state && deps.searches.peek(actor, scopeList(state, actor));
  const known = (found?.listing.recordings ?? [])
    .filter(({ id }) => ids.includes(id))
    .map(({ id, topic }): [string, string] => [id, topic]);
  const topics = new Map(known);
  const read = await topicsOf(
    deps,
    job,
    ids.filter((id) => !topics.has(id)),
  );
  return new Map([...topics, ...read]);
}
