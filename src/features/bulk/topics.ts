import { withToken } from '../../accounts/token-provider.js';
import { getRecording } from '../../recordings/get.js';
import { concurrently, tried } from '../../recordings/states.js';
import { isWebexError } from '../../webex/errors.js';
import { topicOf } from '../list/index.js';
import { type JobOwner, actorOfJob, isAccessRefusal } from './actor.js';
import { type BulkDeps, type BulkJob, whyOf } from './model.js';
import { postTable } from './table.js';

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

/** Topics read again for the table; more would keep the report waiting. */
const MOST_TOPICS = 500;

/** Posts a table of the recordings that were not changed, with the reason of each. */
export async function postRefusedTable(job: BulkJob, deps: BulkDeps): Promise<void> {
  const items = await deps.jobs.store.items(job.id, { selected: true });
  const left = items.filter(({ outcome }) => isUnchanged(outcome) || isUnsure(outcome));
  const ids = left.slice(0, MOST_TOPICS).map(({ recordingId }) => recordingId);
  const topics = ids.length === 0 ? new Map<string, string>() : await topicsOf(deps, job, ids);
  const rows = left.map((item) => ({
    ...item,
    id: item.recordingId,
    topic: topics.get(item.recordingId) ?? '',
    createdAt: item.recordedAt,
    last: isUnsure(item.outcome) ? 'It could not be seen.' : whyOf(item.outcome ?? ''),
  }));
  const markdown = 'What did not come about, as a table:';
  await postTable(job, deps, rows, { last: 'why', markdown });
}

function isUnchanged(outcome: string | undefined): boolean {
  return outcome?.startsWith('unchanged') === true;
}

function isUnsure(outcome: string | undefined): boolean {
  return outcome === 'unsure' || outcome === 'not-seen';
}
