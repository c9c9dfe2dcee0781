import { isWebexError } from '../../webex/errors.js';
import type { Place } from '../../webex/messages.js';
import type { Services } from '../services.js';
import type { Shown } from './show-storage.js';

/**
 * Sends a picture below its card: an image in a card would need a public address, which private
 * figures must not have. It is an extra: without it the card still says everything, so nobody is
 * told when Webex does not take it.
 *
 * @param parentId the message with the card
 */
export async function sendPicture(
  { messaging, log }: Services,
  place: Place,
  parentId: string,
  picture: Shown['picture'],
): Promise<void> {
  if (picture === undefined) return;
  await messaging.postFile(place, { ...picture, parentId }).catch((error: unknown) => {
    if (!isWebexError(error)) throw error;
    log.warn({ err: error }, 'a picture was not sent');
  });
}
