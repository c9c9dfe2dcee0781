import assert from 'node:assert/strict';
import { RefreshBusy } from '../../../src/accounts/token-provider.js';
import { type Actor, NotConnected } from '../../../src/accounts/types.js';
import type { Deps } from '../../../src/features/deps.js';
import { subscriptionStore } from '../../../src/features/notify/store.js';
import { changeSettings } from '../../../src/features/notify/subscription.js';
import {
  askMonthlyQuestions,
  sendReportsAndReminders,
} from '../../../src/features/notify/recurring.js';
import { type Settings, settingsStore } from '../../../src/settings/settings.js';
import type { Store } from '../../../src/store/store.js';
import { Permit } from '../../../src/util/permit.js';
import { WebexRefused } from '../../../src/webex/errors.js';
import type { Content } from '../../../src/webex/messages.js';
import { personIdOf } from '../../../src/webex/ids.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { readableLog } from '../../bot/support/log.js';
import { describePglite } from '../../support/databases.js';
import { until } from '../../support/until.js';
import { notifierOn } from './support/deps.js';

const PERMIT = Permit.ofEvent('messages:created:m1');
const MONDAY = Date.parse('2026-11-23T08:00:00Z');
const TEN_MINUTES = 600_000;
const HOUR = 3_600_000;

describePglite('weekly cards', ({ open }) => {
  let store: Store;
  let on: SandboxDeps;
  let now: number;
  beforeEach(async () => {
    store = await open();
    on = await sandboxDeps(store);
    now = MONDAY;
    for (const { personId } of [on.alice, on.bob]) {
      await on.deps.settings.change(PERMIT, personId, { weekly: true, timeZone: 'UTC' });
      await subscriptionStore(store.db).put(personId, undefined, now);
    }
  });
  afterEach(() => on.stop());

  const round = (changes: Partial<Deps> = {}, signal?: AbortSignal): Promise<void> => {
    return sendReportsAndReminders(notifierOn(on.deps, { now: () => now, ...changes }), signal);
  };
  /** Something that comes between, while the token of somebody is looked for. */
  const before = (meanwhile: (actor: Actor, nth: number) => Promise<void>): Partial<Deps> => {
    const { tokens } = on.deps;
    let nth = 0;
    const of: typeof tokens.get = async (actor) => {
      await meanwhile(actor, ++nth);
      return await tokens.get(actor);
    };
    return { tokens: { ...tokens, get: of } };
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
    const dead = before(async (actor) => {
      if (actor.personId !== on.alice.personId || now > MONDAY) return;
      // Bob's goes out beside it, and takes no hour: else that one would be taken over as well.
      const { weeks } = notifierOn(on.deps);
      await until(async () => (await weeks.due(now + HOUR)).length === 1);
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
        ? Promise.reject(new RefreshBusy())
        : Promise.resolve(),
    );
    await round(failing);
    assert.equal(cards(), 1);
    assert.match(on.log.text(), /weekly report will be retried/);
    fails = false;
    await round(failing);
    assert.equal(cards(), 1);
    now += TEN_MINUTES;
    await round(failing);
    assert.equal(cards(), 2);
  });

  it('are not sent again where Webex refuses them', async () => {
    on.sandbox.faults.set([{ method: 'POST', path: '/messages', status: 403 }]);
    await round();
    assert.match(on.log.text(), /weekly report refused by Webex/);
    assert.doesNotMatch(on.log.text(), /will be retried/);
    on.sandbox.faults.set([]);
    now += TEN_MINUTES;
    await round();
    assert.equal(cards(), 0);
  });

  it('are left to the next process, at once, when this one is stopped', async () => {
    const stop = new AbortController();
    const stopping = before(() => {
      stop.abort();
      return Promise.resolve();
    });
    await round(stopping, stop.signal);
    assert.equal(cards(), 0);
    assert.doesNotMatch(on.log.text(), /will be retried/);
    await round();
    assert.equal(cards(), 2);
  });

  it('come all the same to who saves their settings on that morning', async () => {
    const { settings } = on.deps;
    const save = async (quiet: { from: string; to: string } | undefined): Promise<void> => {
      const notifier = notifierOn(on.deps, { now: () => now });
      await changeSettings(notifier, PERMIT, on.alice, { quiet });
    };
    await settings.change(PERMIT, on.bob.personId, { weekly: false });
    now = MONDAY - HOUR;
    await save({ from: '22:00', to: '09:00' });
    now = MONDAY + TEN_MINUTES;
    await save(undefined);
    await round();
    assert.equal(cards(), 1);
  });

  it('begin the week after for who turns them on, also when that event is handled twice', async () => {
    const { settings } = on.deps;
    for (const { personId } of [on.alice, on.bob]) {
      await settings.change(PERMIT, personId, { weekly: false });
    }
    const { change } = settings;
    let isLost = true;
    settings.change = async (...given) => {
      const changed = await change(...given);
      if (isLost) throw new Error('connection lost');
      return changed;
    };
    now += HOUR;
    const turnOn = () =>
      changeSettings(notifierOn(on.deps, { now: () => now }), PERMIT, on.alice, { weekly: true });
    await assert.rejects(turnOn, /connection lost/);
    isLost = false;
    await turnOn();
    await round();
    assert.equal(cards(), 0);
    now += 7 * 24 * HOUR;
    await round();
    assert.equal(cards(), 1);
  });
});

const ALICE = personIdOf('11111111-1111-4111-8111-111111111111');
const NOW = Date.parse('2026-01-31T09:00:00Z');
const SEARCH = { rule: { age: 90 }, filter: {} };

