import type { Purpose, Someone } from '../accounts/someone.js';
import type { Messaging } from '../webex/messaging.js';
import { messageContent } from './views/message.js';

const WORDS: Record<Exclude<Purpose, 'own'>, string> = {
  administrator:
    'You can act for others now: write for example **for bob@example.com list**. Each card will say on whose behalf, and each change is written down with both your names.',
  officer:
    'You can act as a compliance officer now: write **compliance list**. Each card will say so, and each deletion is written down with its reason.',
};

/** Tells somebody who has connected for more than their own recordings how to go on. */
export async function sendConnected(
  messaging: Messaging,
  { personId }: Someone,
  purpose: Exclude<Purpose, 'own'>,
): Promise<void> {
  const content = messageContent({ title: 'You are connected', paragraphs: [WORDS[purpose]] });
  await messaging.post({ toPersonId: personId }, content);
}
