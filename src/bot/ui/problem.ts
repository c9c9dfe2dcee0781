import { NotConnected, NotServed, type NotServedReason } from '../../accounts/types.js';
import type { Content } from '../../webex/messages.js';
import { NoSuchHost, NotAllowed } from '../errors.js';
import type { Button } from './card.js';
import { explain } from './explain.js';
import { type MessageView, messageCard, showListButton } from './message.js';

const notServed: Record<Exclude<NotServedReason, 'not-admitted'>, MessageView> = {
  'not-the-owner': {
    title: 'This bot only serves its owner',
    paragraphs: ['One person is trying it out, with their own access.'],
  },
  'other-organisation': {
    title: 'This bot only serves one organisation',
    paragraphs: ['Webex says you belong to another organisation. Nothing was done.'],
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
      'Compliance officers need their own connection, and whoever runs this bot has not set up an Integration for that.',
    ],
    buttons: [showListButton],
  },
};

/** Shows no list and no button, and names nobody. */
export function notAdmittedCard(): Content {
  return messageCard({
    title: 'Sorry, this bot isn’t set up for you',
    paragraphs: [
      'Whoever runs this bot decides who can use it. If you should be among them, please ask.',
      'If you connected earlier, **disconnect** deletes your connection and your settings.',
    ],
  });
}

/** @param seconds until the bot listens again */
export function oneMomentCard(seconds: number): Content {
  return messageCard({
    title: 'One moment, please',
    paragraphs: [
      `That was a lot at once, so I skipped your last request. Nothing was changed. Please try again in ${seconds === 1 ? '1 second' : `${seconds} seconds`}.`,
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
        'Nothing was done. Whoever runs this bot decides who that is. If you should be among them, please ask.',
      ],
      buttons: [showListButton],
    });
  }
  if (error instanceof NoSuchHost) {
    return messageCard({
      title: 'Webex does not know that person',
      paragraphs: [
        'Write their full address in Webex. I can’t find people in other organisations. Nothing was done.',
      ],
      buttons: [showListButton],
    });
  }
  if (error instanceof NotConnected) {
    return messageCard({
      title: 'The configured access token is no longer valid',
      paragraphs: [
        'Whoever runs this bot needs to look into it: a personal access token lasts twelve hours, and an organisation can withdraw its access.',
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
