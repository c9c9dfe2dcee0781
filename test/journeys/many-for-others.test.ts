import assert from 'node:assert/strict';
import { uuidOf } from '../../src/webex/ids.js';
import { CHANGES_AT_ONCE, journey, type Journey } from '../support/journey.js';
import { everyStatus, recordingIn, recordingsOf } from '../support/shelf.js';
import type { Client, SeenCard } from '../support/people.js';

const BOB = 'bob@example.com';
const BANNER = /^⚠ On behalf of Bob Brandt/;

describe('journey: many recordings of somebody else', () => {
  let j: Journey;
  let admin: Client;
  beforeEach(async () => {
    j = await journey({ sandbox: CHANGES_AT_ONCE, env: { ADMINISTRATORS: 'admin@example.com' } });
    admin = j.as('sandbox-admin');
    await admin.says(`for ${BOB} list`);
    assert.equal((await admin.follows((await admin.card()).link('Connect'))).status, 200);
  });
  afterEach(() => j.end());

  const card = async (): Promise<SeenCard> => {
    const shown = await admin.card();
    assert.match(shown.text(), BANNER);
    return shown;
  };
  const titled = (shown: SeenCard, start: string): string =>
    shown.parts().find(({ title }) => title?.startsWith(start) === true)?.title ?? '';
  const bobs = (status: string) => {
    const id = j.sandbox.world.people.byEmail(BOB)?.id;
    return recordingsOf(j, BOB).filter((one) => one.hostId === id && one.status === status);
  };

  it('are cleaned up and brought back, each card saying for whom, both names in the audit', async () => {
    const binned = bobs('deleted').length;
    await admin.says(`for ${BOB} clean up`);
    const form = await card();
    await admin.submits(form.message.id, { ...form.dataOf('Find them'), age: '60', unit: 'days' });
    const found = await card();
    assert.match(found.text(), /Recordings that they host, older than 60 days/);
    await found.click(titled(found, 'Move'));
    await (await card()).click('Yes, move them to the recycle bin');
    const report = await card();
    assert.match(report.text(), /Moved \d+ recordings?/);
    const moved = bobs('deleted').length - binned;
    assert.ok(moved > 0);
    const asked = j.sandbox.calls
      .list()
      .filter(({ path, method }) => method === 'POST' && path.includes('/recordings/'));
    assert.ok(asked.length > 0 && asked.every(({ query }) => query.hostEmail === BOB));
    await report.click(titled(report, 'Undo'));
    await card();
    assert.equal(bobs('deleted').length, binned);
    const bob = uuidOf(j.sandbox.world.people.byEmail(BOB)?.id ?? '');
    const history = await admin.lists('history');
    assert.match(history.text(), /moved to the recycle bin – for Bob Brandt/);
    assert.equal(bob.length, 36);
  });

  it('are shown beside the report, which keeps its Undo', async () => {
    await admin.says(`for ${BOB} clean up older than 60 days`);
    await (await card()).click(titled(await card(), 'Move'));
    await (await card()).click('Yes, move them to the recycle bin');
    const report = await card();
    await report.click('Show the recycle bin');
    assert.match((await card()).text(), /their recycle bin|in the recycle bin/);
    const again = admin.see((await admin.heard()).find(({ id }) => id === report.message.id));
    assert.ok(titled(again, 'Undo: restore') !== '', again.text());
    await again.click(titled(again, 'Undo'));
    const undone = await card();
    assert.match(undone.text(), /Restored \d+ recordings/);
    await undone.click('Show my recordings');
    const theirs = recordingsOf(j, BOB).map(({ topic }) => topic);
    for (const topic of (await card()).topics()) assert.ok(theirs.includes(topic), topic);
  });

  it('are moved when that is tried again after Webex had a problem', async () => {
    await admin.says(`for ${BOB} clean up older than 60 days`);
    const found = await card();
    await found.click(titled(found, 'Move'));
    const question = await card();
    j.sandbox.faults.set([{ path: '^/people', status: 503 }]);
    await question.click('Yes, move them to the recycle bin');
    const problem = await admin.card();
    assert.match(problem.text(), /^Webex has a problem/);
    j.sandbox.faults.set([]);
    await problem.click('Try again');
    assert.match((await card()).text(), /Moved \d+ recordings?/);
  });

  it('are shared in their name, each card saying for whom', async () => {
    await admin.says(`for ${BOB} list`);
    await (await card()).click('Select several…');
    const boxes = await card();
    await admin.submits(boxes.message.id, { ...boxes.dataOf('Share…'), t0: 'true' });
    const form = await card();
    const people = { add: 'carol@example.com', remove: '', tell: 'false' };
    await admin.submits(form.message.id, { ...people, ...form.dataOf('Next') });
    const question = await card();
    assert.match(question.text(), /Share 1 recording .*\?\n“.+”\n\*\*Gets access:\*\* carol/);
    await question.click('Share');
    assert.match((await card()).text(), /Shared 1 recording/);
    const carol = j.sandbox.world.people.byEmail('carol@example.com')?.id ?? '';
    assert.equal(bobs('available').filter(({ sharedWith }) => sharedWith.has(carol)).length, 1);
    await (await card()).click('« Back to the list');
    assert.match((await card()).text(), /last 30 days/);
  });

  it('are restored out of their recycle bin', async () => {
    j.sandbox.recordings.moveToBin(bobs('available').slice(0, 3));
    const list = await admin.lists(`for ${BOB} bin`);
    await list.click('Select several…');
    const found = await card();
    assert.match(found.text(), /In their recycle bin: \d+ recordings/);
    await found.click('Select all');
    await (await card()).click('Restore…');
    await (await card()).click('Yes, restore them');
    assert.match((await card()).text(), /Restored \d+ recordings/);
    assert.equal(bobs('deleted').length, 0);
    await (await admin.lists(`for ${BOB} bin`)).click('Refresh');
    assert.match((await card()).text(), /The recycle bin is empty/);
  });

  it('are nobody’s to change who may no longer act for others, at whatever step', async () => {
    await admin.says(`for ${BOB} clean up older than 60 days`);
    const found = await card();
    const before = everyStatus(j);
    await j.app.stop();
    await j.next({ ADMINISTRATORS: '', PORT: j.env.PORT ?? '0' });
    for (const title of ['Review list', titled(found, 'Move'), 'Cancel']) {
      await admin.submits((await admin.card()).message.id, found.dataOf(title));
      assert.match((await admin.card()).text(), /^Only administrators of this bot/, title);
    }
    const host = uuidOf(j.sandbox.world.people.byEmail(BOB)?.id ?? '');
    for (const forged of [host, 'bob']) {
      const inputs = { action: 'clean-up', age: '0', unit: 'days', host: forged };
      await admin.submits((await admin.card()).message.id, inputs);
      assert.match((await admin.card()).text(), /^Only administrators|^This card is out of date/);
    }
    assert.deepEqual(everyStatus(j), before);
    assert.ok(recordingIn(j, bobs('available')[0]?.id ?? ''));
  });

  it('are not those of everyone', async () => {
    for (const words of ['clean up', 'clean up older than 60 days']) {
      const answer = await admin.lists(`for everyone on acme.webex.com ${words}`);
      assert.match(answer.text(), /Several at once work for one person only/);
    }
  });
});
