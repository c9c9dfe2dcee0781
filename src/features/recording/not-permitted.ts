import { messageCard } from '../../bot/ui/message.js';
import type { ListState } from '../../query/list-state.js';
import type { Recording } from '../../recordings/types.js';
import type { Content } from '../../webex/messages.js';
import { waysBack } from './details-card.js';

/** What Webex may refuse (403) while it shows the recording itself. */
export interface Permission {
  /** e.g. `read transcripts`. */
  readonly to: string;
  /** The scope that it takes. */
  readonly scope: string;
}

/** When only a permission is missing: what to do, and the way back. */
export function notPermittedCard(
  { to, scope }: Permission,
  recording: Recording,
  state: ListState,
): Content {
  return messageCard({
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
