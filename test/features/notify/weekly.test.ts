import assert from 'node:assert/strict';
import { RenewalBusy } from '../../../src/accounts/token-refresh.js';
import type { Someone } from '../../../src/accounts/types.js';
import type { Services } from '../../../src/features/deps.js';
import { follow } from '../../../src/features/notify/follow.js';
import { subscriptionBook } from '../../../src/features/notify/subscription-store.js';
import { weekBook } from '../../../src/features/notify/weekly-store.js';
import { sendWeekly } from '../../../src/features/notify/weekly.js';
import { countBook } from '../../../src/features/storage/snapshot-store.js';
import type { Store } from '../../../src/store/store.js';
import { type SandboxServices, sandboxServices } from '../../bot/support/services.js';
import { describeDatabases } from '../../support/databases.js';

const MONDAY = Date.parse('2026-11-23T08:00:00Z');
const TEN_MINUTES = 600_000;
const HOUR = 3_600_000;

describeDatabases('weekly cards', ({ open }) => {
  let store: Store;
  let on: SandboxServices;
  let now: number;
  beforeEach(async () => {
    store = await open();
    on = await sandboxServices(store);
    now = MONDAY;
    for (const { personId } of [on.alice, on.bob]) {
      await on.services.settings.change(personId, { weekly: true, timeZone: 'UTC' });
      await subscriptionBook(store.db).put(personId, undefined, now);
    }
  });
  afterEach(() => on.stop());

  const round = (changes: Partial<Services> = {}, signal?: AbortSignal): Promise<void> => {
    const { db } = store;
    const books = {
      subscriptions: subscriptionBook(db),
      weeks: weekBook(db),
      counts: countBook(db),
    };
    const services = { ...on.services, now: () => now, ...changes };
    return sendWeekly({ services, ...books }, signal);
  };
  /** Something that comes between, while the token of somebody is looked for. */
  const before = (
    meanwhile: (person: Someone, nth: number) => Promise<void>,
  ): Partial<Services> => {
    const { authorities } = on.services;
    let nth = 0;
    const of: typeof authorities.of = async (person) => {
      await meanwhile(person, ++nth);
      return await authorities.of(person);
    };
    return { authorities: { ...authorities, of } };
  };
  /** Cards about storage; pictures have none. */
  const cards = (): number => on.sandbox.cards().length;

  it('go out once, when one process has been at them for long and another makes a round', async () => {
    const slow = before(async (_person, nth) => {
      if (nth !== 2) return;
      // The first one's count has taken ten minutes.
      now += TEN_MINUTES;
      await round();
    });
    await round(slow);
    await round();
    assert.equal(cards(), 2);
  });

  it('go out once, when one count takes so long that another process takes over', async () => {
    const dead = before(async (person) => {
      if (person.personId !== on.alice.personId || now > MONDAY) return;
      now += HOUR;
      await round();
    });
    await round(dead);
    assert.equal(cards(), 2);
  });

  it('go out to all others when one fails, whatever that is, and to that one later', async () => {
    let fails = true;
    const failing = before(({ personId }) =>
      fails && personId === on.alice.personId
        ? Promise.reject(new RenewalBusy())
        : Promise.resolve(),
    );
    await round(failing);
    assert.equal(cards(), 1);
    assert.match(on.log.text(), /a weekly card will be tried again/);
    fails = false;
    await round(failing);
    assert.equal(cards(), 1);
    now += TEN_MINUTES;
    await round(failing);
    assert.equal(cards(), 2);
  });

  it('are left to the next process, at once, when this one is stopped', async () => {
    const stop = new AbortController();
    const stopping = before(() => {
      stop.abort();
      return Promise.resolve();
    });
    await round(stopping, stop.signal);
    assert.equal(cards(), 0);
    assert.doesNotMatch(on.log.text(), /will be tried again/);
    await round();
    assert.equal(cards(), 2);
  });

  it('come all the same to who saves their settings on that morning', async () => {
    const { settings, authorities } = on.services;
    const parts = {
      services: { ...on.services, now: () => now },
      leaving: authorities,
      ...{ subscriptions: subscriptionBook(store.db), weeks: weekBook(store.db) },
      hook: { targetUrl: 'http://127.0.0.1:1/webhook', secret: 'a-secret-that-is-long' },
    };
    const save = async (quiet: { from: string; to: string } | undefined): Promise<void> => {
      const before = await settings.of(on.alice.personId);
      await follow(parts, on.alice, await settings.change(on.alice.personId, { quiet }), before);
    };
    await settings.change(on.bob.personId, { weekly: false });
    now = MONDAY - HOUR;
    await save({ from: '22:00', to: '09:00' });
    now = MONDAY + TEN_MINUTES;
    await save(undefined);
    await round();
    assert.equal(cards(), 1);
  });
});
