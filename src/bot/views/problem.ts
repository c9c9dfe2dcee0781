import { NotConnected, NotServed } from '../../accounts/errors.js';
import type { Content } from '../../webex/messages.js';
import type { Button } from './button.js';
import { explain } from './explain.js';
import { messageContent } from './message.js';

/**
 * What a person is told when something did not work.
 *
 * @param error whatever was thrown
 * @param again the button that tries the same once more, where that can help
 */
export function problemContent(error: unknown, again?: Button): Content {
  if (error instanceof NotServed) {
    return messageContent({
      title: 'I only serve my owner here',
      paragraphs: ['This bot is being tried out by one person, with their own access.'],
    });
  }
  if (error instanceof NotConnected) {
    return messageContent({
      title: 'The configured access token is no longer valid',
      paragraphs: ['Whoever runs this bot needs to give it a new one: they last twelve hours.'],
    });
  }
  const { what, advice, retry, connect, detail } = explain(error);
  const buttons = [
    ...(retry && again !== undefined ? [again] : []),
    ...(connect ? [{ title: 'Connect again', data: { action: 'connect' } }] : []),
    { title: 'Show my recordings', data: { action: 'list' } },
  ];
  return messageContent({
    title: what,
    paragraphs: advice === '' ? [] : [advice],
    detail,
    buttons,
  });
}
