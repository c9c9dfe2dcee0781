import assert from 'node:assert/strict';
import { outcomePattern } from '../support/errors-doc.js';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';
import { recordingIn } from '../support/shelf.js';

const MOVE = '/recordings/softDelete$';
const LOOK = '/recordings/[0-9a-f]{32}$';

describe('journey: only what was seen is told', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey();
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  afterEach(() => j.sandbox.faults.set([]));
  after(() => j.end());

  const clickWhile = async (...faults: object[]) => {
    const list = await alice.lists();
    const { recording } = list.trashData();
    j.sandbox.faults.set(faults);
    await list.trashes();
    const card = await alice.card();
    assert.equal(card.message.id, list.message.id);
    return { card, status: recordingIn(j, recording).status };
  };

  it('seen in the bin: done', async () => {
    const { card, status } = await clickWhile();
    assert.match(card.text(), outcomePattern('done'));
    assert.equal(status, 'deleted');
  });

  it('the answer was lost once, and it is seen in the bin: done, not “already”', async () => {
    const { card, status } = await clickWhile({ path: MOVE, cut: 'after', times: 1 });
    assert.match(card.text(), outcomePattern('done'));
    assert.equal(status, 'deleted');
  });

  it('no answer ever came, and it is seen in the bin: done', async () => {
    const { card } = await clickWhile({ path: MOVE, cut: 'after' });
    assert.match(card.text(), outcomePattern('done'));
  });

  it('no answer came, and it is seen where it was: nothing was changed', async () => {
    const { card, status } = await clickWhile({ path: MOVE, cut: 'before' });
    assert.match(card.text(), outcomePattern('unchanged'));
    assert.match(card.text(), /Webex didn’t answer\. Try again in a minute\./);
    assert.equal(status, 'available');
  });

  it('no answer came, and it cannot be seen: so it is said, and a later look tells', async () => {
    const { card, status } = await clickWhile(
      { path: MOVE, cut: 'after' },
      { path: LOOK, cut: 'before' },
    );
    assert.match(card.text(), outcomePattern('unsure'));
    assert.equal(status, 'deleted');
    j.sandbox.faults.set([]);
    await card.click('Try again');
    assert.match((await alice.card()).text(), outcomePattern('already'));
  });

  it('Webex accepted, and it cannot be seen: so it is said, with the trackingId', async () => {
    const { card, status } = await clickWhile({ path: LOOK, status: 503 });
    assert.match(card.text(), /Webex has a problem, and I couldn’t see whether “.+” is in the/);
    assert.match(card.text(), /trackingId: \S+/);
    assert.equal(status, 'deleted');
  });

  it('Webex accepted, and it is seen where it was: so it is said', async () => {
    const { card, status } = await clickWhile({ path: MOVE, status: 204 });
    assert.match(card.text(), outcomePattern('not seen'));
    assert.equal(status, 'available');
  });

  it('done, and the list below it cannot be had: the outcome is told all the same', async () => {
    const { card: moved, status } = await clickWhile();
    assert.equal(status, 'deleted');
    j.sandbox.faults.set([{ path: '/recordings$', status: 500 }]);
    await moved.click('Undo');
    const card = await alice.card();
    assert.match(card.text(), /Restored “.+”.*Webex couldn’t give me the list right now/s);
    j.sandbox.faults.set([]);
    await card.click('Show the list');
    assert.match((await alice.card()).text(), /Your recordings/);
  });

  it('the card cannot be replaced for a while: the outcome still comes', async () => {
    const list = await alice.lists();
    j.sandbox.faults.set([{ method: 'PUT', path: '/messages/', status: 503 }]);
    await list.trashes();
    const card = await alice.card();
    assert.match(card.text(), outcomePattern('done'));
    assert.equal(
      (await alice.heard()).some(({ id }) => id === list.message.id),
      false,
    );
  });

  it('the same for a permanent deletion and for an undo', async () => {
    const list = await alice.lists();
    const data = list.trashData();
    j.sandbox.faults.set([{ path: LOOK, method: 'GET', status: 503 }]);
    await alice.submits(list.message.id, { ...data, action: 'delete' });
    assert.match((await alice.card()).text(), /couldn’t see whether “.+” is deleted now/);
    const other = list.trashData(1);
    await alice.submits(list.message.id, { ...other, action: 'trash' });
    await alice.submits(list.message.id, { ...other, action: 'restore' });
    assert.match((await alice.card()).text(), /couldn’t see whether “.+” is back now/);
    assert.equal(recordingIn(j, other.recording).status, 'available');
  });
});
