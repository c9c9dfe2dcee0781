import type { OAuthFlow } from '../accounts/oauth-flow.js';
import type { TokenProvider } from '../accounts/token-provider.js';
import {
  NotConnected,
  type AccountRole,
  type Actor,
  accountRoleOf,
  type AuthorityName,
} from '../accounts/types.js';
import { words } from '../util/words.js';
import type { Content } from '../webex/messages.js';
import { messageCard, showListButton } from './ui/message.js';
import { problemCard } from './ui/problem.js';

/** Why a person is asked to connect. */
export type ConnectReason = 'asked' | 'never' | 'over';

function whyConnect(reason: ConnectReason, purpose: AccountRole): string {
  const opening =
    reason === 'over'
      ? words.connect.over
      : reason === 'never' && purpose === 'own'
        ? words.connect.never
        : words.connect.press;
  if (purpose === 'own') return opening;
  const permission =
    purpose === 'officer' ? words.connect.whyOfficer : words.connect.whyAdministrator;
  return `${permission} ${opening}`;
}

/** The link is the person's own, and stays out of the fallback text. */
export function connectCard(
  reason: ConnectReason,
  url: string,
  purpose: AccountRole = 'own',
): Content {
  return messageCard({
    title: reason === 'over' ? words.connect.titleAgain : words.connect.title,
    paragraphs: [whyConnect(reason, purpose)],
    detail: words.connect.justForYou,
    links: [{ title: words.connect.connect, url }],
    // For another purpose, the command that needed it makes a new link.
    buttons:
      purpose === 'own' ? [{ title: words.connect.newLink, data: { action: 'connect' } }] : [],
  });
}

/** Where one token acts for all. */
export function noNeedToConnectCard(): Content {
  return messageCard({
    title: words.connect.noNeed,
    paragraphs: [words.connect.noNeedWhy],
    buttons: [showListButton],
  });
}

export interface ConnectDeps {
  /** Undefined where nobody can connect. */
  readonly accounts: { readonly oauth: Pick<OAuthFlow, 'start'> } | undefined;
  readonly tokens: Pick<TokenProvider, 'get'>;
  readonly authorityName: AuthorityName;
}

/**
 * Asks a person to connect, with a fresh link of their own. Where one token acts for all, the person
 * learns instead why that does not work for them.
 * @param answer reaches the person alone
 * @param purpose each has a link, and an account, of its own
 * @param question the words that need it, answered once an administrator or officer has connected
 */
export async function askToConnect(
  answer: (content: Content) => Promise<unknown>,
  actor: Actor,
  reason: ConnectReason,
  { accounts, tokens, authorityName }: ConnectDeps,
  purpose: AccountRole = accountRoleOf(actor),
  question?: string,
): Promise<void> {
  // In an organisation nobody connects for themselves, even where officers can.
  if (accounts !== undefined && (authorityName === 'own' || purpose === 'officer')) {
    const link = await accounts.oauth.start(actor, purpose, question);
    await answer(connectCard(reason, link, purpose));
    return;
  }
  const error = await tokens.get(actor).then(
    () => (reason === 'asked' ? undefined : new NotConnected('over')),
    (refused: unknown) => refused,
  );
  await answer(error === undefined ? noNeedToConnectCard() : problemCard(error));
}
