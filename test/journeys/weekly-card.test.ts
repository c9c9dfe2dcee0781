import assert from 'node:assert/strict';
import { ALICE, tellingJourney, type TellingJourney } from '../support/telling.js';
import { everyStatus } from '../support/shelf.js';
import { until } from '../support/until.js';

const SENT = 'select week from weekly_cards where ended_at is not null order by week';

describe('journey: the weekly card', () => {
  let t: TellingJourney;
  let now: number;
  const at = (time: string): void => {
    now = Date.parse(time);
  };
  const clock = () => now;
  const cards = async (): Promise<number> =>
    (await t.alice.heard()).filter(({ markdown = '' }) =>
      markdown.startsWith('**Your recordings use'),
    ).length;
  const weeks = async (): Promise<unknown[]> => (await t.rows(SENT)).map(({ week }) => week);
  afterEach(() => t.j.end());

  const begin = async (time: string): Promise<void> => {
    at(time);
    t = await tellingJourney({ now: clock, notifyEveryMs: 30 });
    t.j.sandbox.addRecording({ host: ALICE, topic: 'Planning', daysAgo: 1, sizeBytes: 2e9 });
    await t.alice.connects();
  };

  const reminders = async (): Promise<string[]> =>
    (await t.alice.heard()).flatMap(({ markdown = '' }) =>
      markdown.includes('for good') ? [markdown] : [],
    );

  it('comes on Monday at eight in their zone, once, with a way to stop', async () => {
    // A Thursday; Berlin is in summer time until 25 October.
    await begin('2026-10-22T12:00:00Z');
    await t.alice.says('weekly on');
    assert.match((await t.alice.card()).text(), /weekly storage card is on/);
    await t.choose({ timeZone: 'Europe/Berlin' });
    await t.j.next();
    at('2026-10-26T06:59:00Z');
    await t.round();
    assert.equal(await cards(), 0);
    at('2026-10-26T07:00:00Z');
    await until(async () => (await weeks()).includes('2026-10-26'));
    await t.round();
    assert.equal(await cards(), 1);
    at('2026-10-26T12:00:00Z');
    await (await t.alice.card()).click('Turn off the weekly card');
    at('2026-11-02T07:00:00Z');
    await t.round();
    assert.equal(await cards(), 1);
  });

  it('is sent afterwards when it was missed by less than a day, and left out after that', async () => {
    await begin('2026-10-22T12:00:00Z');
    await t.alice.says('weekly on');
    await t.choose({ timeZone: 'UTC' });
    await t.j.app.stop();
    at('2026-10-27T07:59:00Z');
    const next = await t.j.next();
    await until(async () => (await cards()) === 1);
    await next.stop();
    at('2026-11-03T08:00:00Z');
    await t.j.next();
    await t.round();
    assert.equal(await cards(), 1);
  });

  it('is not sent for a week that had begun when it was asked for', async () => {
    await begin('2026-10-26T12:00:00Z');
    await t.alice.says('weekly on');
    await t.round();
    assert.equal(await cards(), 0);
    assert.deepEqual(await weeks(), ['2026-10-26']);
  });

  it('is not the only one: a reminder comes before recordings leave the recycle bin', async () => {
    await begin('2026-10-01T12:00:00Z');
    t.j.sandbox.world.settings.changeLagMs = 0;
    t.j.sandbox.addRecording({ host: ALICE, topic: '1. Retro', daysAgo: 2, sizeBytes: 1e9 });
    await (await t.alice.lists()).trashes();
    await (await t.alice.lists()).trashes();
    await t.alice.says('remind on');
    assert.match((await t.alice.card()).text(), /Recycle bin reminders are on/);
    await t.choose({ timeZone: 'UTC' });
    at('2026-10-28T07:59:00Z');
    await t.round();
    assert.deepEqual(await reminders(), []);
    at('2026-10-28T08:00:00Z');
    await until(async () => (await reminders()).length > 0);
    await t.round();
    const [told = '', ...others] = await reminders();
    assert.match(told, /^\*\*2 recordings leave your recycle bin for good in 3 days\*\*/);
    assert.match(told, /“Planning”|“1\u2060\. Retro”/);
    assert.deepEqual(others, []);
    at('2026-10-29T08:00:00Z');
    await t.round();
    assert.equal((await reminders()).length, 1, 'once');
    await (await t.alice.card()).click('Turn reminders off');
    assert.match((await t.alice.card()).text(), /Recycle bin reminders are off/);
  });

  it('a reminder goes by when a recording was moved last, and not by an earlier time', async () => {
    await begin('2026-10-01T12:00:00Z');
    t.j.sandbox.world.settings.changeLagMs = 0;
    await (await t.alice.lists()).trashes();
    await (await t.alice.card()).click('Undo');
    at('2026-10-10T12:00:00Z');
    await (await t.alice.lists()).trashes();
    await t.alice.says('remind on');
    await t.choose({ timeZone: 'UTC' });
    at('2026-10-28T08:00:00Z');
    await until(async () => (await weeks()).includes('bin 2026-10-28'));
    assert.deepEqual(await reminders(), []);
    at('2026-11-06T08:00:00Z');
    await until(async () => (await reminders()).length > 0);
  });

  it('a reminder comes though Webex’s answer about one of the recordings cannot be read', async () => {
    await begin('2026-10-01T12:00:00Z');
    t.j.sandbox.world.settings.changeLagMs = 0;
    for (const topic of ['Odd', 'Failing', 'Hidden'])
      t.j.sandbox.addRecording({ host: ALICE, topic, daysAgo: 2 });
    const ids: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      const list = await t.alice.lists();
      ids.push(list.trashData().recording ?? '');
      await list.trashes();
    }
    await t.alice.says('remind on');
    await t.choose({ timeZone: 'UTC' });
    const path = (id = '') => `^/recordings/${id}$`;
    t.j.sandbox.faults.set([
      { path: path(ids[0]), items: [{ drop: ['createTime'] }] },
      { path: path(ids[1]), status: 500 },
      { path: path(ids[2]), status: 403 },
    ]);
    at('2026-10-28T08:00:00Z');
    await until(async () => (await reminders()).length > 0);
    const [told = ''] = await reminders();
    assert.match(told, /^\*\*3 recordings leave your recycle bin for good in 3 days\*\*/);
    assert.match(told, /”, and 2 more|” and 2 more/);
  });

  it('waits for the end of quiet hours', async () => {
    await begin('2026-10-22T12:00:00Z');
    await t.alice.says('weekly on');
    await t.choose({ timeZone: 'UTC', quiet: { from: '20:00', to: '09:30' } });
    at('2026-10-26T09:29:00Z');
    await t.round();
    assert.equal(await cards(), 0);
    at('2026-10-26T09:30:00Z');
    await until(async () => (await cards()) === 1);
  });

  it('is tried again when Webex fails, and asks to connect when the connection is over', async () => {
    await begin('2026-10-22T12:00:00Z');
    await t.alice.says('weekly on');
    await t.choose({ timeZone: 'UTC' });
    t.j.sandbox.faults.set([{ method: 'GET', path: '/recordings', status: 404 }]);
    at('2026-10-26T08:00:00Z');
    await until(() => t.j.log().includes('weekly report will be retried'));
    t.j.sandbox.faults.set([]);
    at('2026-10-26T08:10:00Z');
    await until(async () => (await cards()) === 1);
    await t.rows('delete from accounts');
    at('2026-11-02T08:00:00Z');
    await until(async () => (await weeks()).includes('2026-11-02'));
    assert.ok((await t.alice.card()).has('Connect'));
  });

  it('a monthly question looks and asks, deletes nothing by itself, and stops by words', async () => {
    await begin('2026-10-22T12:00:00Z');
    t.j.sandbox.addRecording({ host: ALICE, topic: 'Old planning', daysAgo: 100, sizeBytes: 2e9 });
    await t.choose({ timeZone: 'Europe/Berlin' });
    await t.alice.says('ask me each month about recordings from last month');
    assert.match(
      (await t.alice.card()).text(),
      /^I didn’t set that up\nA monthly question needs an age/,
    );
    assert.ok((await t.alice.card()).has('Clean up…'), 'a way on');
    await t.alice.says('ask me each month about recordings older than 90 days');
    const status = (await t.alice.card()).text();
    assert.match(
      status,
      /^Monthly clean-up questions are on\nRecordings that you host, older than 90 days\./,
    );
    assert.match(status, /I ask next on 22 Nov 2026/);
    await t.alice.says('settings');
    assert.match((await t.alice.card()).text(), /I ask you about a clean-up each month, next on/);
    const before = everyStatus(t.j);
    at('2026-11-22T07:00:00Z');
    const card = async () => (await t.alice.card()).text();
    await until(async () => /^\d+ recordings? found/.test(await card()));
    await t.round();
    assert.match(await card(), /I ask you about these each month\. I delete nothing unless you/);
    assert.deepEqual(everyStatus(t.j), before);
    await t.alice.says('stop');
    await (await t.alice.card()).click('Stop asking each month');
    assert.match(await card(), /^Monthly clean-up questions are off/);
    at('2026-12-22T07:00:00Z');
    await t.round();
    assert.match(await card(), /^Monthly clean-up questions are off/);
    // The same from what a clean-up found.
    await t.alice.says('clean up older than 90 days');
    await (await t.alice.card()).click('Ask me every month');
    assert.match(await card(), /^\d+ recordings? found[^]*I ask you about these each month/);
    await (await t.alice.card()).click('Stop asking');
    assert.match(await card(), /^Monthly clean-up questions are off/);
  });
});
