import { withAuthority } from '../../accounts/with-authority.js';
import { getRecording } from '../../recordings/get.js';
import { isWebexError, WebexRefused } from '../../webex/errors.js';
import type { Services } from '../services.js';
import { topicOf } from '../views/recording-row.js';
import { actorOfJob, isRefusal, type Whose } from './actor.js';

/** Calls side by side. */
const AT_ONCE = 8;

/**
 * Topics are not kept: they are read again with the person's own token, defused. Those that cannot
 * be read are not in the answer.
 *
 * @param whose job: nobody else's authority shows them
 */
export async function topicsOf(
  services: Services,
  whose: Whose,
  ids: readonly string[],
  longest = 80,
): Promise<ReadonlyMap<string, string>> {
  const { webex, authorities, log } = services;
  const topics = new Map<string, string>();
  try {
    const person = await actorOfJob(services, whose);
    await withAuthority(authorities, person, async (authority) => {
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
    if (!isRefusal(error) && !isWebexError(error)) throw error;
    log.info({ err: error }, 'topics were not read');
  }
  return topics;
}
