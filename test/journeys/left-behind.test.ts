import assert from 'node:assert/strict';
import { uuidOf } from '../../src/webex/ids.js';
import { CHANGES_AT_ONCE, journey, type Journey } from '../support/journey.js';
import { everyStatus, recordingIn } from '../support/shelf.js';
import type { Client, SeenCard } from '../support/people.js';

const DORA = 'dora@example.com';
const LIST = 'for everyone on acme.webex.com list';

describe('journey: what somebody recorded who has left', () => {
  let j: Journey;
  let admin: Client;
  let id: string;
  beforeEach(async () => {
    j = await journey({
      env: { ADMINISTRATORS: 'admin@example.com' },
      sandbox: { seed: 'empty', ...CHANGES_AT_ONCE },
    });
    admin = j.as('sandbox-admin');
    await admin.says('for everyone list');
    assert.equal((await admin.follows((await admin.card()).link('Connect'))).status, 200);
    j.sandbox.addPerson({ name: 'Dora', email: DORA });
    j.sandbox.addRecording({ host: 'bob@example.com', topic: 'Bob’s', daysAgo: 3 });
    id = j.sandbox.addRecording({ host: DORA, topic: 'Dora’s', daysAgo: 2 }).id;
    j.sandbox.removePerson(DORA);
  });
  afterEach(() => j.end());

  const asked = async (): Promise<SeenCard> => {
    await (await admin.lists(LIST)).click('Delete permanently…');
    return await admin.card();
  };
  const deletions = () =>
    j.calls('oauth:admin').filter((call) => call.startsWith('DELETE') || call.startsWith('POST'));

  it('is deleted by an administrator, permanently, after a question, and written down', async () => {
    const list = await admin.lists(LIST);
    assert.match(list.text(), /Dora’s\n.*hosted by Dora/);
    assert.deepEqual(
      ['Delete permanently…', 'Delete…', 'Details'].map((title) => list.buttons(title).length),
      [1, 1, 1],
    );
    await list.click('Delete permanently…');
    const question = await admin.card();
    assert.match(question.text(), /^⚠ As an administrator: recordings of everyone/);
    assert.match(question.text(), /Delete “Dora’s” permanently\?\n.*hosted by Dora/);
    assert.match(question.text(), /can’t go to anyone’s recycle bin/);
    assert.match(question.text(), /Nobody can bring it back/);
    assert.ok(!question.has('Move to recycle bin'));
    assert.equal(recordingIn(j, id).status, 'available');
    j.sandbox.calls.clear();
    await question.click('Yes, delete permanently');
    assert.deepEqual(deletions(), [`DELETE /admin/recordings/${id}`]);
    assert.equal(recordingIn(j, id).status, 'purged');
    const answer = await admin.card();
    assert.match(answer.text(), /^⚠ As an administrator[^]*Deleted “Dora’s” permanently/);
    assert.doesNotMatch(answer.text(), /Dora’s\n/);
    const history = await admin.lists('history');
    assert.match(history.text(), /deleted permanently – as an administrator/);
    await admin.submits(
      (await admin.card()).message.id,
      question.dataOf('Yes, delete permanently'),
    );
    assert.match((await admin.card()).text(), /is gone already/);
    await admin.submits((await admin.card()).message.id, list.dataOf('Delete permanently…'));
    assert.match((await admin.card()).text(), /was deleted permanently/);
  });

  it('can be kept', async () => {
    await (await asked()).click('Cancel');
    assert.match((await admin.card()).text(), /^⚠ As an administrator[^]*Dora’s/);
    assert.equal(recordingIn(j, id).status, 'available');
  });

  it('out of the recycle bin, too', async () => {
    j.sandbox.recordings.moveToBin([recordingIn(j, id)]);
    const bin = await admin.lists('for everyone on acme.webex.com bin');
    assert.ok(!bin.has('Restore'));
    await bin.click('Delete permanently…');
    await (await admin.card()).click('Yes, delete permanently');
    assert.equal(recordingIn(j, id).status, 'purged');
  });

  it('is asked about anew where that was weeks ago', async () => {
    const question = await asked();
    const data = question.dataOf('Yes, delete permanently');
    const weeksAgo = (seconds: string): string => String(Number(seconds) - 21 * 86_400);
    const list = data.list?.replace(/(?<=^\d+\.\d+\.)\d+/, weeksAgo);
    assert.ok(list);
    await admin.submits(question.message.id, { ...data, list });
    assert.equal(recordingIn(j, id).status, 'available');
    const again = await admin.card();
    assert.match(again.text(), /I asked you this a while ago\.\*\* Nothing was deleted/);
    await again.click('Yes, delete permanently');
    assert.equal(recordingIn(j, id).status, 'purged');
  });

  it('is told as it is where Webex does not do it, or does not tell', async () => {
    const question = await asked();
    j.sandbox.faults.set([{ method: 'DELETE', path: '/admin/recordings/', status: 403 }]);
    await question.click('Yes, delete permanently');
    assert.match((await admin.card()).text(), /was not deleted: nothing was changed/);
    j.sandbox.faults.set([{ method: 'DELETE', path: '/admin/recordings/', status: 503 }]);
    await admin.submits(
      (await admin.card()).message.id,
      question.dataOf('Yes, delete permanently'),
    );
    assert.match((await admin.card()).text(), /was not deleted: nothing was changed/);
    j.sandbox.faults.set([]);
    await (await admin.card()).click('Try again');
    assert.match((await admin.card()).text(), /Deleted “Dora’s” permanently/);
    assert.equal(recordingIn(j, id).status, 'purged');
  });

  it('is nobody else’s to delete, and nothing else is deleted like that', async () => {
    const question = await asked();
    const data = question.dataOf('Yes, delete permanently');
    const before = everyStatus(j);
    const bob = j.as('sandbox-bob');
    await bob.connects();
    const at = (await bob.lists()).message.id;
    await bob.submits(at, data);
    assert.match((await bob.card()).text(), /^Only administrators of this bot/);
    // Nothing but a question and a deletion there is for it, and none without its time and site.
    const list = await admin.lists(LIST);
    const forged = ['trash', 'delete', 'restore', 'more', 'download', 'ask-share', 'ask-purge'];
    for (const inputs of [
      ...forged.map((action) => ({ ...data, action })),
      { ...data, made: '' },
      { ...data, site: '' },
      { ...data, list: list.dataOf('Delete…').list ?? '' },
    ]) {
      await admin.submits((await admin.card()).message.id, inputs);
      assert.match((await admin.card()).text(), /out of date/, JSON.stringify(inputs));
    }
    // Bob is known, so that his are deleted in his name.
    const bobs = list.dataOf('Delete…');
    const bobsId = bobs.recording ?? '';
    const made = String(Math.floor(recordingIn(j, bobsId).createTime / 1_000));
    for (const action of ['ask-delete', 'delete-of-nobody']) {
      await admin.submits((await admin.card()).message.id, {
        ...data,
        action,
        recording: bobsId,
        made,
      });
      assert.match((await admin.card()).text(), /Webex knows the host of that recording/);
    }
    assert.deepEqual(everyStatus(j), before);
    assert.equal(uuidOf(recordingIn(j, id).hostId).length, 36);
  });
});
