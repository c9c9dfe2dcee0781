import { eq } from 'drizzle-orm';
import assert from 'node:assert/strict';
import { NotConnected, NotServed } from '../../../src/accounts/types.js';
import type { Deps } from '../../../src/features/deps.js';
import { type NotifyFeature, notify } from '../../../src/features/notify/index.js';
import { notificationStore, weeklyReportStore } from '../../../src/features/notify/store.js';
import type { NotifyDeps } from '../../../src/features/notify/subscription.js';
import { changeSettings, unsubscribe } from '../../../src/features/notify/subscription.js';
import { storageSnapshotStore } from '../../../src/features/storage/index.js';
import type { Settings } from '../../../src/settings/settings.js';
import { subscriptions, told } from '../../../src/store/schema.js';
import type { Store } from '../../../src/store/store.js';
import { Permit } from '../../../src/util/permit.js';
import { WebexUnreachable } from '../../../src/webex/errors.js';
import { uuidOf } from '../../../src/webex/ids.js';
import { type SandboxDeps, sandboxDeps } from '../../bot/support/deps.js';
import { describePglite } from '../../support/databases.js';
import { memoryAccounts } from '../../support/memory-accounts.js';
import { deferred, until } from '../../support/until.js';
import { notifierOn } from './support/deps.js';

const PERMIT = Permit.ofEvent('messages:created:m1');
const HOUR = 3_600_000;

