import assert from 'node:assert/strict';
import { NotConnected } from '../../../src/accounts/types.js';
import type { Deps } from '../../../src/features/deps.js';
import {
  agedBy,
  isExhausted,
  nextAttemptAt,
  notifyReady,
} from '../../../src/features/notify/notifier.js';
import { notificationStore, subscriptionStore } from '../../../src/features/notify/store.js';
import { told } from '../../../src/store/schema.js';
import type { Store } from '../../../src/store/store.js';
import { Permit } from '../../../src/util/permit.js';
import { WebexRefused, WebexUnreachable } from '../../../src/webex/errors.js';
import { uuidOf } from '../../../src/webex/ids.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { describePglite } from '../../support/databases.js';
import { notifierOn } from './support/deps.js';

const PERMIT = Permit.ofEvent('messages:created:m1');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const HALF_PAST_TEN = Date.parse('2026-08-06T20:30:00Z');
const SEVEN = Date.parse('2026-08-07T05:00:00Z');

describePglite('notifications of ready recordings', ({ open }) => {
  let store: Store;
  let on: SandboxDeps;
  let now: number;
  let person: string;
  beforeEach(async () => {
    store = await open();
    on = await sandboxDeps(store);
    now = HALF_PAST_TEN;
    person = uuidOf(on.alice.personId);
    const values = { tellWhenReady: true, timeZone: 'Europe/Berlin' };
    await on.deps.settings.change(PERMIT, person, values);
    await subscriptionStore(store.db).put(on.alice.personId, 'hook', now);
  });
  afterEach(() => on.stop());

  const hear = async (topic: string): Promise<void> => {
    const { id } = on.sandbox.addRecording({ host: on.alice.email, topic });
    await notificationStore(store.db).enqueue(person, id, now);
  };
  const look = (changes: Partial<Deps> = {}): Promise<void> =>
    notifyReady(notifierOn(on.deps, { now: () => now, ...changes }), person);
  /** Looks whenever it is due, as rounds do; what fails is tried again. @returns how often */
  const looksFor = async (ms: number, changes: Partial<Deps> = {}): Promise<number> => {
    const end = now + ms;
    let looks = 0;
    for (;;) {
      const [row] = await store.db.select().from(told);
      if (row?.toldAt !== null || row.dueAt.getTime() > end) break;
      now = Math.max(now, row.dueAt.getTime());
      looks += 1;
      await look(changes).catch(() => undefined);
    }
    now = end;
    return looks;
  };
  const unavailable = (): void => {
    on.sandbox.faults.set([{ path: '/recordings/', status: 503 }]);
  };
  const missing = (): void => {
    on.sandbox.faults.set([{ path: '/recordings/', status: 404 }]);
  };
  const fine = (): void => {
    on.sandbox.faults.set([]);
  };
  const said = (): number => on.sandbox.cards().length;
  const isOver = async (): Promise<boolean> =>
    (await store.db.select().from(told)).every(({ toldAt }) => toldAt !== null);
  const quietNight = (): Promise<unknown> =>
    on.deps.settings.change(PERMIT, person, { quiet: { from: '22:00', to: '07:00' } });

  it('goes on after quiet hours as if they had not been', async () => {
    await quietNight();
    await hear('Night call');
    await look();
    now = SEVEN;
    missing();
    await look();
    assert.equal(await isOver(), false);
    fine();
    await looksFor(HOUR);
    assert.equal(said(), 1);
  });

  it('goes on after a time in which no process ran as if that had not been', async () => {
    await hear('Before the outage');
    missing();
    await look();
    now += 10 * HOUR;
    await look();
    assert.equal(await isOver(), false);
    fine();
    await looksFor(HOUR);
    assert.equal(said(), 1);
  });

  it('tells them in the order in which they were recorded', async () => {
    for (const [topic, daysAgo] of [
      ['Second', 2],
      ['First', 3],
      ['Third', 1],
    ] as const) {
      const { id } = on.sandbox.addRecording({ host: on.alice.email, topic, daysAgo });
      await notificationStore(store.db).enqueue(person, id, now++);
    }
    await look();
    assert.match(JSON.stringify(on.sandbox.cards()[0]), /First.*Second.*Third/);
  });

  it('looks for as long as Webex fails, which says nothing of the recording', async () => {
    await hear('While Webex is away');
    unavailable();
    await looksFor(DAY);
    assert.equal(await isOver(), false);
    fine();
    await looksFor(HOUR);
    assert.equal(said(), 1);
  });

  it('ends some day, sooner when Webex says that there is none', async () => {
    await hear('Deleted at once');
    missing();
    await looksFor(7 * HOUR);
    assert.equal(await isOver(), true);
    await store.db.delete(told);
    await hear('Never to be read');
    unavailable();
    await looksFor(4 * DAY);
    assert.equal(await isOver(), true);
    assert.equal(said(), 0);
  });

  it('ends at once when Webex refuses the card, and later when it cannot take it', async () => {
    await hear('To nobody');
    on.sandbox.faults.set([{ method: 'POST', path: '/messages', status: 403 }]);
    assert.equal(await looksFor(7 * HOUR), 1);
    assert.equal(await isOver(), true);
    await store.db.delete(told);
    await hear('To somebody, when Webex is back');
    on.sandbox.faults.set([{ method: 'POST', path: '/messages', status: 503 }]);
    await looksFor(DAY);
    assert.equal(await isOver(), false);
    fine();
    await looksFor(HOUR);
    assert.equal(said(), 1);
  });

  it('ends the listening also when nobody can be told of it', async () => {
    const gone = new NotConnected('over');
    const tokens = { get: () => Promise.reject(gone), refresh: () => Promise.reject(gone) };
    await hear('After the end');
    on.sandbox.faults.set([{ method: 'POST', path: '/messages', status: 403 }]);
    await looksFor(7 * HOUR, { tokens });
    assert.equal(await isOver(), true);
    assert.equal((await subscriptionStore(store.db).of(person))?.webhookId, undefined);
    assert.match(on.log.text(), /invitation to reconnect not delivered/);
  });
});

