import { withToken } from '../../accounts/token-provider.js';
import { type Actor, NotConnected, NotServed, isOutOfReach } from '../../accounts/types.js';
import { askToConnect } from '../../bot/connect.js';
import type { Settings } from '../../settings/settings.js';
import { NOTIFICATIONS_OFF, isNotified } from '../../settings/settings.js';
import { Permit } from '../../util/permit.js';
import { isWebexError } from '../../webex/errors.js';
import { uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import type { MessageAt } from '../../webex/messaging.js';
import { deleteWebhook, ensureUserWebhook } from '../../webex/webhooks.js';
import type { Deps } from '../deps.js';
import { knownZoneOf } from '../settings/index.js';
import type { StorageDeps } from '../storage/index.js';
import { notOfferedCard } from './cards.js';
import { weekOf } from './schedule.js';
import type {
  Subscription,
  notificationStore,
  subscriptionStore,
  weeklyReportStore,
} from './store.js';

export interface NotifyDeps
  extends
    StorageDeps,
    Pick<
      Deps,
      | 'accounts'
      | 'audit'
      | 'authorityName'
      | 'revokingTokens'
      | 'webhook'
      | 'store'
      | 'background'
      | 'timing'
    > {
  /** True while work on several of their recordings runs, or is paused. */
  readonly isUnderWay: (actor: Actor) => Promise<boolean>;
  /** Runs the search that a person wants to be asked about each month, and asks. */
  readonly askMonthly: (permit: Permit, actor: Actor, search: unknown) => Promise<void>;
}

export interface NotifierDeps extends Omit<NotifyDeps, 'store' | 'background' | 'timing'> {
  readonly subscriptions: ReturnType<typeof subscriptionStore>;
  readonly notifications: ReturnType<typeof notificationStore>;
  readonly weeks: ReturnType<typeof weeklyReportStore>;
  /** The shortest wait between two attempts to read a new recording, in milliseconds. */
  readonly shortestMs: number;
}

/** Done; waits until the person connects; or impossible without the person's own token. */
type SubscribeResult = 'subscribed' | 'not-connected' | 'not-offered';

/** Stores what a person chose, and subscribes or unsubscribes. Rejects as {@link subscribe}. */
export async function changeSettings(
  deps: NotifierDeps,
  permit: Permit,
  actor: Actor,
  change: Partial<Settings>,
): Promise<SubscribeResult> {
  await prepareChange(deps, actor, change);
  const chosen = await deps.settings.change(permit, actor.personId, change);
  return await subscribe(deps, permit, actor, chosen);
}

/**
 * Prepares a change of settings that is stored next: only the change itself shows what it turns on, and a
 * retried event finds it stored. Rejects with database errors.
 */
export async function prepareChange(
  deps: NotifierDeps,
  actor: Actor,
  change: Partial<Settings>,
): Promise<void> {
  const before = await deps.settings.of(actor.personId);
  const chosen = { ...before, ...change };
  const timeZone =
    chosen.timeZone ?? (isNotified(chosen) ? await knownZoneOf(deps, actor) : undefined);
  if (!chosen.weekly || before.weekly) return;
  // A person who turns it on on a Tuesday means next Monday.
  const now = deps.now();
  const { week } = weekOf({ ...chosen, timeZone }, now);
  await deps.weeks.skip({ personId: uuidOf(actor.personId), week }, now);
}

/** Deletes everything stored about a person's notifications, and their webhook. */
export async function unsubscribe(deps: NotifierDeps, permit: Permit, actor: Actor): Promise<void> {
  const { subscriptions, settings } = deps;
  const known = await subscriptions.of(actor.personId);
  await removeUserWebhook(deps, actor, known?.webhookId);
  await subscriptions.forget(actor.personId);
  if (isNotified(await settings.of(actor.personId)))
    await settings.change(permit, actor.personId, NOTIFICATIONS_OFF);
}

/** Why a person has no token; undefined where they have one, or Webex is away. */
export async function tokenProblem({ tokens }: Pick<Deps, 'tokens'>, actor: Actor) {
  try {
    await tokens.get(actor);
    return undefined;
  } catch (error) {
    if (isOutOfReach(error)) return error;
    if (isWebexError(error)) return undefined;
    throw error;
  }
}

/** Uses the person's token. If Webex fails, events of the webhook are ignored from now on. */
export async function removeUserWebhook(
  { webex, log, revokingTokens }: NotifierDeps,
  actor: Actor,
  id: string | undefined,
): Promise<void> {
  if (id === undefined) return;
  try {
    await withToken(revokingTokens, actor, ({ token }) => deleteWebhook(webex, token, { id }));
  } catch (error) {
    if (!isOutOfReach(error) && !isWebexError(error)) throw error;
    log.warn({ err: error }, 'user webhook not removed');
  }
}

/**
 * Idempotent: recreates a missing webhook and re-enables a disabled one; removes it when
 * notifications are off. Rejects with a WebexError or a database error.
 */
export async function subscribe(
  deps: NotifierDeps,
  permit: Permit,
  actor: Actor,
  chosen: Settings,
): Promise<SubscribeResult> {
  const webhookId = (await deps.subscriptions.of(actor.personId))?.webhookId;
  const blocker = await trySubscribe(deps, actor, chosen, webhookId);
  if (blocker === undefined) return 'subscribed';
  await recordBlocked(deps, permit, actor, webhookId, blocker);
  return blocker === 'not-offered' ? blocker : 'not-connected';
}

/**
 * The regular check of a subscription: a person whose subscription has ended is notified, once. The caller
 * holds the person's lock. Rejects as {@link subscribe}, also if that message was not sent: the next check
 * sends it.
 */
export async function reconcileSubscription(
  deps: NotifierDeps,
  { address }: Pick<Subscription, 'address'>,
): Promise<void> {
  const person = { personId: address };
  const webhookId = (await deps.subscriptions.of(address))?.webhookId;
  const blocker = await trySubscribe(deps, person, await deps.settings.of(address), webhookId);
  if (blocker === undefined) return;
  const post = (content: Content): Promise<MessageAt> =>
    deps.messaging.post({ toPersonId: address }, content);
  if (blocker === 'not-offered') await post(notOffered(deps));
  // Without a webhook they never connected, or know already.
  if (blocker instanceof NotConnected && webhookId !== undefined) {
    await askToConnect(post, person, 'over', deps);
  }
  await recordBlocked(deps, Permit.ofUpkeep('subscription'), person, webhookId, blocker);
}

/**
 * Needs people's own tokens: under an organisation's token, Webex sends events about its owner's
 * recordings, and org-wide webhooks about everyone's.
 */
export function canSubscribe({ authorityName, webhook }: OfferDeps): boolean {
  return webhook !== undefined && actsForPeople(authorityName);
}
type OfferDeps = Pick<Deps, 'authorityName' | 'webhook'>;

const actsForPeople = (name: Deps['authorityName']): boolean =>
  name === 'own' || name === 'personal-token';

export function notOffered({ authorityName }: OfferDeps): Content {
  return notOfferedCard(actsForPeople(authorityName) ? 'no-address' : 'organisation');
}

type Blocker = NotConnected | NotServed | 'not-offered';

async function trySubscribe(
  deps: NotifierDeps,
  actor: Actor,
  { tellWhenReady }: Settings,
  known: string | undefined,
): Promise<Blocker | undefined> {
  const { subscriptions, webhook } = deps;
  const { personId: address } = actor;
  const now = deps.now();
  // Stored before Webex can send events; the next check repeats whatever fails now.
  await subscriptions.put(address, known, now);
  if (!tellWhenReady) {
    await removeUserWebhook(deps, actor, known);
    await subscriptions.put(address, undefined, now);
    return undefined;
  }
  if (!canSubscribe(deps) || webhook === undefined) return 'not-offered';
  try {
    const webhookId = await withToken(deps.tokens, actor, ({ token }) =>
      ensureUserWebhook(deps.webex, token, { ...webhook, now: deps.now }, address),
    );
    await subscriptions.put(address, webhookId, now);
    return undefined;
  } catch (error) {
    if (!isOutOfReach(error)) throw error;
    return error;
  }
}

async function recordBlocked(
  deps: NotifierDeps,
  permit: Permit,
  actor: Actor,
  webhookId: string | undefined,
  blocker: Blocker,
): Promise<void> {
  if (blocker === 'not-offered') {
    await deps.settings.change(permit, actor.personId, { tellWhenReady: false });
    return;
  }
  // A person who is not served cannot ask the bot to remove it.
  if (blocker instanceof NotServed) await removeUserWebhook(deps, actor, webhookId);
  await deps.subscriptions.put(actor.personId, undefined, deps.now());
}
