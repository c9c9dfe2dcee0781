import { NotConnected } from '../accounts/errors.js';
import type { Someone } from '../accounts/linking.js';
import type { Content } from '../webex/messages.js';
import type { Services } from './services.js';
import { connectContent, type ConnectReason } from './views/connect.js';
import { problemContent } from './views/problem.js';

/**
 * Asks a person to connect, with a fresh link of their own. On a personal token there is nothing to
 * connect: then the person learns what is the matter instead.
 *
 * @param answer how they are told: always alone
 */
export async function askToConnect(
  answer: (content: Content) => Promise<unknown>,
  person: Someone,
  reason: ConnectReason,
  { accounts, authorities }: Services,
): Promise<void> {
  if (accounts !== undefined) {
    await answer(connectContent(reason, await accounts.linking.begin(person)));
    return;
  }
  const error = await authorities.of(person).then(
    () => new NotConnected('over'),
    (refused: unknown) => refused,
  );
  await answer(problemContent(error));
}
