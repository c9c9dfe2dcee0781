import { withToken } from '../../accounts/token-provider.js';
import { type Actor, NotConnected, NotServed } from '../../accounts/types.js';
import { askToConnect } from '../../bot/connect.js';
import { getRecording } from '../../recordings/get.js';
import type { Recording } from '../../recordings/types.js';
import {
  isOver,
  notificationRetry,
  notificationRetryInOutage,
  waitAtAge,
} from '../../util/retry-policy.js';
import { type WebexError, WebexRefused, isWebexError } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import { readyCard } from './cards.js';
import type { NotifierDeps } from './deps.js';
import { quietUntil } from './schedule.js';
import type { PendingNotification, Subscription } from './store.js';
import { removeUserWebhook } from './subscription.js';

/** Takes out the time in which nobody looked: no process ran, or none came to this one. */
export function agedBy(due: PendingNotification, now: number): PendingNotification {
  const late = now - due.dueAt;
  return late > notificationRetry.longestWaitMs ? { ...due, heardAt: due.heardAt + late } : due;
}

/**
 * When to look again.
 *
 * @param shortestMs from one look to the next
 */
export function nextAttemptAt(
  { heardAt }: PendingNotification,
  now: number,
  shortestMs: number,
): number {
  return now + waitAtAge({ ...notificationRetry, firstWaitMs: shortestMs }, now - heardAt);
}

/** Whether to give one up. @param error what the last attempt ended with */
export function isExhausted(
  { heardAt }: PendingNotification,
  now: number,
  error?: WebexError,
): boolean {
  return isOver(isOutage(error) ? notificationRetryInOutage : notificationRetry, now - heardAt);
}

/** Webex could not answer just now; to all else it goes on answering alike. */
function isOutage(error: WebexError | undefined): boolean {
  if (!(error instanceof WebexRefused)) return error !== undefined;
  return error.status === 429 || error.status >= 500;
}

/**
 * Tells one person of the recordings that are due: those that Webex shows as one card, the others
 * later. Of several processes only the one that holds the person's lock may call this.
 *
 * Rejects with what the database says, or when the card could not be sent: then it is due again,
 * unless that has gone on for long.
 *
 * @param personId UUID
 */
export async function notifyReady(deps: NotifierDeps, personId: string): Promise<void> {
  const { subscriptions, notifications: told } = deps;
  const now = deps.now();
  const due = (await told.due(personId, now)).map((one) => agedBy(one, now));
  if (due.length === 0) return;
  const ids = idsOf(due);
  const chosen = await deps.settings.of(personId);
  const subscription = await subscriptions.of(personId);
  if (subscription === undefined || !chosen.tellWhenReady) {
    await told.complete(personId, ids, now);
    return;
  }
  const quiet = quietUntil(chosen, now);
  if (quiet !== undefined) {
    for (const one of due) {
      const heardAt = one.heardAt + quiet - now;
      await told.defer(personId, { ...one, heardAt, dueAt: quiet });
    }
    return;
  }
  // Until this ends well, it is due again: whatever happens to this process.
  for (const one of due) {
    await told.defer(personId, { ...one, dueAt: nextAttemptAt(one, now, deps.shortestMs) });
  }
  try {
    await fetchAndNotify(deps, subscription, due);
  } catch (error) {
    if (isWebexError(error)) {
      const hopeless = due.filter((one) => isExhausted(one, now, error));
      await told.complete(personId, idsOf(hopeless), deps.now());
    }
    throw error;
  }
}

async function fetchAndNotify(
  deps: NotifierDeps,
  subscription: Subscription,
  due: readonly PendingNotification[],
): Promise<void> {
  const { notifications: told } = deps;
  const { address, personId } = subscription;
  const now = deps.now();
  let seen: Seen;
  try {
    seen = await look(deps, { personId: address }, due);
  } catch (error) {
    if (!(error instanceof NotConnected || error instanceof NotServed)) throw error;
    await stopListening(deps, subscription, due, error);
    return;
  }
  const { shown, failed } = seen;
  // What was moved to the recycle bin meanwhile is no news to who did it.
  const news = [...shown.values()]
    .filter(({ status }) => status !== 'deleted')
    .sort((one, other) => recordedAt(one) - recordedAt(other));
  if (news.length > 0) {
    await deps.messaging.post({ toPersonId: address }, readyCard(news, now));
  }
  const over = due.filter(
    (one) => shown.has(one.recordingId) || isExhausted(one, now, failed.get(one.recordingId)),
  );
  await told.complete(personId, idsOf(over), deps.now());
}

/** What came of a look, by the ids of recordings. */
interface Seen {
  readonly shown: ReadonlyMap<string, Recording>;
  readonly failed: ReadonlyMap<string, WebexError>;
}

/** Looks for them. Rejects with NotConnected, NotServed or a WebexError. */
async function look(
  { webex, tokens, log }: NotifierDeps,
  actor: Actor,
  due: readonly PendingNotification[],
): Promise<Seen> {
  return await withToken(tokens, actor, async (authority) => {
    const shown = new Map<string, Recording>();
    const failed = new Map<string, WebexError>();
    for (const { recordingId } of due) {
      const found = await getRecording(webex, authority, recordingId).catch((error: unknown) => {
        const over = error instanceof WebexRefused && error.status === 401;
        if (over || !isWebexError(error)) throw error;
        log.warn({ err: error, recording: recordingId }, 'a new recording cannot be read just now');
        failed.set(recordingId, error);
        return undefined;
      });
      if (found !== undefined) shown.set(recordingId, found);
    }
    return { shown, failed };
  });
}

/**
 * Nothing can be read any more while Webex goes on telling: it is said once, and that is the end. To
 * who is not served any more nothing is said; Webex is told to stop.
 */
async function stopListening(
  deps: NotifierDeps,
  { address, personId, webhookId }: Subscription,
  due: readonly PendingNotification[],
  error: NotConnected | NotServed,
): Promise<void> {
  const { subscriptions, notifications: told } = deps;
  const { messaging, now } = deps;
  const person = { personId: address };
  if (error instanceof NotServed && webhookId !== undefined) {
    await removeUserWebhook(deps, person, webhookId);
  }
  if (error instanceof NotConnected && webhookId !== undefined) {
    const post = (content: Content): Promise<unknown> =>
      messaging.post({ toPersonId: address }, content);
    await askToConnect(post, person, error.reason, deps).catch((failure: unknown) => {
      const vain = isWebexError(failure) && due.every((one) => isExhausted(one, now(), failure));
      if (!vain) throw failure;
      deps.log.warn({ err: failure }, 'somebody cannot be told that their connection is over');
    });
  }
  await subscriptions.put(address, undefined, now());
  await told.complete(personId, idsOf(due), now());
}

function recordedAt({ timeRecorded, createTime }: Recording): number {
  return Date.parse(timeRecorded ?? createTime);
}

function idsOf(waiting: readonly PendingNotification[]): string[] {
  return waiting.map(({ recordingId }) => recordingId);
}
