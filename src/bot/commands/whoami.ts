import { uuidOf } from '../../webex/ids.js';
import { cardDate } from '../views/dates.js';
import { defuse } from '../views/defuse.js';
import { messageContent } from '../views/message.js';
import type { Command } from './command.js';

/** `whoami`: who the bot takes the person for, and what it may do for them. */
export const whoami: Command = {
  name: 'whoami',
  words: ['whoami', 'who am i', 'status', 'me'],
  help: '**whoami** – who you are to me, and whether you are connected',
  run: async (turn, _rest, { accounts, authorities }) => {
    const { email } = turn.person;
    const title = email === '' ? 'You' : `You are ${defuse(email)}`;
    const account = await accounts?.store.get(uuidOf(turn.person.personId));
    if (accounts !== undefined && account === undefined) {
      const paragraphs = ['You are not connected, so I cannot see your recordings.'];
      const buttons = [{ title: 'Connect', data: { action: 'connect' } }];
      await turn.tell(messageContent({ title, paragraphs, buttons }));
      return;
    }
    // On a personal token this tells strangers that the bot is not for them.
    await authorities.of(turn.person);
    const since = account === undefined ? '' : ` since ${cardDate(account.connectedAt)}`;
    const paragraphs = [
      account === undefined
        ? 'I act with the personal token that I was configured with, which is yours.'
        : `You are connected${since}: I list, delete and restore your recordings when you ask.`,
    ];
    const buttons = [{ title: 'Show my recordings', data: { action: 'list' } }];
    await turn.tell(messageContent({ title, paragraphs, buttons }));
  },
};
