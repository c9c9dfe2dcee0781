import { latest, USUAL_LIMIT } from '../list-state.js';
import { listContent } from '../show-list.js';
import { messageContent } from '../views/message.js';
import type { Command } from './command.js';

/** `list [n]`: the person's recordings of the last days. */
export const list: Command = {
  name: 'list',
  words: [
    'list',
    'list my recordings',
    'list recordings',
    'recordings',
    'my recordings',
    'recent recordings',
    'show',
    'show recordings',
    'show my recordings',
    'show me my recordings',
    'show recent recordings',
    'show my recent recordings',
  ],
  help: '**list** – your recordings of the last 30 days; **list 20** – the latest 20 of them',
  forOthers: true,
  run: async (turn, rest, services) => {
    const count =
      rest === ''
        ? String(USUAL_LIMIT)
        : /^(?:last\s+|latest\s+|top\s+)?(\d{1,6})$/i.exec(rest)?.[1];
    const limit = Number(count);
    if (!(limit >= 1 && limit <= USUAL_LIMIT)) {
      await turn.tell(
        messageContent({
          title: `I can list 1 to ${USUAL_LIMIT} recordings`,
          paragraphs: ['Write **list**, or for example **list 20** for the latest 20.'],
          buttons: [{ title: 'Show my recordings', data: { action: 'list' } }],
        }),
      );
      return;
    }
    await turn.tell(await listContent(services, turn.person, latest(services.now(), limit)));
  },
};
