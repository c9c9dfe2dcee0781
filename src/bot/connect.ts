import type { OAuthFlow } from '../accounts/oauth-flow.js';
import type { TokenProvider } from '../accounts/token-provider.js';
import {
  NotConnected,
  type AccountRole,
  type Actor,
  accountRoleOf,
  type AuthorityName,
} from '../accounts/types.js';
import type { Content } from '../webex/messages.js';
import { messageCard, showListButton } from './ui/message.js';
import { problemCard } from './ui/problem.js';

/** Why a person is asked to connect. */
export type ConnectReason = 'asked' | 'never' | 'over';

const opening: Record<ConnectReason, string> = {
  asked: 'Press Connect and sign in to Webex.',
  never:
    'To show your recordings I need your permission: press Connect and sign in to Webex. I act in your name only, and only when you ask.',
  over: 'Your connection to Webex has ended or was withdrawn. Press Connect and sign in again.',
};

/** Stands before the opening. */
const purposes: Record<AccountRole, string> = {
  own: '',
  administrator:
    'To act for others I need your permission as an administrator, separate from the one for your own recordings. I use it only when you write “for …”. ',
  officer:
    'To act as a compliance officer I need your permission as one, separate from the one for your own recordings. I use it only when you write “compliance …”. ',
};

/** The link is the person's own, and stays out of the fallback text. */
export function connectCard(
  reason: ConnectReason,
  url: string,
  purpose: AccountRole = 'own',
): Content {
  const why = purpose !== 'own' && reason === 'never' ? 'asked' : reason;
  return messageCard({
    title: reason === 'over' ? 'Connect your Webex account again' : 'Connect your Webex account',
    paragraphs: [`${purposes[purpose]}${opening[why]}`],
    detail: 'This link is just for you. It works once and expires in 10 minutes.',
    links: [{ title: 'Connect', url }],
    // For another purpose, the command that needed it makes a new link.
    buttons: purpose === 'own' ? [{ title: 'New link', data: { action: 'connect' } }] : [],
  });
}

/** Where one token acts for all. */
export function noNeedToConnectCard(): Content {
  return messageCard({
    title: 'You don’t need to connect',
    paragraphs: [
      'I already have access, and use it for your own recordings only. Write **list** to see them.',
    ],
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
