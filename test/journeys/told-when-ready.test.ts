import assert from 'node:assert/strict';
import { tellingJourney, type TellingJourney } from '../support/telling.js';
import { until } from '../support/until.js';

/** No round comes in between. */
const NO_ROUNDS = { notifyEveryMs: 3_600_000 };
const WAITING = 'select due_at from told where told_at is null';

describe('journey: told when a recording is ready', () => {
  let t: TellingJourney;
  afterEach(() => t.j.end());

  it('says so once, to the host alone, when they asked for it', async () => {
    t = await tellingJourney(NO_ROUNDS);
    const { j, alice, ready, told } = t;
    await alice.connects();
    ready('Before anybody asked');
    await j.rest();
    await alice.says('notify on');
    assert.match((await alice.card()).text(), /Notifications are on/);
    const { id } = ready('Town hall');
    await j.rest();
    const card = await alice.card();
    assert.match(card.text(), /Your recording is ready/);
    assert.match(card.text(), /Town hall/);
    assert.match(card.link('Watch'), /^https:/);
    assert.equal(card.dataOf('Details').recording, id);
    assert.equal((await told()).length, 1);
    assert.equal((await j.as('sandbox-bob').heard()).length, 0);
    await card.click('Turn notifications off');
    assert.match((await alice.card()).text(), /Notifications are off/);
    assert.deepEqual(t.hooks(), []);
    ready('After they stopped');
    await j.rest();
    assert.equal((await told()).length, 1);
    assert.doesNotMatch(j.log(), /Town hall/);
  });

  it('shows the details of the recording', async () => {
    t = await tellingJourney(NO_ROUNDS);
    await t.alice.connects();
    await t.alice.says('notify on');
    t.ready('Town hall');
    await t.j.rest();
    await (await t.alice.card()).click('Details');
    assert.match((await t.alice.card()).text(), /Town hall/);
  });

  it('waits until Webex shows it', async () => {
    let now = Date.parse('2026-08-06T08:00:00Z');
    t = await tellingJourney({ now: () => now });
    await t.alice.connects();
    await t.alice.says('notify on');
    await t.restLag(2 * 3_600_000);
    t.ready('Late');
    await t.j.rest();
    await t.round();
    assert.deepEqual(await t.told(), []);
    now += 3_600_000;
    await t.round();
    assert.deepEqual(await t.told(), []);
    assert.equal((await t.rows(WAITING)).length, 1);
    now += 2 * 3_600_000;
    await until(async () => (await t.told()).length > 0);
    assert.match((await t.told())[0] ?? '', /Late/);
  });

  it('is quiet at night, and tells all of it in the morning on one card', async () => {
    let now = Date.parse('2026-08-06T20:30:00Z');
    t = await tellingJourney({ now: () => now });
    const { alice, ready } = t;
    await alice.connects();
    await alice.says('notify on');
    // In Berlin it is half past ten in the evening.
    await t.choose({ timeZone: 'Europe/Berlin', quiet: { from: '22:00', to: '07:00' } });
    ready('Late call');
    await t.j.rest();
    now += 60_000;
    ready('Later call');
    const morning = new Date('2026-08-07T05:00:00Z');
    await until(async () => {
      const rows = await t.rows(WAITING);
      return rows.length === 2 && rows.every((row) => Number(row.due_at) === morning.getTime());
    });
    assert.deepEqual(await t.told(), []);
    now = morning.getTime();
    await until(async () => (await t.told()).length > 0);
    const card = await alice.card();
    assert.match(card.text(), /2 recordings are ready/);
    assert.match(card.text(), /Late call/);
    assert.match(card.text(), /Later call/);
    assert.equal((await t.told()).length, 1);
  });

  it('says it once, however many processes run and however often Webex says it', async () => {
    t = await tellingJourney({ notifyEveryMs: 20 });
    await t.alice.connects();
    await t.alice.says('notify on');
    const processes = [t.j.app, ...(await Promise.all([t.j.next(), t.j.next()]))];
    t.j.sandbox.faults.set([{ path: '/webhook', webhook: 'duplicate' }]);
    await t.restLag(200);
    const topics = ['One', 'Two', 'Three', 'Four'];
    for (const topic of topics) t.ready(topic);
    await t.j.sandbox.settled();
    // Whatever comes twice has come by then; whichever process has it finishes.
    for (const process of processes) await process.idle();
    const isTold = async (): Promise<boolean> => {
      const all = (await t.told()).join('\n');
      return topics.every((topic) => all.includes(`${topic} –`));
    };
    await until(isTold);
    // Who has said it writes that down next.
    await until(async () => (await t.rows(WAITING)).length === 0);
    for (const process of processes) await process.idle();
    const all = (await t.told()).join('\n');
    for (const topic of topics) assert.equal(all.split(`${topic} –`).length, 2, all);
  });

  it('gives up what Webex does not show for six hours', async () => {
    let now = Date.parse('2026-08-06T08:00:00Z');
    t = await tellingJourney({ now: () => now });
    await t.alice.connects();
    await t.alice.says('notify on');
    await t.restLag(100 * 3_600_000);
    t.ready('Never shown');
    await t.j.rest();
    await t.round();
    assert.equal((await t.rows(WAITING)).length, 1);
    for (let minutes = 0; minutes < 5.5 * 60; minutes += 30) {
      now += 30 * 60_000;
      await t.round();
    }
    assert.equal((await t.rows(WAITING)).length, 1);
    now += 30 * 60_000;
    await until(async () => (await t.rows(WAITING)).length === 0);
    assert.deepEqual(await t.told(), []);
  });

  it('listens no more after a disconnect, and keeps nothing', async () => {
    t = await tellingJourney();
    await t.alice.connects();
    await t.alice.says('notify on');
    await t.alice.says('weekly on');
    await t.alice.says('storage');
    t.ready('Before the end');
    await t.j.rest();
    assert.equal(t.hooks().length, 1);
    await t.alice.says('disconnect');
    assert.deepEqual(t.hooks(), []);
    for (const table of ['told', 'subscriptions', 'weekly_cards', 'storage_counts']) {
      assert.deepEqual(await t.rows(`select * from ${table}`), [], table);
    }
    await t.alice.connects();
    assert.deepEqual(t.hooks(), [], 'a new beginning is not asked for');
  });

  it('begins when they connect, where they asked for it before', async () => {
    t = await tellingJourney(NO_ROUNDS);
    await t.alice.says('notify on');
    const card = await t.alice.card();
    assert.deepEqual(t.hooks(), []);
    await t.alice.follows(card.link('Connect'));
    assert.equal(t.hooks().length, 1);
    t.ready('First of all');
    await t.j.rest();
    assert.match((await t.told())[0] ?? '', /First of all/);
  });

  it('makes its webhook anew when it is gone or switched off, and touches no other', async () => {
    t = await tellingJourney(NO_ROUNDS);
    await t.alice.connects();
    await t.alice.says('notify on');
    const { webhooks } = t.j.sandbox.world;
    const [hook] = t.hooks();
    assert.ok(hook);
    const foreign = webhooks.create(hook.owner, { ...hook, name: 'somebody else’s' });
    hook.status = 'inactive';
    // A start looks for it; what was looked for just now is left alone.
    await t.rows(`update subscriptions set checked_at = now() - interval '1 day'`);
    const second = await t.j.next();
    await until(() => hook.status === 'active');
    // It writes down that it has looked when it has mended.
    await second.stop();
    webhooks.delete(hook);
    await t.rows(`update subscriptions set checked_at = now() - interval '1 day'`);
    const third = await t.j.next();
    await until(() => t.hooks().length === 2);
    await third.stop();
    assert.ok(t.hooks().includes(foreign));
    const [row] = await t.rows('select webhook_id from subscriptions');
    assert.ok(t.hooks().some(({ id }) => id === row?.webhook_id));
  });

  it('says so when the connection has ended meanwhile, and offers a new one', async () => {
    t = await tellingJourney(NO_ROUNDS);
    await t.alice.connects();
    await t.alice.says('notify on');
    await t.rows('delete from accounts');
    t.ready('Unreadable');
    await t.j.rest();
    assert.ok((await t.alice.card()).has('Connect'));
    assert.deepEqual(await t.told(), []);
    assert.deepEqual(await t.rows(WAITING), []);
    const said = (await t.alice.heard()).length;
    t.ready('Unreadable too');
    await t.j.rest();
    assert.equal((await t.alice.heard()).length, said);
  });
});
