import type { Content } from '../../webex/messages.js';
import { messageContent } from './message.js';

const listButton = { title: 'List my recordings', data: { action: 'list' } };

/** What the bot can be told. @param lines one per command: the words, then what they do */
export function helpContent(lines: readonly string[]): Content {
  return messageContent({
    title: 'I look after your Webex recordings',
    paragraphs: [
      'Write to me, or mention me in a space:',
      ...lines,
      'Recordings are private: I always answer about them in our 1:1 space.',
    ],
    buttons: [listButton],
  });
}

/** A first word when the bot is added to a space. */
export function welcomeContent(direct: boolean): Content {
  const how = direct ? 'Write **list**' : 'Mention me with **list**';
  return messageContent({
    title: 'Hello! I look after your Webex recordings',
    paragraphs: [
      `${how} to see your recent recordings, watch them, and delete what you no longer need. **help** tells the rest.`,
      ...(direct ? [] : ['Recordings are private: I answer each of you in our 1:1 space.']),
    ],
    buttons: [listButton],
  });
}

/** For words that mean nothing to the bot, with the command that was probably meant. */
export function unknownContent(meant: { name: string; text: string } | undefined): Content {
  if (meant === undefined) {
    return messageContent({
      title: 'I did not understand that',
      paragraphs: ['Write **list** to see your recordings, or **help** for all that I can do.'],
      buttons: [listButton],
    });
  }
  return messageContent({
    title: `Did you mean “${meant.text}”?`,
    paragraphs: ['Press the button, or write **help** for all that I can do.'],
    buttons: [{ title: meant.text, data: { action: 'say', text: meant.text } }],
  });
}