describePglite('the monthly question', ({ open }) => {
  let store: Store;
  let now: number;
  let asked: unknown[];
  let said: string[];
  beforeEach(async () => {
    store = await open();
    now = NOW;
    asked = [];
    said = [];
    await choose({
      timeZone: 'Europe/Berlin',
      monthly: { search: SEARCH, nextAt: NOW, address: ALICE },
    });
  });

  const choose = (change: Partial<Settings>) =>
    settingsStore(store.db).change(PERMIT, ALICE, change);
  const nextAt = async () => (await settingsStore(store.db).of(ALICE)).monthly?.nextAt;
  const round = async (
    ask: (search: unknown) => Promise<void> | void = () => undefined,
    get: () => Promise<{ token: string }> = () => Promise.resolve({ token: 't' }),
  ): Promise<void> => {
    const deps = {
      ...{ store, settings: settingsStore(store.db), log: readableLog().log },
      ...{ now: () => now, tokens: { get, refresh: get }, authorityName: 'own' },
      accounts: { oauth: { start: () => Promise.resolve('https://bot.example.com/connect') } },
      messaging: {
        post: (_place: object, { markdown }: Content) => {
          said.push(markdown);
          return Promise.resolve({ id: 'm', roomId: 's' });
        },
      },
    };
    const notifier = notifierOn(deps as unknown as Parameters<typeof notifierOn>[0]);
    const askMonthly = async (
      _permit: Permit,
      { personId }: { personId: string },
      search: unknown,
    ) => {
      asked.push([personId, search]);
      await ask(search);
    };
    await askMonthlyQuestions({ ...notifier, askMonthly });
  };

  it('is asked once, and again on the same day of the next month, at eight', async () => {
    await round();
    await round();
    assert.deepEqual(asked, [[ALICE, SEARCH]]);
    assert.equal(await nextAt(), Date.parse('2026-02-28T07:00:00Z'), 'the last day of February');
    now = Date.parse('2026-02-28T06:59:00Z');
    await round();
    assert.equal(asked.length, 1);
    now += 60_000;
    await round();
    assert.equal(asked.length, 2);
  });

  it('waits for the end of quiet hours', async () => {
    await choose({ quiet: { from: '09:00', to: '11:30' } });
    await round();
    assert.equal(asked.length, 0);
    now += 2 * HOUR;
    await round();
    assert.equal(asked.length, 1);
  });

  it('is asked again after an hour where it failed, or its process ended', async () => {
    await round(() => Promise.reject(new Error('no')));
    assert.equal(await nextAt(), NOW + HOUR);
  });

  it('is left out for a month where its person is not connected, who is asked to connect', async () => {
    await round(undefined, () => Promise.reject(new NotConnected('over')));
    assert.deepEqual(asked, []);
    assert.equal(await nextAt(), Date.parse('2026-02-28T07:00:00Z'));
    assert.equal(said.length, 1);
    assert.match(said.join(), /Connect your Webex account again/);
  });

  it('stays off when it is stopped while it is asked', async () => {
    await round(async () => {
      await choose({ monthly: undefined });
    });
    assert.equal(await nextAt(), undefined);
  });
});

describePglite('reminders of the recycle bin', ({ open }) => {
  let on: SandboxDeps;
  beforeEach(async () => {
    const store = await open();
    on = await sandboxDeps(store);
    const { personId } = on.alice;
    await on.deps.settings.change(PERMIT, personId, { remind: true, timeZone: 'UTC' });
    await subscriptionStore(store.db).put(personId, undefined, MONDAY);
  });
  afterEach(() => on.stop());

  /** What is said of these, all moved there 27 days ago: by their ids a state, or why Webex does not tell. */
  const told = async (states: Readonly<Record<string, string | number>>): Promise<string[]> => {
    const said: string[] = [];
    const ids = Object.keys(states);
    const at = MONDAY - 27 * 24 * HOUR;
    await sendReportsAndReminders(
      notifierOn(on.deps, {
        now: () => MONDAY,
        audit: {
          ...on.deps.audit,
          binnedBetween: () => Promise.resolve(ids),
          binnedSince: () => Promise.resolve(new Map(ids.map((id) => [id, at]))),
        },
        webex: {
          ...on.webex,
          call: ({ method, path, answer }) => {
            const id = path.replace('/recordings/', '');
            const status = states[id];
            if (typeof status === 'number')
              return Promise.reject(new WebexRefused({ method, path }, status));
            const data = answer.parse({
              id,
              topic: id,
              createTime: '2026-10-01T08:00:00Z',
              status,
            });
            return Promise.resolve({ data, status: 200, trackingId: undefined, next: undefined });
          },
        },
        messaging: {
          ...on.deps.messaging,
          post: (_place, { markdown }) => {
            said.push(markdown);
            return Promise.resolve({ id: 'm', roomId: 'r' });
          },
        },
      }),
    );
    return said;
  };

  it('name what is still there, in the order in which it was moved', async () => {
    const [said = '', ...others] = await told({
      ...{ one: 'deleted', back: 'available', other: 'deleted', gone: 404, refused: 403 },
    });
    assert.match(said, /2 recordings leave .*“one”, “other”/s);
    assert.deepEqual(others, []);
  });

  it('count what Webex cannot show just now, which leaves as well', async () => {
    const [said = ''] = await told({ one: 'deleted', odd: 503 });
    assert.match(said, /2 recordings leave .*“one”, and 1 more/s);
  });

  it('are none where all of it is back, or gone', async () => {
    assert.deepEqual(await told({ back: 'available', gone: 404, refused: 403 }), []);
  });

  it('come later where Webex can show none of it', async () => {
    assert.deepEqual(await told({ odd: 503 }), []);
    assert.match(on.log.text(), /weekly report will be retried/);
    assert.equal((await told({ odd: 'deleted' })).length, 0, 'not before its time');
  });
});
