import type { Content } from '../../webex/messages.js';
import { messageCard } from './message.js';

/** For someone whom the bot does not serve: no list, no button, nothing about anyone. */
export function notAdmittedCard(): Content {
  return messageCard({
    title: 'Sorry, I am not set up to serve you',
    paragraphs: [
      'Whoever runs this bot has chosen whom it serves. If you think that you should be among them, please ask them.',
      'If I still hold access of yours from before, write **disconnect**: I then forget it, and your settings.',
    ],
  });
}

/** For someone who asks faster than the bot answers. @param seconds until it listens again */
export function oneMomentCard(seconds: number): Content {
  return messageCard({
    title: 'One moment, please',
    paragraphs: [
      `That was a lot at once, and I did not do the last of it: nothing was changed by it. Please try again in ${seconds === 1 ? '1 second' : `${seconds} seconds`}.`,
    ],
  });
}
