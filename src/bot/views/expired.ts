import type { Content } from '../../webex/messages.js';
import { messageContent } from './message.js';

/** For a button that this version of the bot did not write. */
export function expiredContent(): Content {
  return messageContent({
    title: 'This card is out of date',
    paragraphs: ['Nothing was changed. Open a fresh list and try again.'],
    buttons: [{ title: 'Show my recordings', data: { action: 'list' } }],
  });
}
