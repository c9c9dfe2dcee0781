import { type Authorities, withAuthority } from '../../accounts/token-provider.js';
import { NotConnected, NotServed, type Someone } from '../../accounts/types.js';
import { askToConnect } from '../../bot/connect.js';
import type { Settings } from '../../settings/settings.js';
import { type HookWish, ensurePersonHook } from '../../webex/ensure-webhooks.js';
import { isWebexError } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import { deleteWebhook } from '../../webex/webhooks.js';
import type { Services } from '../deps.js';
import { notOfferedContent } from './cards.js';
import type { Followed } from './follow.js';
import type { Subscription, SubscriptionBook } from './subscription-store.js';

/** What removing a webhook stands on. */
export interface UnhookParts {
  readonly services: Pick<Services, 'webex' | 'log'>;
  /** Also of those who are not served any more: only what was made in their name is taken back. */
  readonly leaving: Authorities;
}

/**
 * Removes our webhook under a person's token. Webex may refuse, or be away: then it tells us of a
 * webhook that nobody is told by any more.
 *
 * Rejects with what the database says.
 */
export async function unhook(
  { services: { webex, log }, leaving }: UnhookParts,
  person: Someone,
  id: string,
): Promise<void> {
  try {
    await withAuthority(leaving, person, ({ token }) => deleteWebhook(webex, token, { id }));
  } catch (error) {
    const over = error instanceof NotConnected || error instanceof NotServed;
    if (!over && !isWebexError(error)) throw error;
    log.warn({ err: error }, 'a webhook of somebody was not removed');
  }
}

/** What listening to Webex in people's names stands on. */
export interface ListenParts extends UnhookParts {
  readonly services: Services;
  readonly subscriptions: SubscriptionBook;
  readonly hook: HookWish;
}

/**
 * Listens to Webex in a person's name, or no longer. Again and again it does no harm: what is
 * missing there, or was switched off, is set right.
 *
 * Rejects with a WebexError, or with what the database says.
 */
export async function listen(
  parts: ListenParts,
  person: Someone,
  chosen: Settings,
): Promise<Followed> {
  const known = await parts.subscriptions.of(person.personId);
  const hindrance = await tryTo(parts, person, chosen, known);
  if (hindrance === undefined) return 'following';
  await giveUp(parts, person, known, hindrance);
  return hindrance === 'not-offered' ? hindrance : 'not-connected';
}

/**
 * The same where nobody has asked for it just now: whoever was listened for, and is no longer,
 * learns so, once. Of several processes only the one that holds the person's lock may call this.
 *
 * Rejects as {@link listen}, also when the person could not be told: then it is said the next time.
 */
export async function lookAfter(
  parts: ListenParts,
  { address }: Pick<Subscription, 'address'>,
): Promise<void> {
  const { services, subscriptions } = parts;
  const person = { personId: address, email: '' };
  const known = await subscriptions.of(address);
  const chosen = await services.settings.of(address);
  const hindrance = await tryTo(parts, person, chosen, known);
  if (hindrance === undefined) return;
  const post = (content: Content): Promise<unknown> =>
    services.messaging.post({ toPersonId: address }, content);
  if (hindrance === 'not-offered') await post(notOfferedContent());
  // Without a webhook it never began, or they know.
  if (hindrance instanceof NotConnected && known?.webhookId !== undefined) {
    await askToConnect(post, person, 'over', services);
  }
  await giveUp(parts, person, known, hindrance);
}

/**
 * Whether people's own tokens are at hand: with the token of an organisation Webex would tell of
 * the recordings of whoever that token belongs to, and org-wide webhooks tell of everyone's.
 */
export function listensFor({ authorityName }: Pick<Services, 'authorityName'>): boolean {
  return authorityName === 'own' || authorityName === 'personal-token';
}

/** What stands in the way. */
type Hindrance = NotConnected | NotServed | 'not-offered';

async function tryTo(
  parts: ListenParts,
  person: Someone,
  { tellWhenReady }: Settings,
  known: Subscription | undefined,
): Promise<Hindrance | undefined> {
  const { services, subscriptions, hook } = parts;
  const { personId: address } = person;
  const now = services.now();
  // Where to tell them stands before Webex can, and what fails now is looked for tomorrow.
  await subscriptions.put(address, known?.webhookId, now);
  if (!tellWhenReady) {
    if (known?.webhookId !== undefined) await unhook(parts, person, known.webhookId);
    await subscriptions.put(address, undefined, now);
    return undefined;
  }
  if (!listensFor(services)) return 'not-offered';
  try {
    const webhookId = await withAuthority(services.authorities, person, ({ token }) =>
      ensurePersonHook(services.webex, token, hook),
    );
    await subscriptions.put(address, webhookId, now);
    return undefined;
  } catch (error) {
    if (!(error instanceof NotConnected || error instanceof NotServed)) throw error;
    return error;
  }
}

async function giveUp(
  parts: ListenParts,
  person: Someone,
  known: Subscription | undefined,
  hindrance: Hindrance,
): Promise<void> {
  const { services, subscriptions } = parts;
  const { personId: address } = person;
  if (hindrance === 'not-offered') {
    await services.settings.change(address, { tellWhenReady: false });
    return;
  }
  // Whoever is not served any more cannot ask for it: what was made in their name goes by itself.
  const ended = hindrance instanceof NotServed ? known?.webhookId : undefined;
  if (ended !== undefined) await unhook(parts, person, ended);
  await subscriptions.put(address, undefined, services.now());
}
