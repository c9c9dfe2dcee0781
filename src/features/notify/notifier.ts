import { holdToken } from '../../accounts/token-provider.js';
import { type Actor, NotConnected, NotServed, isOutOfReach } from '../../accounts/types.js';
import { askToConnect } from '../../bot/connect.js';
import { fetchEach } from '../../recordings/states.js';
import { type Recording, recordedAt } from '../../recordings/types.js';
import {
  isPastGivingUp,
  notificationRetry,
  notificationRetryInOutage,
  waitAtAge,
} from '../../util/retry-policy.js';
import type { WebexError } from '../../webex/errors.js';
import { WebexRefused, isFinal, isWebexError } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import type { MessageAt } from '../../webex/messaging.js';
import { readyCard } from './cards.js';
import { quietUntil } from './schedule.js';
import type { PendingNotification, Subscription } from './store.js';
import { type NotifierDeps, removeUserWebhook } from './subscription.js';

type Due = readonly PendingNotification[];

/** The age without the time in which no process was polling. */
export function agedBy(due: PendingNotification, now: number): PendingNotification {
  const late = now - due.dueAt;
  return late > notificationRetry.longestWaitMs ? { ...due, startedAt: due.startedAt + late } : due;
}

export function nextAttemptAt(
  { startedAt }: PendingNotification,
  now: number,
  shortestMs: number,
): number {
  return now + waitAtAge({ ...notificationRetry, firstWaitMs: shortestMs }, now - startedAt);
}

/** @param error of the last attempt */
export function isExhausted(
  { startedAt }: PendingNotification,
  now: number,
  error?: WebexError,
): boolean {
  const policy = isOutage(error) ? notificationRetryInOutage : notificationRetry;
  return isPastGivingUp(policy, now - startedAt);
}

function isOutage(error: WebexError | undefined): boolean {
  if (!(error instanceof WebexRefused)) return error !== undefined;
  return error.status === 429 || error.status >= 500;
}

/**
 * Notifies one person of recordings that are due: those that Webex shows go on one card, the others wait. The
 * caller holds the person's lock. Rejects with database errors, or if the card could not be sent: then it is
 * due again, until the retry policy ends. A card that Webex refuses is not sent again.
 * @param personId UUID
 */
export async function notifyReady(deps: NotifierDeps, personId: string): Promise<void> {
  const { subscriptions, notifications } = deps;
  const now = deps.now();
  const due = (await notifications.due(personId, now)).map((one) => agedBy(one, now));
  if (due.length === 0) return;
  const chosen = await deps.settings.of(personId);
  const subscription = await subscriptions.of(personId);
  if (subscription === undefined || !chosen.tellWhenReady) {
    await notifications.complete(personId, idsOf(due), now);
    return;
  }
  const quiet = quietUntil(chosen, now);
  // Deferred before the attempt, so that a crash loses nothing.
  for (const one of due) {
    const deferred =
      quiet === undefined
        ? { ...one, dueAt: nextAttemptAt(one, now, deps.shortestMs) }
        : { ...one, dueAt: quiet, startedAt: one.startedAt + quiet - now };
    await notifications.defer(personId, deferred);
  }
  if (quiet !== undefined) return;
  try {
    await fetchAndNotify(deps, subscription, due, chosen.timeZone);
  } catch (error) {
    if (isWebexError(error)) {
      const exhausted = due.filter((one) => isExhausted(one, now, error));
      await notifications.complete(personId, idsOf(exhausted), deps.now());
    }
    throw error;
  }
}

async function fetchAndNotify(
  deps: NotifierDeps,
  subscription: Subscription,
  due: Due,
  zone: string | undefined,
) {
  const { address, personId } = subscription;
  const now = deps.now();
  let fetched: Awaited<ReturnType<typeof fetchRecordings>>;
  try {
    fetched = await fetchRecordings(deps, { personId: address }, due);
  } catch (error) {
    if (!isOutOfReach(error)) throw error;
    await endSubscription(deps, subscription, due, error);
    return;
  }
  const { found, failed } = fetched;
  // A person who moved a recording to the recycle bin knows it already.
  const news = [...found.values()]
    .filter(({ status }) => status !== 'deleted')
    .sort((one, other) => recordedAt(one) - recordedAt(other));
  if (news.length > 0) {
    await deps.messaging
      .post({ toPersonId: address }, readyCard(news, now, zone))
      .catch((error: unknown) => {
        if (!isFinal(error)) throw error;
        deps.log.warn({ err: error }, 'notification refused by Webex');
      });
  }
  const completed = due.filter(
    (one) => found.has(one.recordingId) || isExhausted(one, now, failed.get(one.recordingId)),
  );
  await deps.notifications.complete(personId, idsOf(completed), deps.now());
}

/** By ids, without recordings that Webex does not show yet. Rejects with NotConnected or NotServed. */
async function fetchRecordings({ webex, tokens, log }: NotifierDeps, actor: Actor, due: Due) {
  const found = new Map<string, Recording>();
  const failed = new Map<string, WebexError>();
  const held = await holdToken(tokens, actor);
  const refs = due.map(({ recordingId: id }) => ({ id }));
  for (const { ref, sight } of await fetchEach({ webex, withToken: held }, refs)) {
    if ('error' in sight) {
      log.warn({ err: sight.error, recording: ref.id }, 'new recording not readable yet');
      failed.set(ref.id, sight.error);
    } else if (sight.recording !== undefined) found.set(ref.id, sight.recording);
  }
  return { found, failed };
}

/**
 * Without a token nothing can be read, though Webex keeps sending events. A person who is no longer connected
 * is asked to connect, once; for one who is no longer served, the webhook is removed.
 */
async function endSubscription(
  deps: NotifierDeps,
  { address, personId, webhookId }: Subscription,
  due: Due,
  error: NotConnected | NotServed,
): Promise<void> {
  const { subscriptions, notifications, messaging, now } = deps;
  const person = { personId: address };
  if (error instanceof NotServed) await removeUserWebhook(deps, person, webhookId);
  if (error instanceof NotConnected && webhookId !== undefined) {
    const post = (content: Content): Promise<MessageAt> =>
      messaging.post({ toPersonId: address }, content);
    await askToConnect(post, person, error.reason, deps).catch((failure: unknown) => {
      const isGivenUp =
        isFinal(failure) ||
        (isWebexError(failure) && due.every((one) => isExhausted(one, now(), failure)));
      if (!isGivenUp) throw failure;
      deps.log.warn({ err: failure }, 'invitation to reconnect not delivered');
    });
  }
  await subscriptions.put(address, undefined, now());
  await notifications.complete(personId, idsOf(due), now());
}

function idsOf(pending: Due): string[] {
  return pending.map(({ recordingId }) => recordingId);
}
