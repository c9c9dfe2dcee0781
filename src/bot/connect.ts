import type { Logger } from 'pino';
import type { OAuthFlow, DeviceFlow } from '../accounts/oauth-flow.js';
import type { TokenProvider } from '../accounts/token-provider.js';
import type { AccountRole, Actor, AuthorityName } from '../accounts/types.js';
import { AccessRefused, NotConnected, accountRoleOf } from '../accounts/types.js';
import { words } from '../util/words.js';
import { isFinal, isWebexError } from '../webex/errors.js';
import type { Content } from '../webex/messages.js';
import type { MessageAt, Messaging } from '../webex/messaging.js';
import { messageCard, shortCard, showListButton } from './ui/message.js';
import { problemCard } from './ui/problem.js';

type ConnectReason = 'asked' | 'never' | 'over';

function whyConnect(reason: ConnectReason, purpose: AccountRole, how: 'link' | 'code'): string {
  const isOwn = purpose === 'own';
  const permission =
    purpose === 'officer' ? words.connect.whyOfficer : words.connect.whyAdministrator;
  const whatFor = isOwn ? [] : [permission];
  if (how === 'link') {
    if (reason === 'over') whatFor.push(words.connect.over);
    else whatFor.push(reason === 'never' && isOwn ? words.connect.never : words.connect.press);
    return whatFor.join(' ');
  }
  if (reason === 'over') whatFor.push(words.connect.codeOver);
  if (reason === 'never' && isOwn) whatFor.push(words.connect.codeNever);
  return [...whatFor, words.connect.byCode].join(' ');
}

/** The link is the person's own, and stays out of the fallback text. */
export function connectCard(
  reason: ConnectReason,
  url: string,
  purpose: AccountRole = 'own',
): Content {
  return messageCard({
    title: reason === 'over' ? words.connect.titleAgain : words.connect.title,
    paragraphs: [whyConnect(reason, purpose, 'link')],
    detail: words.connect.justForYou,
    links: [{ title: words.connect.connect, url }],
    // For another purpose, the command that needed it makes a new link.
    buttons:
      purpose === 'own' ? [{ title: words.connect.newLink, data: { action: 'connect' } }] : [],
  });
}

/** The code and the page are the person's own, and stay out of the fallback text. */
export function codeCard(
  reason: ConnectReason,
  { userCode, page, minutes }: Pick<SignIn, 'userCode' | 'page' | 'minutes'>,
  purpose: AccountRole = 'own',
): Content {
  const cancel = { title: words.common.cancel, data: { action: 'connect-cancel' } };
  return messageCard({
    title: reason === 'over' ? words.connect.titleAgain : words.connect.title,
    paragraphs: [whyConnect(reason, purpose, 'code')],
    secret: userCode,
    detail: words.connect.codeForYou({ minutes }),
    links: [{ title: words.connect.openPage, url: page }],
    buttons: [...(purpose === 'own' ? [newCodeButton()] : []), cancel],
  });
}
type SignIn = Awaited<ReturnType<DeviceFlow['start']>>;

export const newCodeButton = () => ({ title: words.connect.newCode, data: { action: 'connect' } });

export interface ConnectDeps {
  /** Undefined where nobody can connect. */
  readonly accounts:
    | {
        readonly oauth: Pick<OAuthFlow, 'start'>;
        /** Where there is one, people get a code instead of a link. */
        readonly device?: Pick<DeviceFlow, 'start'> | undefined;
      }
    | undefined;
  readonly messaging: Pick<Messaging, 'edit'>;
  readonly log: Pick<Logger, 'warn'>;
  readonly tokens: Pick<TokenProvider, 'get'>;
  readonly authorityName: AuthorityName;
}

/**
 * Asks a person to connect, with a fresh link or code of their own. Where one token acts for everybody,
 * explains instead why that does not work for this person.
 * @param answer reaches the person alone; resolves with the message, if known
 * @param purpose each has its own link and account
 * @param question what the person asked; answered once an administrator or officer has connected
 */
export async function askToConnect(
  answer: (content: Content) => Promise<MessageAt | undefined>,
  actor: Actor,
  reason: ConnectReason,
  deps: ConnectDeps,
  purpose: AccountRole = accountRoleOf(actor),
  question?: string,
): Promise<void> {
  const { accounts, tokens, authorityName } = deps;
  // In an organisation nobody connects for themselves, even where officers can.
  if (accounts !== undefined && (authorityName === 'own' || purpose === 'officer')) {
    const { device } = accounts;
    if (device !== undefined) {
      const begin = () => device.start(actor, purpose, question);
      await askByCode(begin, answer, (code) => codeCard(reason, code, purpose), deps);
      return;
    }
    const link = await accounts.oauth.start(actor, purpose, question);
    await answer(connectCard(reason, link, purpose));
    return;
  }
  const error = await tokens.get(actor).then(
    () => (reason === 'asked' ? undefined : new NotConnected('over')),
    (refused: unknown) => refused,
  );
  // One token serves everybody.
  const noNeed = shortCard(words.connect.noNeed, words.connect.noNeedWhy, [showListButton]);
  await answer(error === undefined ? noNeed : problemCard(error));
}

async function askByCode(
  begin: () => Promise<SignIn>,
  answer: (content: Content) => Promise<MessageAt | undefined>,
  cardOf: (code: SignIn) => Content,
  { messaging, log }: ConnectDeps,
): Promise<void> {
  let code: SignIn;
  try {
    code = await begin();
  } catch (error) {
    if (!isWebexError(error)) throw error;
    log.warn({ err: error }, 'no code to sign in with; npm run doctor looks at the Integration');
    // Nothing that the person asked can be refused here: the Integration is at fault.
    await answer(problemCard(isFinal(error) ? new AccessRefused(error, 'app') : error));
    return;
  }
  const replaced = await code.shownAt(await answer(cardOf(code)));
  if (replaced === undefined) return;
  const old = messageCard({ title: words.connect.codeReplaced, paragraphs: [] });
  await messaging.edit(replaced, old).catch((error: unknown) => {
    log.warn({ err: error }, 'old code still shown');
  });
}
