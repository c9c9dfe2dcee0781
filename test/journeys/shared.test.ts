import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';
import { everyStatus, recordingsOf } from '../support/shelf.js';

describe('journey: recordings shared by others', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey();
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  after(() => j.end());

  const shared = () => {
    const bob = j.sandbox.world.people.byEmail('bob@example.com');
    return recordingsOf(j, 'alice@example.com').filter(({ hostId }) => hostId === bob?.id);
  };

  it('are marked, can be watched, and carry no button to delete them', async () => {
    let card = await alice.lists();
    const topic = 'Design critique: navigation';
    while (!card.topics().includes(topic)) {
      await card.click('Older ›');
      card = await alice.card();
    }
    assert.match(card.text(), new RegExp(`${topic}\\n.* · shared with you`));
    const bobs = new Set(shared().map(({ id }) => id));
    const named = [...card.buttons('Delete…'), ...card.buttons('Delete permanently…')];
    for (const { data } of named) assert.equal(bobs.has(data?.recording ?? ''), false);
    const marks = card.text().match(/shared with you/g) ?? [];
    assert.equal(card.buttons('Delete…').length, card.topics().length - marks.length);
  });

  for (const action of ['trash', 'delete', 'restore']) {
    it(`a forged ${action} of one is refused by Webex, and why is told`, async () => {
      const card = await alice.lists();
      const before = everyStatus(j);
      const [first] = shared();
      await alice.submits(card.message.id, {
        action,
        recording: first?.id ?? '',
        site: first?.siteUrl ?? '',
      });
      const told = await alice.card();
      assert.match(told.text(), /nothing was changed\. .*Only the host of a meeting can change/);
      assert.match(told.text(), /trackingId: \S+/);
      assert.ok(told.has('Connect again'));
      assert.deepEqual(everyStatus(j), before);
    });
  }

  it('one of somebody else’s that was never shared is not found', async () => {
    const card = await alice.lists();
    const before = everyStatus(j);
    const ours = new Set(recordingsOf(j, 'alice@example.com').map(({ id }) => id));
    const other = recordingsOf(j, 'bob@example.com').find(({ id }) => !ours.has(id));
    for (const action of ['trash', 'delete', 'ask-delete', 'restore']) {
      const inputs = { action, recording: other?.id ?? '', site: other?.siteUrl ?? '' };
      await alice.submits(card.message.id, inputs);
      const text = (await alice.card()).text();
      assert.match(text, /no longer shows|gone already/, action);
      assert.equal(text.includes(other?.topic ?? '-'), false);
    }
    assert.deepEqual(everyStatus(j), before);
  });
});
