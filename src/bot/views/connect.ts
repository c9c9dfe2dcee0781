import type { Content } from '../../webex/messages.js';
import { messageContent } from './message.js';

/** Why a person is asked to connect. */
export type ConnectReason = 'asked' | 'never' | 'over';

const opening: Record<ConnectReason, string> = {
  asked: 'Press Connect and sign in to Webex.',
  never:
    'To show your recordings I need your permission: press Connect and sign in to Webex. I then see and change recordings in your name only, and only when you ask.',
  over: 'Your connection to Webex has ended or was withdrawn. Press Connect and sign in again.',
};

/** The invitation to connect. The link is the person's own, and stays out of the fallback text. */
export function connectContent(reason: ConnectReason, url: string): Content {
  return messageContent({
    title: reason === 'over' ? 'Connect your Webex account again' : 'Connect your Webex account',
    paragraphs: [opening[reason]],
    detail: 'The link is for you alone, works once, and for ten minutes.',
    links: [{ title: 'Connect', url }],
    buttons: [{ title: 'New link', data: { action: 'connect' } }],
  });
}
