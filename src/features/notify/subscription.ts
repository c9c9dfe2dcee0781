import { type TokenProvider, withToken } from '../../accounts/token-provider.js';
import { NotConnected, NotServed, type Actor } from '../../accounts/types.js';
import { askToConnect } from '../../bot/connect.js';
import type { Settings } from '../../settings/settings.js';
import { type WebhookTarget, ensureUserWebhook } from '../../webex/ensure-webhooks.js';
import { isWebexError } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import { deleteWebhook } from '../../webex/webhooks.js';
import type { Deps } from '../deps.js';
import { notOfferedCard } from './cards.js';
import type { SubscribeResult } from './follow.js';
import type { Subscription, SubscriptionStore } from './subscription-store.js';

/** What removing a webhook stands on. */
export interface DeleteWebhookDeps {
  readonly services: Pick<Deps, 'webex' | 'log'>;
  /** Also of those who are not served any more: only what was made in their name is taken back. */
  readonly leaving: TokenProvider;
}

/**
 * Removes our webhook under a person's token. Webex may refuse, or be away: then it tells us of a
 * webhook that nobody is told by any more.
 *
 * Rejects with what the database says.
 */
export async function removeUserWebhook(
  { services: { webex, log }, leaving }: DeleteWebhookDeps,
  actor: Actor,
  id: string,
): Promise<void> {
  try {
    await withToken(leaving, actor, ({ token }) => deleteWebhook(webex, token, { id }));
  } catch (error) {
    const over = error instanceof NotConnected || error instanceof NotServed;
    if (!over && !isWebexError(error)) throw error;
    log.warn({ err: error }, 'a webhook of somebody was not removed');
  }
}

/** What listening to Webex in people's names stands on. */
export interface SubscribeDeps extends DeleteWebhookDeps {
  readonly services: Deps;
  readonly subscriptions: SubscriptionStore;
  readonly hook: WebhookTarget;
}

/**
 * Listens to Webex in a person's name, or no longer. Again and again it does no harm: what is
 * missing there, or was switched off, is set right.
 *
 * Rejects with a WebexError, or with what the database says.
 */
export async function subscribe(
  parts: SubscribeDeps,
  actor: Actor,
  chosen: Settings,
): Promise<SubscribeResult> {
  const known = await parts.subscriptions.of(actor.personId);
  const hindrance = await trySubscribe(parts, actor, chosen, known);
  if (hindrance === undefined) return 'following';
  await recordBlocked(parts, actor, known, hindrance);
  return hindrance === 'not-offered' ? hindrance : 'not-connected';
}

/**
 * The same where nobody has asked for it just now: whoever was listened for, and is no longer,
 * learns so, once. Of several processes only the one that holds the person's lock may call this.
 *
 * Rejects as {@link subscribe}, also when the person could not be told: then it is said the next time.
 */
export async function reconcileSubscription(
  parts: SubscribeDeps,
  { address }: Pick<Subscription, 'address'>,
): Promise<void> {
  const { services: deps, subscriptions } = parts;
  const person = { personId: address, email: '' };
  const known = await subscriptions.of(address);
  const chosen = await deps.settings.of(address);
  const hindrance = await trySubscribe(parts, person, chosen, known);
  if (hindrance === undefined) return;
  const post = (content: Content): Promise<unknown> =>
    deps.messaging.post({ toPersonId: address }, content);
  if (hindrance === 'not-offered') await post(notOfferedCard());
  // Without a webhook it never began, or they know.
  if (hindrance instanceof NotConnected && known?.webhookId !== undefined) {
    await askToConnect(post, person, 'over', deps);
  }
  await recordBlocked(parts, person, known, hindrance);
}

/**
 * Whether people's own tokens are at hand: with the token of an organisation Webex would tell of
 * the recordings of whoever that token belongs to, and org-wide webhooks tell of everyone's.
 */
export function canSubscribe({ authorityName }: Pick<Deps, 'authorityName'>): boolean {
  return authorityName === 'own' || authorityName === 'personal-token';
}

/** What stands in the way. */
type Blocker = NotConnected | NotServed | 'not-offered';

async function trySubscribe(
  parts: SubscribeDeps,
  actor: Actor,
  { tellWhenReady }: Settings,
  known: Subscription | undefined,
): Promise<Blocker | undefined> {
  const { services: deps, subscriptions, hook } = parts;
  const { personId: address } = actor;
  const now = deps.now();
  // Where to tell them stands before Webex can, and what fails now is looked for tomorrow.
  await subscriptions.put(address, known?.webhookId, now);
  if (!tellWhenReady) {
    if (known?.webhookId !== undefined) await removeUserWebhook(parts, actor, known.webhookId);
    await subscriptions.put(address, undefined, now);
    return undefined;
  }
  if (!canSubscribe(deps)) return 'not-offered';
  try {
    const webhookId = await withToken(deps.tokens, actor, ({ token }) =>
      ensureUserWebhook(deps.webex, token, hook),
    );
    await subscriptions.put(address, webhookId, now);
    return undefined;
  } catch (error) {
    if (!(error instanceof NotConnected || error instanceof NotServed)) throw error;
    return error;
  }
}

async function recordBlocked(
  parts: SubscribeDeps,
  actor: Actor,
  known: Subscription | undefined,
  hindrance: Blocker,
): Promise<void> {
  const { services: deps, subscriptions } = parts;
  const { personId: address } = actor;
  if (hindrance === 'not-offered') {
    await deps.settings.change(address, { tellWhenReady: false });
    return;
  }
  // Whoever is not served any more cannot ask for it: what was made in their name goes by itself.
  const ended = hindrance instanceof NotServed ? known?.webhookId : undefined;
  if (ended !== undefined) await removeUserWebhook(parts, actor, ended);
  await subscriptions.put(address, undefined, deps.now());
}
