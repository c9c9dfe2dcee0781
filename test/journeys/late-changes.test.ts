import assert from 'node:assert/strict';
import { outcomePattern } from '../support/errors-doc.js';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';
import { until } from '../support/until.js';
import { recordingIn } from '../support/shelf.js';

/** Milliseconds, of a Webex that shows a change after 150. */
const LOOKS = [20, 60, 120, 400];

describe('journey: a change that Webex shows late', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey({
      sandbox: { settings: { changeLagMs: 150 } },
      // Waits are a hundredth in journeys.
      app: { lookAgainMs: LOOKS.map((ms) => ms * 100) },
    });
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  after(() => j.end());

  const checked = (): number =>
    j.sandbox.cards().filter(({ card }) => JSON.stringify(card).includes('Checking whether'))
      .length;

  it('is being checked at first, then moved, with Undo; and Undo is, too', async () => {
    const list = await alice.lists();
    const { recording } = list.trashData();
    await list.trashes();
    const moved = await alice.card();
    assert.equal(moved.message.id, list.message.id);
    assert.match(moved.text(), outcomePattern('done'));
    assert.equal(checked(), 1);
    await moved.click('Undo');
    const restored = await alice.card();
    assert.match(restored.text(), /Restored “.+”\./);
    assert.equal(checked(), 2);
    assert.equal(recordingIn(j, recording).status, 'available');
    assert.match((await alice.lists('history')).text(), /restored\n.+moved to the recycle bin/s);
    assert.doesNotMatch(j.log(), /recording not changed/);
  });

  it('goes on being checked by the next process', async () => {
    const list = await alice.lists();
    const looks = j.sandbox.hold({ method: 'GET', path: /^\/recordings\/[0-9a-f]{32}$/ });
    looks.pass(2);
    const inputs = list.trashData();
    const { id: messageId } = list.message;
    await alice.api('POST', '/attachment/actions', { type: 'submit', messageId, inputs });
    await until(
      () => Promise.resolve(checked() === 3),
      () => 'no card says that it is checked',
    );
    const stopped = j.app.stop();
    looks.open();
    await stopped;
    await j.next();
    await j.rest();
    assert.match((await alice.card()).text(), outcomePattern('done'));
  });
});
