import { uuidOf } from '../../webex/ids.js';
import { askToConnect } from '../ask-to-connect.js';
import { messageContent } from '../views/message.js';
import type { Command } from './command.js';

/** `connect`: a link to connect the person's Webex account. */
export const connect: Command = {
  name: 'connect',
  words: ['connect', 'login', 'log in', 'sign in', 'reconnect', 'connect again'],
  help: '**connect** – let me see your recordings, or renew that',
  run: async (turn, _rest, services) => {
    const account = await services.accounts?.store.get(uuidOf(turn.person.personId));
    // In an organisation that has given access there is nothing to connect.
    if (account === undefined || services.authorityName !== 'own') {
      await askToConnect(turn.tell, turn.person, 'asked', services);
      return;
    }
    await turn.tell(
      messageContent({
        title: 'You are connected',
        paragraphs: ['Write **list** to see your recordings.'],
        buttons: [
          { title: 'Show my recordings', data: { action: 'list' } },
          { title: 'Connect again', data: { action: 'connect' } },
        ],
      }),
    );
  },
};
