import type { Recording } from '../../recordings/recording.js';
import type { Content } from '../../webex/messages.js';
import type { ListState } from '../list-state.js';
import { waysBack } from './about-buttons.js';
import { messageContent } from './message.js';

/** What Webex may refuse (403) while it shows the recording itself. */
export interface Permission {
  /** e.g. `read transcripts`. */
  readonly to: string;
  /** The scope that it takes. */
  readonly scope: string;
}

/** When only a permission is missing: what to do, and the way back. */
export function notPermittedContent(
  { to, scope }: Permission,
  recording: Recording,
  state: ListState,
): Content {
  return messageContent({
    title: `Webex does not allow me to ${to} for you`,
    paragraphs: [
      `If you connected a while ago, connect again: your connection may lack the permission (${scope}).`,
      'If it stays so, the administrator of your Webex site does not allow it.',
    ],
    buttons: [
      { title: 'Connect again', data: { action: 'connect' } },
      ...waysBack(recording, state),
    ],
  });
}
