import { withToken } from '../../accounts/token-provider.js';
import { getRecording } from '../../recordings/get.js';
import { WebexRefused, isWebexError } from '../../webex/errors.js';
import { topicOf } from '../list/row.js';
import { type JobOwner, actorOfJob, isAccessRefusal } from './actor.js';
import type { BulkDeps } from './deps.js';
import { type BulkJob, whyOf } from './model.js';
import { postTable } from './table.js';

/** Calls side by side. */
const AT_ONCE = 8;

/**
 * Topics are not kept: they are read again with the person's own token, defused. Those that cannot
 * be read are not in the answer.
 *
 * @param whose job: nobody else's authority shows them
 */
export async function topicsOf(
  deps: BulkDeps,
  whose: JobOwner,
  ids: readonly string[],
  longest = 80,
): Promise<ReadonlyMap<string, string>> {
  const { webex, tokens, log } = deps;
  const topics = new Map<string, string>();
  try {
    const actor = await actorOfJob(deps, whose);
    await withToken(tokens, actor, async (authority) => {
      const left = ids.filter((id) => !topics.has(id));
      const read = async (): Promise<void> => {
        for (let id = left.pop(); id !== undefined; id = left.pop()) {
          try {
            const recording = await getRecording(webex, authority, id);
            if (recording !== undefined) topics.set(id, topicOf(recording, longest));
          } catch (error) {
            const over = error instanceof WebexRefused && error.status === 401;
            if (over || !isWebexError(error)) throw error;
          }
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, read));
    });
  } catch (error) {
    if (!isAccessRefusal(error) && !isWebexError(error)) throw error;
    log.info({ err: error }, 'topics were not read');
  }
  return topics;
}

/** Topics that are read again for the table; more would keep the report waiting. */
const MOST_TOPICS = 500;

/** Posts a table of what did not come about, with the reason of each. */
export async function postRefusedTable(job: BulkJob, deps: BulkDeps): Promise<void> {
  const items = await deps.jobs.store.items(job.id, { selected: true });
  const left = items.filter(({ outcome }) => isLeft(outcome));
  const ids = left.slice(0, MOST_TOPICS).map(({ recordingId }) => recordingId);
  const topics = ids.length === 0 ? new Map<string, string>() : await topicsOf(deps, job, ids);
  const lines = left.map((item) => ({
    ...item,
    id: item.recordingId,
    topic: topics.get(item.recordingId) ?? '',
    createdAt: item.recordedAt,
    last: isUnsure(item.outcome) ? 'It could not be seen.' : whyOf(item.outcome ?? ''),
  }));
  await postTable(job, deps, lines, {
    last: 'why',
    markdown: 'What did not come about, as a table:',
  });
}

function isLeft(outcome: string | undefined): boolean {
  return outcome?.startsWith('unchanged') === true || isUnsure(outcome);
}

function isUnsure(outcome: string | undefined): boolean {
  return outcome === 'unsure' || outcome === 'not-seen';
}
