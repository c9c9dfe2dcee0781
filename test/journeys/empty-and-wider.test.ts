import assert from 'node:assert/strict';
import { CHANGES_AT_ONCE, journey, type Journey } from '../support/journey.js';

describe('journey: nothing to show', () => {
  let j: Journey;
  before(async () => {
    j = await journey({ sandbox: CHANGES_AT_ONCE });
  });
  after(() => j.end());

  it('says so, and what was searched, and offers a wider search', async () => {
    const carol = j.as('sandbox-carol');
    await carol.connects();
    const card = await carol.card();
    assert.match(card.text(), /last 30 days/);
    assert.match(
      card.text(),
      /You have no recordings in this time: a wider search may find some\./,
    );
    assert.deepEqual(card.topics(), []);
    assert.equal(card.has('Delete…'), false);
    assert.ok(card.has('Search all dates'));
    await card.click('Search the last 12 months');
    const wider = await carol.card();
    assert.match(wider.text(), /last 12 months/);
    assert.match(wider.text(), /You have no recordings in this time\./);
    assert.equal(wider.has('Search the last 12 months'), false);
  });

  it('finds what is older by the wider search', async () => {
    const person = j.sandbox.addPerson({ name: 'Dora', recordings: 3, days: 200 });
    const recordings = j.sandbox.recordings.ofPerson(person.id).all();
    const dora = j.as(person.token);
    await dora.connects();
    // Half a step in from either end: the three are 33, 100 and 167 days old.
    assert.equal(recordings.length, 3);
    await (await dora.card()).click('Search the last 12 months');
    const card = await dora.card();
    assert.deepEqual(
      card.topics(),
      recordings.map(({ topic }) => topic),
    );
    assert.match(card.text(), /3 recordings/);
  });

  it('the last one moved away leaves an empty list, with Undo', async () => {
    const person = j.sandbox.addPerson({ name: 'Emil', recordings: 1, days: 2 });
    const emil = j.as(person.token);
    await emil.connects();
    await (await emil.card()).trashes();
    const card = await emil.card();
    assert.match(card.text(), /You have no recordings in this time/);
    await card.click('Undo');
    assert.equal((await emil.card()).topics().length, 1);
  });
});
