import type { Someone } from '../accounts/linking.js';
import { withAuthority } from '../accounts/with-authority.js';
import { listRecordings } from '../recordings/list.js';
import type { Content } from '../webex/messages.js';
import type { Messaging } from '../webex/messaging.js';
import { latest, windowOf } from './list-state.js';
import { drawFound } from './search/draw.js';
import type { Services } from './services.js';
import type { Notice } from './views/notice.js';
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
  const content = await latestContent(services, person, notice).catch((error: unknown) =>
    problemContent(error, again),
  );
  await messaging.post({ toPersonId: person.personId }, content);
}

async function latestContent(
  services: Services,
  person: Someone,
  notice: Notice,
): Promise<Content> {
  const state = latest(services.now());
  const query = { window: windowOf(state), limit: state.limit };
  const listing = await withAuthority(services.authorities, person, (authority) =>
    listRecordings(services.webex, authority, query),
  );
  return await drawFound(services, person, state, { listing }, notice);
}