const due = { recordingId: 'r1', startedAt: 0, dueAt: 0 };
const at = { method: 'GET', path: '/recordings/r1' };
const refused = (status: number) => new WebexRefused(at, status);

describe('the retries for a new recording', () => {
  it('waits half as long as it took so far: not less than a moment, not more than half an hour', () => {
    assert.equal(nextAttemptAt(due, 0, 15_000), 15_000);
    assert.equal(nextAttemptAt(due, 10 * MINUTE, 15_000), 15 * MINUTE);
    assert.equal(nextAttemptAt(due, 5 * HOUR, 15_000), 5 * HOUR + 30 * MINUTE);
  });

  it('does not count the time in which nobody looked', () => {
    const late = agedBy({ ...due, dueAt: HOUR }, 11 * HOUR);
    assert.equal(late.startedAt, 10 * HOUR);
    const onTime = { ...due, dueAt: HOUR };
    assert.equal(agedBy(onTime, HOUR + 29 * MINUTE), onTime);
  });

  it('ends after six hours when Webex says that there is none', () => {
    for (const error of [undefined, refused(404), refused(403)]) {
      assert.equal(isExhausted(due, 6 * HOUR - 1, error), false);
      assert.equal(isExhausted(due, 6 * HOUR, error), true);
    }
  });

  it('goes on for three days while Webex cannot answer', () => {
    for (const error of [refused(429), refused(503), new WebexUnreachable(at, 'ECONNRESET')]) {
      assert.equal(isExhausted(due, 3 * DAY - 1, error), false);
      assert.equal(isExhausted(due, 3 * DAY, error), true);
    }
  });
});
