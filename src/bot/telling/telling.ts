import type { Authorities } from '../../accounts/authorities.js';
import type { Someone } from '../../accounts/someone.js';
import type { Store } from '../../store/store.js';
import { isWebexError } from '../../webex/errors.js';
import { samePerson } from '../../webex/ids.js';
import { askToConnect } from '../ask-to-connect.js';
import type { Services } from '../services.js';
import { notOfferedContent } from '../views/telling.js';
import { countBook } from './count-book.js';
import type { TellingDesk } from './desk.js';
import { follow, leave, listen } from './follow.js';
import type { HookWish } from './person-hook.js';
import type { RecordingEvent } from './recording-event.js';
import { pgBossRounds } from './rounds.js';
import { subscriptionBook } from './subscription-book.js';
import { tellReady } from './tell-ready.js';
import { toldBook } from './told-book.js';
import { weekBook } from './week-book.js';
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
const AT_ONCE = 8;
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

  const tellOne = async (personId: string): Promise<void> => {
    const line = `telling ${personId}`;
    // Whoever has it tells what is due; what came just now, the next round finds.
    if (!(await store.locks.tryTake(line))) return;
    try {
      await tellReady(ready, personId);
    } finally {
      await store.locks.release(line);
    }
  };

  /** Looks for webhooks that were last looked for that long ago. */
  const checkHooks = async (ageMs: number): Promise<void> => {
    await each(await subscriptions.unchecked(now() - ageMs), async ({ address, personId }) => {
      await listen(following, { personId: address, email: '' }, await settings.of(personId));
    });
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

  /** Side by side, and so that one which fails holds up no other. */
  const each = async <T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> => {
    for (let at = 0; at < all.length; at += AT_ONCE) {
      const done = await Promise.allSettled(all.slice(at, at + AT_ONCE).map(work));
      for (const one of done) {
        if (one.status === 'rejected')
          log.warn({ err: one.reason as unknown }, 'not told just now');
      }
    }
  };

  const rounds = pgBossRounds({
    store,
    log,
    everyMs,
    work: async () => {
      await each(await told.duePeople(now()), tellOne);
      await sendWeekly({ services, subscriptions, weeks, counts });
      await checkHooks(DAY_MS);
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
    follow: (person, chosen) => follow(following, person, chosen),
    onSettings: async (person, chosen) => {
      const followed = await follow(following, person, chosen);
      const place = { toPersonId: person.personId };
      if (followed === 'not-offered') await messaging.post(place, notOfferedContent());
      if (followed === 'not-connected') {
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
