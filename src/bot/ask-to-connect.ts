import { NotConnected } from '../accounts/errors.js';
import { purposeOf, type Purpose, type Someone } from '../accounts/someone.js';
import type { Content } from '../webex/messages.js';
import type { Services } from './services.js';
import { connectContent, noNeedToConnectContent, type ConnectReason } from './views/connect.js';
import { problemContent } from './views/problem.js';

/**
 * Asks a person to connect, with a fresh link of their own. Where there is nothing to connect (one
 * token acts for all) the person learns what is the matter instead.
 *
 * @param answer how they are told: always alone
 * @param purpose what they connect for: each has a link, and an account, of its own
 */
export async function askToConnect(
  answer: (content: Content) => Promise<unknown>,
  person: Someone,
  reason: ConnectReason,
  { accounts, authorities, authorityName }: Services,
  purpose: Purpose = purposeOf(person),
): Promise<void> {
  // In an organisation nobody connects for themselves, even where officers can.
  if (accounts !== undefined && (authorityName === 'own' || purpose === 'officer')) {
    const link = await accounts.linking.begin(person, purpose);
    await answer(connectContent(reason, link, purpose));
    return;
  }
  const error = await authorities.of(person).then(
    () => (reason === 'asked' ? undefined : new NotConnected('over')),
    (refused: unknown) => refused,
  );
  await answer(error === undefined ? noNeedToConnectContent() : problemContent(error));
}