describePglite('the notify feature', ({ open }) => {
  let store: Store;
  let on: SandboxDeps;
  let work: Promise<void>[];
  const opened: NotifyFeature[] = [];
  beforeEach(async () => {
    store = await open();
    on = await sandboxDeps(store);
    work = [];
  });
  afterEach(async () => {
    for (const telling of opened.splice(0)) await stop(telling);
    await Promise.all(work);
    await on.stop();
  });

  const start = async ({ background }: NotifyFeature): Promise<void> => {
    for (const one of background) await one.start();
  };
  const stop = async ({ background }: NotifyFeature): Promise<void> => {
    for (const one of background) await one.stop();
  };
  /** What the feature stands on. */
  const given = (changes: Partial<Deps> = {}): Deps => ({
    ...on.deps,
    background: { run: (_name, task) => void work.push(task()) },
    ...changes,
  });
  const telling = (
    changes: Partial<Deps> = {},
    everyMs = HOUR,
    askMonthly: NotifyDeps['askMonthly'] = () => Promise.resolve(),
  ): NotifyFeature => {
    const snapshots = storageSnapshotStore(store.db);
    const one = notify({
      ...given(changes),
      snapshots,
      askMonthly,
      isUnderWay: () => Promise.resolve(false),
      timing: { notifyEveryMs: everyMs },
    });
    opened.push(one);
    return one;
  };
  const choose = (values: Partial<Settings>) =>
    on.deps.settings.change(PERMIT, on.alice.personId, values);
  const follow = async (values: Partial<Settings>, changes: Partial<Deps> = {}) => {
    return await changeSettings(notifierOn(given(changes)), PERMIT, on.alice, values);
  };
  const onSettings = async (t: NotifyFeature, values: Partial<Settings>): Promise<void> => {
    await t.beforeSettings(on.alice, values);
    await t.onSettings(PERMIT, on.alice, await choose(values));
  };
  const subscription = async () => {
    const id = uuidOf(on.alice.personId);
    const rows = await store.db.select().from(subscriptions).where(eq(subscriptions.personId, id));
    return rows[0];
  };
  const event = (webhookId: string, id: string, createdBy?: string) => ({
    id: webhookId,
    resource: 'recordings' as const,
    event: 'created' as const,
    ...(createdBy === undefined ? {} : { createdBy }),
    data: { id },
  });
  const said = () => on.sandbox.cards().map(({ card }) => JSON.stringify(card));
  const rest = async (): Promise<void> => {
    await Promise.all(work);
  };

  it('listens to nobody but webhooks of ours, each for its own person', async () => {
    const t = telling();
    assert.equal(await follow({ tellWhenReady: true }), 'subscribed');
    const hook = (await subscription())?.webhookId ?? '';
    const { id } = on.sandbox.addRecording({ host: on.alice.email, topic: 'Town hall' });
    await t.recordingReady(event('a webhook of nobody', id));
    await t.recordingReady(event(hook, id, on.bob.personId));
    assert.deepEqual(await store.db.select().from(told), []);
    await t.recordingReady(event(hook, id, on.alice.personId));
    await t.recordingReady(event(hook, id));
    await rest();
    assert.equal(said().filter((card) => card.includes('Town hall')).length, 1);
  });

  it('says nothing of what is in the recycle bin by then, nor to who wants no word any more', async () => {
    const t = telling();
    await follow({ tellWhenReady: true });
    const hook = (await subscription())?.webhookId ?? '';
    const binned = on.sandbox.addRecording({ host: on.alice.email, topic: 'Thrown away' });
    const recording = on.sandbox.recordings.get(binned.id);
    assert.ok(recording);
    on.sandbox.recordings.moveToBin([recording]);
    await t.recordingReady(event(hook, binned.id));
    await rest();
    await choose({ tellWhenReady: false });
    const late = on.sandbox.addRecording({ host: on.alice.email, topic: 'Too late' });
    await t.recordingReady(event(hook, late.id));
    await rest();
    assert.deepEqual(said(), []);
    const rows = await store.db.select().from(told);
    assert.ok(rows.every(({ toldAt }) => toldAt !== null));
    assert.equal(rows.length, 2);
  });

  it('leaves a recording that Webex cannot show just now for later', async () => {
    const t = telling();
    await follow({ tellWhenReady: true });
    const hook = (await subscription())?.webhookId ?? '';
    const { id } = on.sandbox.addRecording({ host: on.alice.email, topic: 'Hidden' });
    on.sandbox.faults.set([{ path: '/recordings/', status: 503 }]);
    await t.recordingReady(event(hook, id));
    await rest();
    const [row] = await store.db.select().from(told);
    assert.ok(row);
    assert.equal(row.toldAt, null);
    assert.ok(row.dueAt.getTime() > Date.now());
    assert.doesNotMatch(on.log.text(), /Hidden/);
  });

  it('is not offered with the token of an organisation', async () => {
    const t = telling({ authorityName: 'service-app' });
    await onSettings(t, { tellWhenReady: true });
    assert.match(said().join('\n'), /Notifications about new recordings don’t work\shere/);
    assert.equal((await on.deps.settings.of(on.alice.personId)).tellWhenReady, false);
    assert.equal((await subscription())?.webhookId, null);
  });

  it('asks to connect, when it is chosen before that', async () => {
    const refuse = (error: Error) => ({
      get: () => Promise.reject(error),
      refresh: () => Promise.reject(error),
    });
    const t = telling({ tokens: refuse(new NotConnected('never')) });
    await onSettings(t, { tellWhenReady: true, weekly: true });
    assert.equal(said().length, 1);
    const stranger = { tokens: refuse(new NotServed()) };
    assert.equal(await follow({ tellWhenReady: true }, stranger), 'not-connected');
    await unsubscribe(notifierOn(given(stranger)), PERMIT, on.alice);
    assert.equal(await subscription(), undefined);
  });

  it('asks to connect also where only the weekly card is chosen', async () => {
    const never = new NotConnected('never');
    const tokens = { get: () => Promise.reject(never), refresh: () => Promise.reject(never) };
    await onSettings(telling({ tokens }), { weekly: true });
    assert.equal(said().length, 1);
    await onSettings(telling(), { weekly: true });
    assert.equal(said().length, 1);
    const away = new WebexUnreachable({ method: 'POST', path: '/access_token' }, 'ECONNRESET');
    const unknown = { get: () => Promise.reject(away), refresh: () => Promise.reject(away) };
    await onSettings(telling({ tokens: unknown }), { weekly: true });
    assert.equal(said().length, 1);
  });

  it('says by itself at the daily look that the connection has ended, once', async () => {
    let now = Date.now();
    await follow({ tellWhenReady: true });
    const over = new NotConnected('over');
    const tokens = { get: () => Promise.reject(over), refresh: () => Promise.reject(over) };
    for (let day = 0; day < 2; day++) {
      now += 24 * HOUR + 1;
      const t = telling({ now: () => now, tokens });
      await start(t);
      await rest();
      await stop(t);
      assert.equal(said().length, 1);
    }
  });

  it('goes on when Webex does not take the webhook, or does not let it go', async () => {
    const t = telling();
    await follow({ tellWhenReady: true });
    on.sandbox.faults.set([{ path: '/webhooks', status: 503 }]);
    await t.onConnected(on.alice);
    await assert.rejects(follow({ tellWhenReady: true }), {
      name: 'WebexRefused',
    });
    assert.equal(await follow({ tellWhenReady: false }), 'subscribed');
    assert.equal((await subscription())?.webhookId, null);
    assert.match(on.log.text(), /user webhook not removed/);
    on.sandbox.faults.set([]);
    await t.onConnected(on.bob);
  });

  it('takes the zone that Webex knows, unless one is chosen', async () => {
    const person = on.sandbox.world.people.byEmail('alice@example.com');
    assert.ok(person?.timeZone);
    await follow({ weekly: true });
    const { timeZone } = await on.deps.settings.of(on.alice.personId);
    assert.equal(timeZone, person.timeZone);
    await follow({ timeZone: 'Asia/Tokyo' });
    assert.equal((await on.deps.settings.of(on.alice.personId)).timeZone, 'Asia/Tokyo');
  });

  it('takes the zone of the person, not of who owns the organisation’s token', async () => {
    const person = on.sandbox.world.people.byEmail('alice@example.com');
    const token = { token: 'sandbox-admin', hostEmail: 'alice@example.com' };
    const get = () => Promise.resolve(token);
    await follow({ weekly: true }, { tokens: { get, refresh: get } });
    const { timeZone } = await on.deps.settings.of(on.alice.personId);
    assert.ok(timeZone);
    assert.equal(timeZone, person?.timeZone);
  });

  it('goes round again and again, and forgets in time', async () => {
    const old = new Date(Date.now() - 500 * 24 * HOUR);
    const row = { personId: 'p', recordingId: 'r', heardAt: old, dueAt: old, toldAt: old };
    await store.db.insert(told).values(row);
    await weeklyReportStore(store.db).skip({ personId: 'p', week: '2020-01-06' }, old.getTime());
    const figures = { recordings: 1, bytes: 1 };
    await storageSnapshotStore(store.db).add('p', figures, old.getTime());
    let tidied = 0;
    const unused = (): Promise<never> => Promise.reject(new Error('not here'));
    const tidy = (): Promise<void> => Promise.resolve(void (tidied += 1));
    const oauth = { start: unused, consentPage: unused, complete: unused, cancel: unused, tidy };
    const t = telling({ accounts: { store: memoryAccounts(), oauth } }, 20);
    await start(t);
    await until(async () => (await store.db.select().from(told)).length === 0);
    await until(() => tidied === 1);
    await until(
      async () =>
        (await storageSnapshotStore(store.db).latestBefore('p', Date.now())) === undefined,
    );
    await follow({ tellWhenReady: true });
    const { id } = on.sandbox.addRecording({ host: on.alice.email, topic: 'Found by a round' });
    await notificationStore(store.db).enqueue(uuidOf(on.alice.personId), id, Date.now());
    await until(() => said().some((card) => card.includes('Found by a round')));
  });

  it('tells of new recordings while a report or a question of somebody takes long', async () => {
    const [asked, answer] = [deferred(), deferred()];
    const askMonthly = async (): Promise<void> => {
      asked.resolve();
      await answer.promise;
    };
    const t = telling({}, 20, askMonthly);
    await choose({ monthly: { address: on.alice.personId, search: {}, nextAt: 1 } });
    await follow({ tellWhenReady: true });
    await start(t);
    await asked.promise;
    const { id } = on.sandbox.addRecording({ host: on.alice.email, topic: 'Meanwhile' });
    await notificationStore(store.db).enqueue(uuidOf(on.alice.personId), id, Date.now());
    await until(() => said().some((card) => card.includes('Meanwhile'))).finally(answer.resolve);
  });

  it('outlives a round that fails', async () => {
    let broken = true;
    const { settings } = on.deps;
    const failing = {
      ...settings,
      of: (id: string) => (broken ? Promise.reject(new Error('broken')) : settings.of(id)),
    };
    const t = telling({ settings: failing }, 20);
    await follow({ tellWhenReady: true, weekly: true });
    await notificationStore(store.db).enqueue(uuidOf(on.alice.personId), 'nothing', Date.now());
    await start(t);
    for (const line of ['notifications: round failed', 'notification failed'])
      await until(() => on.log.text().includes(line));
    broken = false;
    const { id } = on.sandbox.addRecording({ host: on.alice.email, topic: 'Afterwards' });
    await notificationStore(store.db).enqueue(uuidOf(on.alice.personId), id, Date.now());
    await until(() => said().some((card) => card.includes('Afterwards')));
  });
});
