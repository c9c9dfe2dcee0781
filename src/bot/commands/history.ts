import { uuidOf } from '../../webex/ids.js';
import { historyOf } from '../history-of.js';
import { historyContent } from '../views/history.js';
import type { Command } from './command.js';

const LATEST = 10;

/** `history`: what the person had done to recordings, connected or not. */
export const history: Command = {
  name: 'history',
  words: ['history', 'my history', 'show history', 'show my history', 'what did i do'],
  help: '**history** – what you had me delete, restore and share',
  group: 'clean up',
  run: async (turn, _rest, services) => {
    const entries = await services.audit.history(uuidOf(turn.person.personId), LATEST);
    await turn.tell(historyContent(await historyOf(services, entries)));
  },
};
