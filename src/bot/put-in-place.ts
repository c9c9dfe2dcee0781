import { isWebexError } from '../webex/errors.js';
import type { Content } from '../webex/messages.js';
import type { MessageAt, Messaging } from '../webex/messaging.js';

/**
 * Puts something else in the place of what a message shows. The documents say that cards cannot be
 * edited, and that ten edits are the most: then a new message takes the old one's place. First the
 * new one, so that the person is never without.
 *
 * Rejects with what posting rejects with.
 *
 * @param post how the new message is sent; left out: to the same space
 * @returns where it stands now
 */
export async function putInPlace(
  messaging: Messaging,
  at: MessageAt,
  content: Content,
  post: (content: Content) => Promise<MessageAt> = (instead) =>
    messaging.post({ roomId: at.roomId }, instead),
): Promise<MessageAt> {
  try {
    await messaging.edit(at, content);
    return at;
  } catch (error) {
    if (!isWebexError(error)) throw error;
    const { id, roomId } = await post(content);
    await messaging.remove(at.id).catch(() => undefined);
    return { id, roomId };
  }
}
