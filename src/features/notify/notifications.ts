import type { TokenProvider } from '../../accounts/token-provider.js';
import { NotConnected, NotServed, type Actor } from '../../accounts/types.js';
import { askToConnect } from '../../bot/connect.js';
import type { RecordingEvent } from '../../events/event.js';
import { recurringJob } from '../../events/recurring-job.js';
import type { Store } from '../../store/store.js';
import { forEachConcurrent } from '../../util/async.js';
import type { WebhookTarget } from '../../webex/ensure-webhooks.js';
import { isWebexError } from '../../webex/errors.js';
import { samePerson } from '../../webex/ids.js';
import type { Deps } from '../deps.js';
import { storageSnapshotStore } from '../storage/snapshot-store.js';
import { notOfferedCard } from './cards.js';
import { type Notifications, applySettings, unsubscribe } from './follow.js';
import { notificationStore } from './notification-store.js';
import { notifyReady } from './notifier.js';
import { type Subscription, subscriptionStore } from './subscription-store.js';
import { subscribe, reconcileSubscription } from './subscription.js';
import { weeklyReportStore } from './weekly-store.js';
import { sendWeeklyReports } from './weekly.js';

/** What telling stands on. */
export interface NotificationDeps {
  readonly services: Deps;
  readonly store: Store;
  readonly hook: WebhookTarget;
  /** Also of those who are not served any more: only what was made in their name is taken back. */
  readonly leaving: TokenProvider;
  /** For what need not be waited for. */
  readonly run: (name: string, task: () => Promise<void>) => void;
  /** Milliseconds between two rounds. */
  readonly everyMs?: number;
}

/** Tells people what they asked to be told, without being asked again. */
export interface NotificationService extends Notifications {
  /** Takes in that a recording is ready; settles once that is kept. Rejects when it cannot be. */
  readonly onRecordingReady: (event: RecordingEvent) => Promise<void>;
  /** Somebody has connected: what they chose before can be done now. */
  readonly onConnected: (actor: Actor) => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const EVERY_MS = 15_000;
const DAY_MS = 86_400_000;
/** At a start webhooks are looked for, unless another process has just done so. */
const JUST_NOW_MS = 300_000;
const HOUR_MS = 3_600_000;
/** Longer than Webex tells anybody of one recording again. */
const REMEMBER_MS = 30 * DAY_MS;
const REMEMBER_COUNTS_MS = 400 * DAY_MS;

/** Puts together what is told when: new recordings, and the weekly card. */
export function openNotifications(parts: NotificationDeps): NotificationService {
  const { services: deps, store, hook, leaving, run, everyMs = EVERY_MS } = parts;
  const { now, log, messaging, settings } = deps;
  const subscriptions = subscriptionStore(store.db);
  const notifications = notificationStore(store.db);
  const weeks = weeklyReportStore(store.db);
  const counts = storageSnapshotStore(store.db);
  const ready = { services: deps, leaving, subscriptions, notifications, shortestMs: everyMs };
  const following = { services: deps, leaving, subscriptions, weeks, hook };
  let tidiedAt = 0;

  /** By whoever has the person's lock; to whom has it not, it comes again in another round. */
  const alone = async (personId: string, work: () => Promise<void>): Promise<void> => {
    const line = `telling ${personId}`;
    if (!(await store.locks.tryTake(line))) return;
    try {
      await work();
    } finally {
      await store.locks.release(line);
    }
  };

  const tellOne = (personId: string): Promise<void> =>
    alone(personId, () => notifyReady(ready, personId));

  const failed = (error: unknown): void => {
    log.warn({ err: error }, 'not told just now');
  };

  /** Looks for webhooks that were last looked for that long ago. */
  const checkHooks = async (ageMs: number, signal?: AbortSignal): Promise<void> => {
    const check = (one: Subscription): Promise<void> =>
      alone(one.personId, () => reconcileSubscription(following, one));
    await forEachConcurrent(await subscriptions.unchecked(now() - ageMs), check, failed, signal);
  };

  const tidy = async (): Promise<void> => {
    if (now() - tidiedAt < HOUR_MS) return;
    tidiedAt = now();
    await notifications.tidy(now() - REMEMBER_MS);
    await weeks.tidy(now() - REMEMBER_MS);
    await counts.tidy(now() - REMEMBER_COUNTS_MS);
    // Nothing that is told; but here one process of all comes by every hour.
    await deps.accounts?.oauth.tidy();
  };

  const rounds = recurringJob({
    store,
    log,
    everyMs,
    work: async (signal) => {
      await forEachConcurrent(await notifications.duePeople(now()), tellOne, failed, signal);
      await sendWeeklyReports({ services: deps, subscriptions, weeks, counts }, signal);
      await checkHooks(DAY_MS, signal);
      await tidy();
    },
  });

  return {
    onRecordingReady: async ({ id, createdBy, data }) => {
      const subscription = await subscriptions.ofWebhook(id);
      // A webhook that was given up a moment ago, or that somebody else made with our secret.
      if (subscription === undefined) return;
      const { personId } = subscription;
      if (createdBy !== undefined && !samePerson(createdBy, personId)) return;
      if (!(await notifications.enqueue(personId, data.id, now()))) return;
      run('telling of a recording', () => tellOne(personId));
    },
    applySettings: (actor, chosen, before) => applySettings(following, actor, chosen, before),
    onSettings: async (actor, chosen, before) => {
      const followed = await applySettings(following, actor, chosen, before);
      const place = { toPersonId: actor.personId };
      if (followed === 'not-offered') await messaging.post(place, notOfferedCard());
      const ask = followed === 'not-connected' || (chosen.weekly && (await isHidden(deps, actor)));
      if (ask) {
        await askToConnect((content) => messaging.post(place, content), actor, 'asked', deps);
      }
    },
    onConnected: async (actor) => {
      const chosen = await settings.of(actor.personId);
      if (!chosen.tellWhenReady && !chosen.weekly) return;
      await subscribe(following, actor, chosen).catch((error: unknown) => {
        if (!isWebexError(error)) throw error;
        log.warn({ err: error }, 'not listening yet; the daily look will try again');
      });
    },
    unsubscribe: (actor) => unsubscribe(following, actor),
    counts,
    start: async () => {
      await rounds.start();
      run('looking for webhooks', () => checkHooks(JUST_NOW_MS));
    },
    stop: rounds.stop,
  };
}

/** Whether nothing of a person can be seen until they connect. Rejects with what the database says. */
async function isHidden({ tokens }: Deps, actor: Actor): Promise<boolean> {
  try {
    await tokens.get(actor);
    return false;
  } catch (error) {
    if (error instanceof NotConnected || error instanceof NotServed) return true;
    if (isWebexError(error)) return false;
    throw error;
  }
}
