import type { Content } from '../../webex/messages.js';
import { type MessageAt, type Messaging, updateOrRepost } from '../../webex/messaging.js';

/** How long nobody minds to wait without a word, in milliseconds. */
const PATIENCE_MS = 3_000;
/** Webex's documents allow ten edits of a message; the last one is for the answer. */
const MOST_WORDS = 8;

/**
 * Does something that can take long; when it does, says so, says how far it is less and less
 * often, and puts the answer in the place of that.
 *
 * Rejects as the work or the telling does; what was said of the progress then goes away.
 *
 * @param tell says something for the first time
 * @param progressCard what is said meanwhile
 * @returns where the answer stands
 */
export async function withProgressCard(
  messaging: Messaging,
  tell: (content: Content) => Promise<MessageAt>,
  progressCard: () => Content,
  work: () => Promise<Content>,
  patienceMs = PATIENCE_MS,
): Promise<MessageAt> {
  let at: MessageAt | undefined;
  let said = 0;
  let saying: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  const say = async (): Promise<void> => {
    try {
      at =
        at === undefined
          ? await tell(progressCard())
          : await updateOrRepost(messaging, at, progressCard());
      said += 1;
    } catch {
      // The answer matters, not this.
      said = MOST_WORDS;
    }
  };
  const wait = (ms: number): void => {
    timer = setTimeout(() => {
      saying = say().then(() => {
        if (said < MOST_WORDS && timer !== undefined) wait(ms * 1.5);
      });
    }, ms);
  };
  wait(patienceMs);
  const end = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    await saying;
  };
  try {
    const content = await work();
    await end();
    return at === undefined ? await tell(content) : await updateOrRepost(messaging, at, content);
  } catch (error) {
    await end();
    if (at !== undefined) await messaging.remove(at.id).catch(() => undefined);
    throw error;
  }
}
