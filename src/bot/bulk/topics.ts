import { NotConnected, NotServed } from '../../accounts/errors.js';
import { withAuthority } from '../../accounts/with-authority.js';
import { getRecording } from '../../recordings/get.js';
import { isWebexError, WebexRefused } from '../../webex/errors.js';
import type { Services } from '../services.js';
import { topicOf } from '../views/recording-row.js';

/** Calls side by side. */
const AT_ONCE = 8;

/**
 * Topics are not kept: they are read again with the person's own token, defused. Those that cannot
 * be read are not in the answer.
 *
 * @param personId of whoever may see them
 */
export async function topicsOf(
  { webex, authorities, log }: Services,
  personId: string,
  ids: readonly string[],
  longest = 80,
): Promise<ReadonlyMap<string, string>> {
  const topics = new Map<string, string>();
  try {
    await withAuthority(authorities, { personId, email: '' }, async (authority) => {
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
    const without =
      error instanceof NotConnected || error instanceof NotServed || isWebexError(error);
    if (!without) throw error;
    log.info({ err: error }, 'topics were not read');
  }
  return topics;
}
