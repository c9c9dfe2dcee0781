import { withToken } from '../../accounts/token-provider.js';
import { type Actor, NotConnected, NotServed } from '../../accounts/types.js';
import { askToConnect } from '../../bot/connect.js';
import { type Settings, settings as shape } from '../../settings/settings.js';
import { Permit } from '../../util/permit.js';
import { isWebexError } from '../../webex/errors.js';
import { uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import { getMe } from '../../webex/people.js';
import { deleteWebhook, ensureUserWebhook } from '../../webex/webhooks.js';
import type { Deps } from '../deps.js';
import { notOfferedCard } from './cards.js';
import type { NotifierDeps } from './deps.js';
import { weekOf } from './schedule.js';
import type { Subscription } from './store.js';

/**
 * What came of a choice: it holds; it will once they connect; or Webex tells of one's own
 * recordings alone, and the bot has no token of theirs.
 */
export type SubscribeResult = 'following' | 'not-connected' | 'not-offered';

/**
 * Does as a person has just chosen: listens to Webex in their name, or no longer, and remembers
 * where to tell them.
 *
 * Rejects with a WebexError, or with what the database says.
 *
 * @param actor with their id as Webex gave it
 * @param before what held until then
 */
export async function applySettings(
  deps: NotifierDeps,
  permit: Permit,
  actor: Actor,
  chosen: Settings,
  before: Settings,
): Promise<SubscribeResult> {
  const { weeks } = deps;
  const zoned = await withZone(deps, permit, actor, chosen);
  if (zoned.weekly && !before.weekly) {
    // Whoever asks for it on a Tuesday means the next one.
    const now = deps.now();
    const { week } = weekOf(zoned, now);
    await weeks.skip({ personId: uuidOf(actor.personId), week }, now);
  }
  return await subscribe(deps, permit, actor, zoned);
}

/** Erases all that was kept to tell a person, and ends what was made in their name. */
export async function unsubscribe(deps: NotifierDeps, permit: Permit, actor: Actor): Promise<void> {
  const { subscriptions } = deps;
  const known = await subscriptions.of(actor.personId);
  if (known?.webhookId !== undefined) await removeUserWebhook(deps, actor, known.webhookId);
  await subscriptions.forget(actor.personId);
  const { tellWhenReady, weekly } = await deps.settings.of(actor.personId);
  if (tellWhenReady || weekly) {
    await deps.settings.change(permit, actor.personId, { tellWhenReady: false, weekly: false });
  }
}

/** Fills in the person's zone as Webex knows it, where they have not chosen one. */
async function withZone(
  { tokens, webex, settings }: NotifierDeps,
  permit: Permit,
  actor: Actor,
  chosen: Settings,
): Promise<Settings> {
  const wanted = chosen.timeZone === undefined && (chosen.tellWhenReady || chosen.weekly);
  if (!wanted) return chosen;
  try {
    const me = await withToken(tokens, actor, async (authority) =>
      authority.hostEmail === undefined ? await getMe(webex, authority.token) : undefined,
    );
    const { timeZone } = shape.parse({ timeZone: me?.timezone });
    return timeZone === undefined
      ? chosen
      : await settings.change(permit, actor.personId, { timeZone });
  } catch (error) {
    const without =
      error instanceof NotConnected || error instanceof NotServed || isWebexError(error);
    if (!without) throw error;
    return chosen;
  }
}

/**
 * Removes our webhook under a person's token. Webex may refuse, or be away: then it tells us of a
 * webhook that nobody is told by any more.
 *
 * Rejects with what the database says.
 */
export async function removeUserWebhook(
  { webex, log, revokingTokens }: NotifierDeps,
  actor: Actor,
  id: string,
): Promise<void> {
  try {
    await withToken(revokingTokens, actor, ({ token }) => deleteWebhook(webex, token, { id }));
  } catch (error) {
    const over = error instanceof NotConnected || error instanceof NotServed;
    if (!over && !isWebexError(error)) throw error;
    log.warn({ err: error }, 'a webhook of somebody was not removed');
  }
}

/**
 * Listens to Webex in a person's name, or no longer. Again and again it does no harm: what is
 * missing there, or was switched off, is set right.
 *
 * Rejects with a WebexError, or with what the database says.
 */
export async function subscribe(
  deps: NotifierDeps,
  permit: Permit,
  actor: Actor,
  chosen: Settings,
): Promise<SubscribeResult> {
  const known = await deps.subscriptions.of(actor.personId);
  const hindrance = await trySubscribe(deps, actor, chosen, known);
  if (hindrance === undefined) return 'following';
  await recordBlocked(deps, permit, actor, known, hindrance);
  return hindrance === 'not-offered' ? hindrance : 'not-connected';
}

/**
 * The same where nobody has asked for it just now: whoever was listened for, and is no longer,
 * learns so, once. Of several processes only the one that holds the person's lock may call this.
 *
 * Rejects as {@link subscribe}, also when the person could not be told: then it is said the next time.
 */
export async function reconcileSubscription(
  deps: NotifierDeps,
  { address }: Pick<Subscription, 'address'>,
): Promise<void> {
  const { subscriptions } = deps;
  const person = { personId: address };
  const known = await subscriptions.of(address);
  const chosen = await deps.settings.of(address);
  const hindrance = await trySubscribe(deps, person, chosen, known);
  if (hindrance === undefined) return;
  const post = (content: Content): Promise<unknown> =>
    deps.messaging.post({ toPersonId: address }, content);
  if (hindrance === 'not-offered') await post(notOfferedCard());
  // Without a webhook it never began, or they know.
  if (hindrance instanceof NotConnected && known?.webhookId !== undefined) {
    await askToConnect(post, person, 'over', deps);
  }
  await recordBlocked(deps, Permit.ofUpkeep('subscription'), person, known, hindrance);
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
  deps: NotifierDeps,
  actor: Actor,
  { tellWhenReady }: Settings,
  known: Subscription | undefined,
): Promise<Blocker | undefined> {
  const { subscriptions, webhook } = deps;
  const { personId: address } = actor;
  const now = deps.now();
  // Where to tell them stands before Webex can, and what fails now is looked for tomorrow.
  await subscriptions.put(address, known?.webhookId, now);
  if (!tellWhenReady) {
    if (known?.webhookId !== undefined) await removeUserWebhook(deps, actor, known.webhookId);
    await subscriptions.put(address, undefined, now);
    return undefined;
  }
  if (!canSubscribe(deps)) return 'not-offered';
  try {
    const webhookId = await withToken(deps.tokens, actor, ({ token }) =>
      ensureUserWebhook(deps.webex, token, webhook),
    );
    await subscriptions.put(address, webhookId, now);
    return undefined;
  } catch (error) {
    if (!(error instanceof NotConnected || error instanceof NotServed)) throw error;
    return error;
  }
}

async function recordBlocked(
  deps: NotifierDeps,
  permit: Permit,
  actor: Actor,
  known: Subscription | undefined,
  hindrance: Blocker,
): Promise<void> {
  const { subscriptions } = deps;
  const { personId: address } = actor;
  if (hindrance === 'not-offered') {
    await deps.settings.change(permit, address, { tellWhenReady: false });
    return;
  }
  // Whoever is not served any more cannot ask for it: what was made in their name goes by itself.
  const ended = hindrance instanceof NotServed ? known?.webhookId : undefined;
  if (ended !== undefined) await removeUserWebhook(deps, actor, ended);
  await subscriptions.put(address, undefined, deps.now());
}
