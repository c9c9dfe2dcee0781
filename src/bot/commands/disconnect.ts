import { accountKey, PURPOSES } from '../../accounts/someone.js';
import { uuidOf } from '../../webex/ids.js';
import { messageContent } from '../views/message.js';
import type { Command } from './command.js';

/** `disconnect`: forgets the person's tokens. */
export const disconnect: Command = {
  name: 'disconnect',
  words: ['disconnect', 'logout', 'log out', 'sign out', 'forget me'],
  help: '**disconnect** – forget my access to your recordings',
  run: async (turn, _rest, { accounts, telling }) => {
    const id = uuidOf(turn.person.personId);
    // What was made at Webex in their name goes with their token, so it goes first.
    await telling?.leave(turn.person);
    // Whatever they connected for: nothing of it stays.
    let was = false;
    for (const purpose of PURPOSES) {
      const key = accountKey(id, purpose);
      was ||= (await accounts?.store.get(key)) !== undefined;
      await accounts?.store.remove(key);
    }
    const again = { title: 'Connect', data: { action: 'connect' } };
    await turn.tell(
      !was
        ? messageContent({
            title: 'You are not connected',
            paragraphs: ['There is nothing to forget: I hold no access of yours.'],
          })
        : messageContent({
            title: 'Disconnected',
            paragraphs: ['I have forgotten your access, and no longer see your recordings.'],
            buttons: [again],
          }),
    );
  },
};
