import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';

for (const store of ['postgres', 'pglite'] as const) {
  describe(`the newcomer’s path (${store})`, function () {
    this.timeout(120_000);
    let j: Journey;
    before(async () => {
      j = await journey({ store });
    });
    after(() => j.end());

    it('list, connect, list, delete, undo', async () => {
      const alice = j.as('sandbox-alice');
      await alice.says('list');
      const invitation = await alice.card();
      const page = await alice.follows(invitation.link('Connect'));
      assert.equal(page.status, 200);
      assert.match(page.text, /You are connected/);

      const list = await alice.card();
      assert.match(list.text(), /Your recordings/);
      // Webex has said her time zone: no client puts its own in its place.
      assert.doesNotMatch(JSON.stringify(list.content), /\{\{DATE/);
      const topics = list.topics();
      assert.equal(topics.length, 5);
      await list.trashes();

      const moved = await alice.card();
      assert.equal(moved.message.id, list.message.id);
      assert.match(moved.text(), /Moved “.*” to the recycle bin/);
      await moved.click('Undo');
      const back = await alice.card();
      assert.match(back.text(), /Restored/);
      assert.deepEqual(back.topics(), topics);
    });
  });
}
