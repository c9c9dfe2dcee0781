import type { Someone } from '../accounts/linking.js';
import type { Messaging } from '../webex/messaging.js';
import { latest } from './list-state.js';
import type { Services } from './services.js';
import { listContent } from './show-list.js';
import { problemContent } from './views/problem.js';

/** The list that a person gets as soon as they are connected. Rejects when it cannot be sent. */
export async function sendFirstList(
  services: Services,
  messaging: Messaging,
  person: Someone,
): Promise<void> {
  const text = 'You are connected.';
  const notice = { style: 'good', text, plain: text } as const;
  const again = { title: 'Try again', data: { action: 'list' } };
  const content = await listContent(services, person, latest(services.now()), notice).catch(
    (error: unknown) => problemContent(error, again),
  );
  await messaging.post({ toPersonId: person.personId }, content);
}
