import type { Content } from '../../webex/messages.js';
import type { Settings } from '../../settings/settings.js';
import { messageContent } from './message.js';

const LIST = { title: 'Show my recordings', data: { action: 'list' } };
const say = (title: string, text: string) => ({ title, data: { action: 'say', text } });

/** What a person is told of new recordings from now on, or that they are told no more. */
export function readyChoiceContent({ tellWhenReady, quiet, timeZone }: Settings): Content {
  if (!tellWhenReady) {
    return messageContent({
      title: 'I do not tell you of new recordings',
      paragraphs: ['Write **list** whenever you want to see them.'],
      buttons: [say('Tell me when one is ready', 'notify on'), LIST],
    });
  }
  const hours =
    quiet === undefined
      ? ''
      : ` From ${quiet.from} to ${quiet.to} (${timeZone ?? 'UTC'}) I stay quiet, and tell you afterwards.`;
  return messageContent({
    title: 'I tell you when a recording is ready',
    paragraphs: [`You get a message here as soon as Webex has a new recording of yours.${hours}`],
    buttons: [say('Stop telling me', 'notify off'), say('Settings', 'settings'), LIST],
  });
}

/** Whether a person gets the weekly card. */
export function weeklyChoiceContent({ weekly, timeZone }: Settings): Content {
  if (!weekly) {
    return messageContent({
      title: 'You do not get the weekly card',
      paragraphs: ['Write **storage** whenever you want to see what your recordings take up.'],
      buttons: [say('Show me every week', 'weekly on'), say('Show my storage', 'storage')],
    });
  }
  return messageContent({
    title: 'You get a card about your storage every week',
    paragraphs: [`It comes here on Mondays at 8:00 (${timeZone ?? 'UTC'}).`],
    buttons: [
      say('Stop the weekly card', 'weekly off'),
      say('Show my storage', 'storage'),
      say('Settings', 'settings'),
    ],
  });
}

/** Why a person cannot be told of new recordings here. */
export function notOfferedContent(): Content {
  return messageContent({
    title: 'I cannot tell you of new recordings here',
    paragraphs: [
      'This bot acts for your whole organisation, and Webex tells only those of new recordings who connect for themselves. The weekly card works all the same.',
    ],
    buttons: [say('Show me every week', 'weekly on'), LIST],
  });
}
