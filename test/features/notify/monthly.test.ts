import assert from 'node:assert/strict';
import { NotConnected } from '../../../src/accounts/types.js';
import { askMonthlyQuestions } from '../../../src/features/notify/monthly.js';
import { type Settings, settingsStore } from '../../../src/settings/settings.js';
import type { Store } from '../../../src/store/store.js';
import { Permit } from '../../../src/util/permit.js';
import type { Content } from '../../../src/webex/messages.js';
import { personIdOf } from '../../../src/webex/ids.js';
import { readableLog } from '../../bot/support/log.js';
import { describeDatabases } from '../../support/databases.js';
import { notifierOn } from './support/deps.js';

const PERMIT = Permit.ofEvent('messages:created:m1');
const ALICE = personIdOf('11111111-1111-4111-8111-111111111111');
const NOW = Date.parse('2026-01-31T09:00:00Z');
const HOUR = 3_600_000;
const SEARCH = { rule: { age: 90 }, filter: {} };

describeDatabases('the monthly question', ({ open }) => {
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
