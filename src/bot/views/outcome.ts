import type { Content } from '../../webex/messages.js';
import { type ListState } from '../list-state.js';
import { writeState } from '../list-state-text.js';
import { messageContent } from './message.js';
import type { Notice } from './notice.js';

/** What came of a click, when the list that should stand below it could not be had. */
export function outcomeContent(notice: Notice, state: ListState): Content {
  return messageContent({
    title: notice.text,
    paragraphs: ['Webex could not give me the list just now.'],
    detail: notice.detail,
    buttons: [
      ...(notice.buttons ?? []),
      { title: 'Show the list', data: { action: 'refresh', list: writeState(state) } },
    ],
  });
}
