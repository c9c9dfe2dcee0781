import { NotConnected, NotServed, type NotServedReason } from '../../accounts/types.js';
import type { Content } from '../../webex/messages.js';
import { NoSuchHost, NotAllowed } from '../errors.js';
import type { Button } from './card.js';
import { explain } from './explain.js';
import { type MessageView, messageCard, showListButton } from './message.js';

const notServed: Record<Exclude<NotServedReason, 'not-admitted'>, MessageView> = {
  'not-the-owner': {
    title: 'I only serve my owner here',
    paragraphs: ['This bot is being tried out by one person, with their own access.'],
  },
  'other-organisation': {
    title: 'I only serve one organisation here',
    paragraphs: [
      'I act for the people of the organisation that has set me up, and Webex says that this is somebody of another one. Nothing was done.',
    ],
  },
  'no-accounts': {
    title: 'I cannot see recordings yet',
    paragraphs: [
      'Nobody can connect a Webex account with me so far: whoever runs this bot has not set up how. The README says what to do, under “Connecting accounts without a public address”.',
    ],
  },
  'no-officers': {
    title: 'Compliance officers cannot connect here',
    paragraphs: [
      'A compliance officer acts with their own access to Webex, and whoever runs this bot has not set up a way to connect it (an Integration beside the organisation’s access).',
    ],
    buttons: [showListButton],
  },
};

/** Shows no list and no button, and names nobody. */
export function notAdmittedCard(): Content {
  return messageCard({
    title: 'Sorry, I am not set up to serve you',
    paragraphs: [
      'Whoever runs this bot has chosen whom it serves. If you think that you should be among them, please ask them.',
      'If I still hold access of yours from before, write **disconnect**: I then forget it, and your settings.',
    ],
  });
}

/** @param seconds until the bot listens again */
export function oneMomentCard(seconds: number): Content {
  return messageCard({
    title: 'One moment, please',
    paragraphs: [
      `That was a lot at once, and I did not do the last of it: nothing was changed by it. Please try again in ${seconds === 1 ? '1 second' : `${seconds} seconds`}.`,
    ],
  });
}

/**
 * The answer to a failure.
 * @param error whatever was thrown
 * @param again the button that tries the same once more, shown where that can help
 */
export function problemCard(error: unknown, again?: Button): Content {
  if (error instanceof NotServed) {
    const { reason } = error;
    return reason === 'not-admitted' ? notAdmittedCard() : messageCard(notServed[reason]);
  }
  if (error instanceof NotAllowed) {
    return messageCard({
      title:
        error.role === 'officer'
          ? 'Only compliance officers can do that'
          : 'Only administrators of this bot can act for others',
      paragraphs: [
        'Nothing was done. Whoever runs this bot decides who that is; if you should be among them, please ask them.',
      ],
      buttons: [showListButton],
    });
  }
  if (error instanceof NoSuchHost) {
    return messageCard({
      title: 'Webex does not know that person',
      paragraphs: [
        'I found nobody with that address whom I may look up. It has to be their address in Webex, written in full; people of other organisations cannot be found. Nothing was done.',
      ],
      buttons: [showListButton],
    });
  }
  if (error instanceof NotConnected) {
    return messageCard({
      title: 'The configured access token is no longer valid',
      paragraphs: [
        'Whoever runs this bot needs to look into it: a personal access token lasts twelve hours, and an organisation can take its access back.',
      ],
    });
  }
  const { what, advice, retry, connect, detail } = explain(error);
  const buttons = [
    ...(retry && again !== undefined ? [again] : []),
    ...(connect ? [{ title: 'Connect again', data: { action: 'connect' } }] : []),
    showListButton,
  ];
  return messageCard({ title: what, paragraphs: advice === '' ? [] : [advice], detail, buttons });
}
