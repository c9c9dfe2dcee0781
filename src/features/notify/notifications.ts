import type { Authorities } from '../../accounts/token-provider.js';
import { NotConnected, NotServed, type Someone } from '../../accounts/types.js';
import { askToConnect } from '../../bot/connect.js';
import type { RecordingEvent } from '../../events/event.js';
import { pgBossRounds } from '../../events/recurring-job.js';
import type { Store } from '../../store/store.js';
import { sideBySide } from '../../util/async.js';
import type { HookWish } from '../../webex/ensure-webhooks.js';
import { isWebexError } from '../../webex/errors.js';
import { samePerson } from '../../webex/ids.js';
import type { Services } from '../deps.js';
import { countBook } from '../storage/snapshot-store.js';
import { notOfferedContent } from './cards.js';
import { type TellingDesk, follow, leave } from './follow.js';
import { toldBook } from './notification-store.js';
import { tellReady } from './notifier.js';
import { type Subscription, subscriptionBook } from './subscription-store.js';
import { listen, lookAfter } from './subscription.js';
import { weekBook } from './weekly-store.js';
import { sendWeekly } from './weekly.js';

/** What telling stands on. */
export interface TellingParts {
  readonly services: Services;
  readonly store: Store;
  readonly hook: HookWish;
  /** Also of those who are not served any more: only what was made in their name is taken back. */
  readonly leaving: Authorities;
  /** For what need not be waited for. */
  readonly run: (name: string, task: () => Promise<void>) => void;
  /** Milliseconds between two rounds. */
  readonly everyMs?: number;
}

/** Tells people what they asked to be told, without being asked again. */
export interface Telling extends TellingDesk {
  /** Takes in that a recording is ready; settles once that is kept. Rejects when it cannot be. */
  readonly hear: (event: RecordingEvent) => Promise<void>;
  /** Somebody has connected: what they chose before can be done now. */
  readonly onConnected: (person: Someone) => Promise<void>;
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
export function openTelling(parts: TellingParts): Telling {
  const { services, store, hook, leaving, run, everyMs = EVERY_MS } = parts;
  const { now, log, messaging, settings } = services;
  const subscriptions = subscriptionBook(store.db);
  const told = toldBook(store.db);
  const weeks = weekBook(store.db);
  const counts = countBook(store.db);
  const ready = { services, leaving, subscriptions, told, shortestMs: everyMs };
  const following = { services, leaving, subscriptions, weeks, hook };
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
    alone(personId, () => tellReady(ready, personId));

  const failed = (error: unknown): void => {
    log.warn({ err: error }, 'not told just now');
  };

  /** Looks for webhooks that were last looked for that long ago. */
  const checkHooks = async (ageMs: number, signal?: AbortSignal): Promise<void> => {
    const check = (one: Subscription): Promise<void> =>
      alone(one.personId, () => lookAfter(following, one));
    await sideBySide(await subscriptions.unchecked(now() - ageMs), check, failed, signal);
  };

  const tidy = async (): Promise<void> => {
    if (now() - tidiedAt < HOUR_MS) return;
    tidiedAt = now();
    await told.tidy(now() - REMEMBER_MS);
    await weeks.tidy(now() - REMEMBER_MS);
    await counts.tidy(now() - REMEMBER_COUNTS_MS);
    // Nothing that is told; but here one process of all comes by every hour.
    await services.accounts?.linking.tidy();
  };

  const rounds = pgBossRounds({
    store,
    log,
    everyMs,
    work: async (signal) => {
      await sideBySide(await told.duePeople(now()), tellOne, failed, signal);
      await sendWeekly({ services, subscriptions, weeks, counts }, signal);
      await checkHooks(DAY_MS, signal);
      await tidy();
    },
  });

  return {
    hear: async ({ id, createdBy, data }) => {
      const subscription = await subscriptions.ofWebhook(id);
      // A webhook that was given up a moment ago, or that somebody else made with our secret.
      if (subscription === undefined) return;
      const { personId } = subscription;
      if (createdBy !== undefined && !samePerson(createdBy, personId)) return;
      if (!(await told.hear(personId, data.id, now()))) return;
      run('telling of a recording', () => tellOne(personId));
    },
    follow: (person, chosen, before) => follow(following, person, chosen, before),
    onSettings: async (person, chosen, before) => {
      const followed = await follow(following, person, chosen, before);
      const place = { toPersonId: person.personId };
      if (followed === 'not-offered') await messaging.post(place, notOfferedContent());
      const ask =
        followed === 'not-connected' || (chosen.weekly && (await isHidden(services, person)));
      if (ask) {
        await askToConnect((content) => messaging.post(place, content), person, 'asked', services);
      }
    },
    onConnected: async (person) => {
      const chosen = await settings.of(person.personId);
      if (!chosen.tellWhenReady && !chosen.weekly) return;
      await listen(following, person, chosen).catch((error: unknown) => {
        if (!isWebexError(error)) throw error;
        log.warn({ err: error }, 'not listening yet; the daily look will try again');
      });
    },
    leave: (person) => leave(following, person),
    counts,
    start: async () => {
      await rounds.start();
      run('looking for webhooks', () => checkHooks(JUST_NOW_MS));
    },
    stop: rounds.stop,
  };
}

/** Whether nothing of a person can be seen until they connect. Rejects with what the database says. */
async function isHidden({ authorities }: Services, person: Someone): Promise<boolean> {
  try {
    await authorities.of(person);
    return false;
  } catch (error) {
    if (error instanceof NotConnected || error instanceof NotServed) return true;
    if (isWebexError(error)) return false;
    throw error;
  }
}
