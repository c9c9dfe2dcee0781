import type { Actor } from '../../accounts/types.js';
import { askToConnect } from '../../bot/connect.js';
import type { BackgroundWork, Feature } from '../../bot/feature.js';
import type { RecordingEvent } from '../../events/event.js';
import { type Settings, isNotified } from '../../settings/settings.js';
import { every, forEachConcurrent } from '../../util/async.js';
import { keyedWorker, unlessLocked } from '../../util/keyed-worker.js';
import { Permit } from '../../util/permit.js';
import { notificationRetry } from '../../util/retry-policy.js';
import { DAY, HOUR, MINUTE } from '../../util/time.js';
import { isWebexError } from '../../webex/errors.js';
import { samePerson, uuidOf } from '../../webex/ids.js';
import { notifyCommand, remindCommand, stopCommand, weeklyCommand } from './command.js';
import { notifyReady } from './notifier.js';
import { notificationStore, subscriptionStore, weeklyReportStore } from './store.js';
import type { NotifierDeps, NotifyDeps } from './subscription.js';
import {
  tokenProblem,
  canSubscribe,
  notOffered,
  prepareChange,
  reconcileSubscription,
  subscribe,
  unsubscribe,
} from './subscription.js';
import { askMonthlyQuestions, sendReportsAndReminders } from './recurring.js';

/** At a start, webhooks are checked unless another process has just done so. */
const JUST_CHECKED_MS = 5 * MINUTE;
/** Webex does not repeat an event for a recording after this time. */
const KEEP_MS = 30 * DAY;
const KEEP_COUNTS_MS = 400 * DAY;

/** `notify`, `weekly`: notifications about new recordings, and weekly reports. */
export function notify(deps: NotifyDeps) {
  const { now, log, messaging, settings, store, background } = deps;
  const shortestMs = deps.timing?.notifyEveryMs ?? notificationRetry.firstWaitMs;
  const subscriptions = subscriptionStore(store.db);
  const notifications = notificationStore(store.db);
  const weeks = weeklyReportStore(store.db);
  const notifier: NotifierDeps = { ...deps, subscriptions, notifications, weeks, shortestMs };
  let tidiedAt = 0;

  const onError = (error: unknown): void => {
    log.warn({ err: error }, 'notification failed');
  };
  /** One run at a time for each person; if another process holds the lock, a later round repeats it. */
  const perPerson = (work: (id: string) => Promise<void>) =>
    keyedWorker({
      work,
      onError: (_id, error) => onError(error),
      lock: { locks: store.locks, nameOf: (id) => `telling ${uuidOf(id)}` },
    });
  const people = perPerson((personId) => notifyReady(notifier, personId));
  const addresses = perPerson((address) => reconcileSubscription(notifier, { address }));

  /** @param ageMs since the last check */
  const checkWebhooks = async (ageMs: number, signal?: AbortSignal): Promise<void> => {
    const unchecked = await subscriptions.unchecked(now() - ageMs);
    await forEachConcurrent(unchecked, ({ address }) => addresses.run(address), onError, signal);
  };

  const tidy = async (): Promise<void> => {
    if (now() - tidiedAt < HOUR) return;
    tidiedAt = now();
    await notifications.tidy(now() - KEEP_MS);
    await weeks.tidy(now() - KEEP_MS);
    await deps.snapshots.tidy(now() - KEEP_COUNTS_MS);
    // Not about notifications, but this runs in one process, every hour.
    await deps.accounts?.oauth.tidy();
  };

  // One process at a time runs a round; the database releases the lock of a process that dies. A process can
  // also lose the lock with its connection and go on, so a round must tolerate being run twice.
  const roundsOf = (lock: string, work: (signal: AbortSignal) => Promise<void>) => {
    const round = (signal: AbortSignal) => unlessLocked(store.locks, lock, () => work(signal));
    return every(shortestMs, round, {
      immediately: true,
      onError: (error) => log.warn({ err: error }, 'notifications: round failed'),
    });
  };
  const rounds = roundsOf('notifications', async (signal) => {
    const due = await notifications.duePeople(now());
    await forEachConcurrent(due, people.run, onError, signal);
    await checkWebhooks(DAY, signal);
    await tidy();
  });
  // Separately: counting everybody's recordings on a Monday takes long, and news does not wait for that.
  const reports = roundsOf('reports', async (signal) => {
    await sendReportsAndReminders(notifier, signal);
    await askMonthlyQuestions(notifier, signal);
  });
  const poller: BackgroundWork = {
    start: () => {
      rounds.start();
      reports.start();
      background.run('subscriptions', () => checkWebhooks(JUST_CHECKED_MS));
    },
    stop: async () => {
      await Promise.all([rounds.stop(), reports.stop(), people.stop(), addresses.stop()]);
    },
  };

  return {
    commands: [
      notifyCommand(notifier),
      weeklyCommand(notifier),
      remindCommand(notifier),
      stopCommand(notifier),
    ],
    background: [poller],
    /** Webex announces people's new recordings to this bot. */
    isOffered: canSubscribe(deps),
    /** Stores the event of a new recording. Rejects if that fails. */
    recordingReady: async ({ id, createdBy, data }: RecordingEvent): Promise<void> => {
      const subscription = await subscriptions.ofWebhook(id);
      // The webhook was just removed, or somebody else created it with our secret.
      if (subscription === undefined) return;
      const { personId } = subscription;
      if (createdBy !== undefined && !samePerson(createdBy, personId)) return;
      if (!(await notifications.enqueue(personId, data.id, now()))) return;
      background.run('notification', () => people.run(personId));
    },
    /** Called before settings are stored. Rejects with database errors. */
    beforeSettings: (actor: Actor, change: Partial<Settings>) =>
      prepareChange(notifier, actor, change),
    /**
     * Applies settings when nobody waits for an answer: the person gets a message about what is
     * missing. Rejects with a WebexError or a database error.
     */
    onSettings: async (permit: Permit, actor: Actor, chosen: Settings) => {
      const result = await subscribe(notifier, permit, actor, chosen);
      const place = { toPersonId: actor.personId };
      if (result === 'not-offered') await messaging.post(place, notOffered(deps));
      const mustConnect =
        result === 'not-connected' ||
        ((chosen.weekly || chosen.remind) && (await tokenProblem(deps, actor)) !== undefined);
      if (mustConnect) {
        await askToConnect((content) => messaging.post(place, content), actor, 'asked', deps);
      }
    },
    /** Applies settings that waited for the connection. */
    onConnected: async (actor: Actor): Promise<void> => {
      const chosen = await settings.of(actor.personId);
      if (!isNotified(chosen)) return;
      const permit = Permit.ofUpkeep('connected');
      await subscribe(notifier, permit, actor, chosen).catch((error: unknown) => {
        if (!isWebexError(error)) throw error;
        log.warn({ err: error }, 'subscription failed; the daily check will retry');
      });
    },
    /** Deletes everything about a person, while their token still works. */
    onDisconnect: (permit: Permit, actor: Actor) => unsubscribe(notifier, permit, actor),
  } satisfies Feature & Record<string, unknown>;
}

export type NotifyFeature = ReturnType<typeof notify>;
