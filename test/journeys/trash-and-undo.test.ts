import assert from 'node:assert/strict';
import { escapeText } from '../../src/bot/ui/escape.js';
import { TOPIC_LENGTH } from '../../src/features/list/row.js';
import { CHANGES_AT_ONCE, journey, type Journey } from '../support/journey.js';
import type { Client, SeenCard } from '../support/people.js';
import { everyStatus, recordingIn } from '../support/shelf.js';

describe('journey: to the recycle bin and back', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey({ sandbox: CHANGES_AT_ONCE });
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  afterEach(() => {
    j.sandbox.faults.set([]);
    j.sandbox.world.settings.editCards = true;
  });
  after(() => j.end());

  const idOn = (card: SeenCard): string => card.trashData().recording ?? '';

  it('asks before it acts, with topic, date, size and what will happen', async () => {
    const list = await alice.lists();
    const before = everyStatus(j);
    await list.click('Delete…');
    const card = await alice.card();
    assert.equal(card.message.id, list.message.id);
    assert.match(card.text(), /Delete “.+”\?/);
    assert.match(card.text(), /MB\n.*(so far|yet)\.\nYou can restore it from/);
    assert.deepEqual(everyStatus(j), before);
    await card.click('Cancel');
    assert.deepEqual((await alice.card()).topics(), list.topics());
    assert.deepEqual(everyStatus(j), before);
  });

  it('is two clicks away', async () => {
    await (await alice.lists()).click('Delete…');
    const card = await alice.card();
    const { recording } = card.dataOf('Move to recycle bin');
    await card.click('Move to recycle bin');
    assert.equal(recordingIn(j, recording).status, 'deleted');
    await (await alice.card()).click('Undo');
  });

  it('asks without what it costs, where Webex does not tell or is slow to', async () => {
    const list = await alice.lists();
    for (const fault of [{ status: 403 }, { status: 503 }, { latencyMs: 5_000 }]) {
      j.sandbox.faults.set([{ path: '/recordingReport/', ...fault }]);
      await alice.submits(list.message.id, list.dataOf('Delete…'));
      const card = await alice.card();
      assert.match(card.text(), /Delete “.+”\?\n.*MB\nYou can restore it/);
      assert.ok(card.has('Move to recycle bin'));
    }
  }).timeout(20_000);

  it('moves, says until when it can be undone, and undoes, in one message', async () => {
    const list = await alice.lists();
    const id = idOn(list);
    await list.trashes();
    assert.equal(recordingIn(j, id).status, 'deleted');
    const moved = await alice.card();
    assert.match(
      moved.text(),
      /Moved “.+” to the recycle bin\. You can restore it until \d{1,2} \w+ \d{4}\./,
    );
    assert.equal(moved.topics().length, 5);
    await moved.click('Undo');
    assert.equal(recordingIn(j, id).status, 'available');
    const back = await alice.card();
    assert.match(back.text(), /Restored “.+”\./);
    assert.equal(back.message.id, list.message.id);
    assert.deepEqual(back.topics(), list.topics());
  });

  it('keeps Undo on the card through pages and details, until it is used', async () => {
    const list = await alice.lists();
    const id = idOn(list);
    await list.trashes();
    for (const click of ['Older ›', 'Refresh', '‹ Newer']) {
      await (await alice.card()).click(click);
      assert.match((await alice.card()).text(), /^Moved “.+” to the recycle bin\./, click);
    }
    await (await alice.card()).click('Details');
    await (await alice.card()).click('« Back to the list');
    await (await alice.card()).click('Undo');
    assert.equal(recordingIn(j, id).status, 'available');
    assert.match((await alice.card()).text(), /^Restored “.+”\./);
    await (await alice.card()).click('Older ›');
    assert.doesNotMatch((await alice.card()).text(), /Moved|Restored/);
  });

  it('keeps the Undo of the last three through other deletions and pages; the recycle bin has the rest', async () => {
    let card = await alice.lists();
    const ids: string[] = [];
    const titled: string[] = [];
    for (let n = 0; n < 4; n += 1) {
      ids.push(idOn(card));
      await card.trashes();
      card = await alice.card();
      const [, topic = ''] = /^Moved “(.+?)” to/.exec(card.text()) ?? [];
      titled.push(`Undo “${escapeText(topic, TOPIC_LENGTH.button)}”`);
    }
    await card.click('Refresh');
    card = await alice.card();
    const undos = card
      .parts()
      .map(({ title = '' }) => title)
      .filter((title) => title.startsWith('Undo'));
    assert.deepEqual(undos, ['Undo', titled[2], titled[1]]);
    assert.equal(card.dataOf('Undo').recording, ids[3]);
    for (const n of [1, 3, 2]) {
      await card.click(card.has(titled[n] ?? '') ? (titled[n] ?? '') : 'Undo');
      card = await alice.card();
      assert.match(card.text(), /^Restored “.+”\./);
      assert.equal(recordingIn(j, ids[n]).status, 'available');
    }
    assert.equal(recordingIn(j, ids[0]).status, 'deleted');
    await card.click('Refresh');
    assert.doesNotMatch((await alice.card()).text(), /Moved|Undo/);
    j.sandbox.recordings.restore([recordingIn(j, ids[0])]);
  });

  it('moves a recording of the other site too', async () => {
    let card = await alice.lists();
    const here = () =>
      card.buttons('Delete…').findIndex(({ data }) => data?.site === 'acme-emea.webex.com');
    while (here() < 0) {
      await card.click('Older ›');
      card = await alice.card();
    }
    const { recording } = card.trashData(here());
    await card.trashes(here());
    assert.match((await alice.card()).text(), /Moved/);
    assert.equal(recordingIn(j, recording).status, 'deleted');
    await (await alice.card()).click('Undo');
    assert.equal(recordingIn(j, recording).status, 'available');
  });

  it('a second click says that it is done already, and acts no more', async () => {
    const list = await alice.lists();
    await list.trashes();
    j.sandbox.calls.clear();
    await list.trashes();
    const card = await alice.card();
    assert.match(card.text(), /is already in the recycle bin\./);
    assert.equal(j.calls().includes('POST /recordings/softDelete'), false);
    await card.click('Undo');
    const undone = await alice.card();
    assert.match(undone.text(), /Restored/);
    await alice.submits(card.message.id, card.dataOf('Undo'));
    assert.match((await alice.card()).text(), /is already back\./);
  });

  it('a second click is told so even where Webex would answer it with 204', async () => {
    const list = await alice.lists();
    await list.trashes();
    j.sandbox.faults.set([{ path: '/recordings/softDelete$', status: 204 }]);
    await list.trashes();
    assert.match((await alice.card()).text(), /is already in the recycle bin\./);
  });

  it('a recording that somebody moved meanwhile (Webex: 404) is in the bin already', async () => {
    const list = await alice.lists();
    const { recording, site } = list.trashData();
    const body = { recordingIds: [recording], siteUrl: site };
    await alice.api('POST', '/recordings/softDelete', body);
    await list.trashes();
    const card = await alice.card();
    assert.match(card.text(), /is already in the recycle bin\./);
    await card.click('Undo');
    assert.equal(recordingIn(j, recording).status, 'available');
  });

  it('a recording that was deleted meanwhile is gone, and the list is fresh', async () => {
    const list = await alice.lists();
    const { recording = '' } = list.trashData();
    await alice.api('DELETE', `/recordings/${recording}`);
    await list.trashes();
    const card = await alice.card();
    assert.match(card.text(), /was deleted permanently/);
    assert.equal(JSON.stringify(card.content).includes(recording), false);
    assert.equal(card.has('Undo'), false);
  });

  it('a recording that was handed to another host meanwhile is not said to be deleted', async () => {
    const list = await alice.lists();
    const data = list.trashData();
    const heir = j.sandbox.addPerson({ name: 'Heir' });
    const hostId = j.sandbox.world.people.byEmail(heir.email)?.id;
    Object.assign(recordingIn(j, data.recording), { hostId });
    for (const action of ['trash', 'delete', 'ask-delete', 'more', 'download']) {
      await alice.submits(list.message.id, { ...data, action });
      const text = (await alice.card()).text();
      assert.match(text, /deleted permanently, or you can no longer see it\./, action);
    }
    assert.equal(recordingIn(j, data.recording).status, 'available');
  });

  it('says so when Webex accepts and nothing is to be seen of it', async () => {
    const list = await alice.lists();
    j.sandbox.faults.set([{ path: '/recordings/softDelete$', status: 204 }]);
    await list.trashes();
    const card = await alice.card();
    assert.match(card.text(), /Webex accepted the request, but “.+” looks unchanged/);
    assert.match(card.text(), /trackingId: \S+/);
    j.sandbox.faults.set([]);
    await card.click('Try again');
    assert.match((await alice.card()).text(), /Moved/);
  });

  it('where cards cannot be edited, a new one takes the old one’s place', async () => {
    const list = await alice.lists();
    j.sandbox.world.settings.editCards = false;
    await list.trashes();
    const card = await alice.card();
    assert.match(card.text(), /Moved/);
    assert.notEqual(card.message.id, list.message.id);
    assert.equal(
      (await alice.heard()).some(({ id }) => id === list.message.id),
      false,
    );
  });

  it('and so after the ten edits that Webex allows', async () => {
    const list = await alice.lists();
    for (let edit = 0; edit < 10; edit += 1) await (await alice.card()).click('Refresh');
    assert.equal((await alice.card()).message.id, list.message.id);
    await (await alice.card()).click('Refresh');
    assert.notEqual((await alice.card()).message.id, list.message.id);
    assert.equal(
      (await alice.heard()).some(({ id }) => id === list.message.id),
      false,
    );
  });
});
