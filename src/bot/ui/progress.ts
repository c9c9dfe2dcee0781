import type { Content } from '../../webex/messages.js';
import { type MessageAt, type Messaging, updateOrRepost } from '../../webex/messaging.js';

/** Milliseconds until a person wants to see progress. */
const PATIENCE_MS = 3_000;
/** Webex's documents allow ten edits of a message; the last one is for the answer. */
const MOST_UPDATES = 8;

/**
 * Shows progress less and less often while some work takes long, then puts the answer in its place.
 *
 * Rejects as the work or the answer does; the progress card is then removed.
 * @param post posts the first message
 * @returns where the answer stands
 */
export async function withProgressCard(
  messaging: Messaging,
  post: (content: Content) => Promise<MessageAt>,
  progressCard: () => Content,
  work: () => Promise<Content>,
  patienceMs = PATIENCE_MS,
): Promise<MessageAt> {
  let at: MessageAt | undefined;
  let updates = 0;
  let updating: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const show = async (content: Content): Promise<MessageAt> =>
    at === undefined ? await post(content) : await updateOrRepost(messaging, at, content);
  const showProgress = async (): Promise<void> => {
    try {
      at = await show(progressCard());
      updates += 1;
    } catch {
      // The answer matters, not this.
      updates = MOST_UPDATES;
    }
  };
  const wait = (ms: number): void => {
    timer = setTimeout(() => {
      updating = showProgress().then(() => {
        if (updates < MOST_UPDATES && timer !== undefined) wait(ms * 1.5);
      });
    }, ms);
  };
  const end = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    await updating;
  };
  wait(patienceMs);
  try {
    const content = await work();
    await end();
    return await show(content);
  } catch (error) {
    await end();
    if (at !== undefined) await messaging.remove(at.id).catch(() => undefined);
    throw error;
  }
}
