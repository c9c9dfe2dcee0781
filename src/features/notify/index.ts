import { type Actor, NotConnected, NotServed } from '../../accounts/types.js';
import { askToConnect } from '../../bot/connect.js';
import type { Background, Feature } from '../../bot/feature.js';
import type { RecordingEvent } from '../../events/event.js';
import type { Settings } from '../../settings/settings.js';
import { every, forEachConcurrent } from '../../util/async.js';
import { keyedWorker } from '../../util/keyed-worker.js';
import { Permit } from '../../util/permit.js';
import { notificationRetry } from '../../util/retry-policy.js';
import { DAY, HOUR, MINUTE } from '../../util/time.js';
import { isWebexError } from '../../webex/errors.js';
import { samePerson, uuidOf } from '../../webex/ids.js';
import { notOfferedCard } from './cards.js';
import { notifyCommand, weeklyCommand } from './command.js';
import type { NotifierDeps, NotifyDeps } from './deps.js';
import { notifyReady } from './notifier.js';
import {
  type Subscription,
  notificationStore,
  subscriptionStore,
  weeklyReportStore,
} from './store.js';
import { applySettings, reconcileSubscription, subscribe, unsubscribe } from './subscription.js';
import { sendWeeklyReports } from './weekly.js';

/** `notify`, `weekly`: tells people what they asked to be told, without being asked again. */
export interface NotifyFeature extends Feature {
  /** Takes in that a recording is ready; settles once that is kept. Rejects when it cannot be. */
  readonly recordingReady: (event: RecordingEvent) => Promise<void>;
  /** Somebody has connected: what they chose before can be done now. */
  readonly onConnected: (actor: Actor) => Promise<void>;
  /**
   * Does as a person chose in their settings, where nobody waits for the answer: what stands in the
   * way is told by itself. Rejects with a WebexError, or with what the database says.
   */
  readonly onSettings: (
    permit: Permit,
    actor: Actor,
    chosen: Settings,
    before: Settings,
  ) => Promise<void>;
  /** Erases all that was kept to tell a person, while their token is still there. */
  readonly onDisconnect: (permit: Permit, actor: Actor) => Promise<void>;
}

const EVERY_MS = notificationRetry.firstWaitMs;
/** Of the process that makes a round. */
const ROUND_LOCK = 'notifications';
/** At a start webhooks are looked for, unless another process has just done so. */
const JUST_NOW_MS = 5 * MINUTE;
/** Longer than Webex tells anybody of one recording again. */
const REMEMBER_MS = 30 * DAY;
const REMEMBER_COUNTS_MS = 400 * DAY;

/** New recordings, weekly reports and the webhooks behind them. */
export function notify(deps: NotifyDeps): NotifyFeature {
  const { now, log, messaging, settings, store, background } = deps;
  const everyMs = deps.timing?.notifyEveryMs ?? EVERY_MS;
  const subscriptions = subscriptionStore(store.db);
  const notifications = notificationStore(store.db);
  const weeks = weeklyReportStore(store.db);
  const notifier: NotifierDeps = {
    ...deps,
    ...{ subscriptions, notifications, weeks, shortestMs: everyMs },
  };
  let tidiedAt = 0;

  const failed = (error: unknown): void => {
    log.warn({ err: error }, 'notification failed');
  };
  /** One piece of work at a time for a person; where the lock is taken, a later round does it. */
  const perPerson = (work: (id: string) => Promise<void>) =>
    keyedWorker({
      work,
      onError: (_id, error) => failed(error),
      lock: { locks: store.locks, nameOf: (id) => `telling ${uuidOf(id)}` },
    });
  const people = perPerson((personId) => notifyReady(notifier, personId));
  const addresses = perPerson((address) => reconcileSubscription(notifier, { address }));

  /** Looks for webhooks that were last looked for that long ago. */
  const checkHooks = async (ageMs: number, signal?: AbortSignal): Promise<void> => {
    const unchecked = await subscriptions.unchecked(now() - ageMs);
    const check = ({ address }: Subscription): Promise<void> => addresses.run(address);
    await forEachConcurrent(unchecked, check, failed, signal);
  };

  const tidy = async (): Promise<void> => {
    if (now() - tidiedAt < HOUR) return;
    tidiedAt = now();
    await notifications.tidy(now() - REMEMBER_MS);
    await weeks.tidy(now() - REMEMBER_MS);
    await deps.snapshots.tidy(now() - REMEMBER_COUNTS_MS);
    // Nothing that is told; but here one process of all comes by every hour.
    await deps.accounts?.oauth.tidy();
  };

  const round = async (signal: AbortSignal): Promise<void> => {
    await forEachConcurrent(await notifications.duePeople(now()), people.run, failed, signal);
    await sendWeeklyReports(notifier, signal);
    await checkHooks(DAY, signal);
    await tidy();
  };
  // One process at a time makes a round: a process that dies in one ends that one alone, as the
  // database lets its lock go. A lock can be lost with its connection while its process goes on:
  // whatever a round does must bear being done twice.
  const rounds = every(
    everyMs,
    async (signal) => {
      if (!(await store.locks.tryTake(ROUND_LOCK))) return;
      try {
        await round(signal);
      } finally {
        await store.locks.release(ROUND_LOCK);
      }
    },
    {
      immediately: true,
      onError: (error) => log.warn({ err: error }, 'notifications: round failed'),
    },
  );
  const lookAgain: Background = {
    start: () => {
      rounds.start();
      background.run('subscriptions', () => checkHooks(JUST_NOW_MS));
    },
    stop: async () => {
      await Promise.all([rounds.stop(), people.stop(), addresses.stop()]);
    },
  };

  return {
    commands: [notifyCommand(notifier), weeklyCommand(notifier)],
    background: [lookAgain],
    recordingReady: async ({ id, createdBy, data }) => {
      const subscription = await subscriptions.ofWebhook(id);
      // A webhook that was given up a moment ago, or that somebody else made with our secret.
      if (subscription === undefined) return;
      const { personId } = subscription;
      if (createdBy !== undefined && !samePerson(createdBy, personId)) return;
      if (!(await notifications.enqueue(personId, data.id, now()))) return;
      background.run('notification', () => people.run(personId));
    },
    onSettings: async (permit, actor, chosen, before) => {
      const followed = await applySettings(notifier, permit, actor, chosen, before);
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
      const permit = Permit.ofUpkeep('connected');
      await subscribe(notifier, permit, actor, chosen).catch((error: unknown) => {
        if (!isWebexError(error)) throw error;
        log.warn({ err: error }, 'not subscribed yet; the daily look will try again');
      });
    },
    onDisconnect: (permit, actor) => unsubscribe(notifier, permit, actor),
  };
}

/** Whether nothing of a person can be seen until they connect. Rejects with what the database says. */
async function isHidden({ tokens }: NotifyDeps, actor: Actor): Promise<boolean> {
  try {
    await tokens.get(actor);
    return false;
  } catch (error) {
    if (error instanceof NotConnected || error instanceof NotServed) return true;
    if (isWebexError(error)) return false;
    throw error;
  }
}
