import type { Content } from '../../webex/messages.js';
import { type ListState } from '../list-state.js';
import { writeState } from '../list-state-text.js';
import { messageContent } from './message.js';
import type { Notice } from './notice.js';

/**
 * What came of a click, when the list that should stand below it could not be had, or takes longer
 * than people wait.
 *
 * @param follows whether it is still looked for, and will take the card's place
 */
export function outcomeContent(notice: Notice, state: ListState, follows = false): Content {
  return messageContent({
    title: notice.text,
    paragraphs: [
      follows
        ? 'Your list takes Webex a little longer: it will stand here.'
        : 'Webex could not give me the list just now.',
    ],
    detail: notice.detail,
    buttons: [
      ...(notice.buttons ?? []),
      { title: 'Show the list', data: { action: 'refresh', list: writeState(state) } },
    ],
  });
}
