import assert from 'node:assert/strict';
import { CHANGES_AT_ONCE, journey, type Journey } from '../support/journey.js';
import type { Client, SeenCard } from '../support/people.js';
import { everyStatus, recordingIn } from '../support/shelf.js';

const DELETE = 'Yes, delete permanently';

describe('journey: deleting permanently', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey({ sandbox: CHANGES_AT_ONCE });
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  afterEach(() => j.sandbox.faults.set([]));
  after(() => j.end());

  const asked = async (): Promise<SeenCard> => {
    await (await alice.lists()).asksToPurge();
    return await alice.card();
  };

  it('asks once more, in its own words, in the place of the list, and changes nothing yet', async () => {
    const before = everyStatus(j);
    const list = await alice.lists();
    await list.asksToPurge();
    const question = await alice.card();
    assert.equal(question.message.id, list.message.id);
    assert.match(question.text(), /Delete “.+” permanently\?/);
    assert.match(question.text(), /Nobody can bring it back/);
    assert.deepEqual(everyStatus(j), before);
  });

  it('deletes when that is confirmed, and offers no Undo', async () => {
    const question = await asked();
    const { recording } = question.dataOf(DELETE);
    j.sandbox.calls.clear();
    await question.click(DELETE);
    assert.equal(recordingIn(j, recording).status, 'purged');
    assert.ok(j.calls().includes(`DELETE /recordings/${recording ?? ''}`));
    const card = await alice.card();
    assert.match(card.text(), /Deleted “.+” permanently\./);
    assert.equal(card.has('Undo'), false);
    assert.equal(card.topics().length, 5);
  });

  it('Keep it leads back to the list, unchanged', async () => {
    const before = everyStatus(j);
    const list = await alice.lists();
    await list.asksToPurge();
    await (await alice.card()).click('Cancel');
    const card = await alice.card();
    assert.deepEqual(card.topics(), list.topics());
    assert.equal(card.message.id, list.message.id);
    assert.deepEqual(everyStatus(j), before);
  });

  it('the recycle bin is still offered there', async () => {
    const question = await asked();
    await question.click('Move to recycle bin instead');
    assert.match((await alice.card()).text(), /Moved “.+” to the recycle bin/);
  });

  it('what is gone already is said to be gone: asked for, or confirmed', async () => {
    const list = await alice.lists();
    const { recording = '' } = list.dataOf('Delete…');
    await alice.api('DELETE', `/recordings/${recording}`);
    await list.asksToPurge();
    assert.match((await alice.card()).text(), /was deleted permanently/);

    const question = await asked();
    await alice.api('DELETE', `/recordings/${question.dataOf(DELETE).recording ?? ''}`);
    await question.click(DELETE);
    assert.match((await alice.card()).text(), /is gone already: it was deleted permanently, or/);
  });

  it('a second click says that it is done already, whatever Webex answers', async () => {
    const question = await asked();
    await question.click(DELETE);
    j.sandbox.faults.set([{ method: 'DELETE', path: '/recordings/', status: 204 }]);
    await question.click(DELETE);
    assert.match((await alice.card()).text(), /is gone already: it was deleted permanently, or/);
  });

  it('from the recycle bin too', async () => {
    const list = await alice.lists();
    await list.trashes();
    await alice.submits(list.message.id, list.dataOf('Delete…'));
    const question = await alice.card();
    assert.equal(question.has('Move to recycle bin instead'), false);
    await question.click(DELETE);
    assert.match((await alice.card()).text(), /Deleted “.+” permanently/);
  });

  it('asks anew about one that was in the recycle bin, and was restored since', async () => {
    const list = await alice.lists();
    await list.trashes();
    await alice.submits(list.message.id, list.dataOf('Delete…'));
    const question = await alice.card();
    const { recording } = question.dataOf(DELETE);
    const kept = recordingIn(j, recording);
    j.sandbox.recordings.restore([kept]);
    j.sandbox.calls.clear();
    await question.click(DELETE);
    assert.equal(kept.status, 'available');
    assert.ok(!j.calls().some((call) => call.startsWith('DELETE /recordings')));
    const again = await alice.card();
    assert.match(again.text(), /It was restored since you were asked\.\*\* Nothing was deleted\./);
    assert.ok(again.has('Move to recycle bin instead'));
    await again.click(DELETE);
    assert.equal(recordingIn(j, recording).status, 'purged');
  });

  it('a look that fails holds up no deletion out of the recycle bin', async () => {
    const list = await alice.lists();
    await list.trashes();
    await alice.submits(list.message.id, list.dataOf('Delete…'));
    const question = await alice.card();
    const { recording = '' } = question.dataOf(DELETE);
    j.sandbox.faults.set([
      { method: 'GET', path: `/recordings/${recording}$`, status: 403, times: 1 },
    ]);
    await question.click(DELETE);
    assert.equal(recordingIn(j, recording).status, 'purged');
  });

  it('a deletion whose answer is lost is told as done, not as gone before', async () => {
    const question = await asked();
    const { recording } = question.dataOf(DELETE);
    j.sandbox.faults.set([{ method: 'DELETE', path: '/recordings/', cut: 'after', times: 1 }]);
    await question.click(DELETE);
    assert.equal(recordingIn(j, recording).status, 'purged');
    assert.match((await alice.card()).text(), /Deleted “.+” permanently/);
  });

  it('is asked anew where that was weeks ago: somebody may have watched it since', async () => {
    const about = { host: 'alice@example.com', topic: 'Retro', daysAgo: 70, accesses: 0 };
    const { id } = j.sandbox.addRecording(about);
    await (await alice.lists('list retro all time')).asksToPurge();
    const question = await alice.card();
    assert.match(question.text(), /Nobody has watched or downloaded it yet/);
    const data = question.dataOf(DELETE);
    const weeksAgo = (seconds: string): string => String(Number(seconds) - 21 * 86_400);
    const list = data.list?.replace(/(?<=^\d+\.\d+\.)\d+/, weeksAgo);
    assert.ok(list);
    Object.assign(recordingIn(j, id), { accesses: 3 });
    await alice.submits(question.message.id, { ...data, list });
    assert.equal(recordingIn(j, id).status, 'available');
    const again = await alice.card();
    assert.match(again.text(), /I asked you this a while ago\.\*\* Nothing was deleted/);
    assert.match(again.text(), /by \d+ (people|person) so far/);
    await again.click(DELETE);
    assert.equal(recordingIn(j, id).status, 'purged');
  });
});
