import assert from 'node:assert/strict';
import { outcomePattern } from '../support/errors-doc.js';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';
import { until } from '../support/until.js';
import { recordingIn } from '../support/shelf.js';

/** Milliseconds: however slow the machine, the first look comes before it, and the last one after it. */
const LAG_MS = 2_000;
const LOOKS = [10, 20, 2_300, 5_000];

describe('journey: a change that Webex shows late', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey({
      sandbox: { settings: { changeLagMs: LAG_MS } },
      // Waits are a hundredth in journeys.
      app: { lookAgainMs: LOOKS.map((ms) => ms * 100) },
      env: { ADMINISTRATORS: 'admin@example.com' },
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

  /** Moves the first of a list; whoever looks whether that is seen waits. */
  const heldAtLooks = async (who = alice, words = 'list') => {
    const before = checked();
    const list = await who.lists(words);
    const looks = j.sandbox.hold({ method: 'GET', path: /^\/recordings\/[0-9a-f]{32}$/ });
    looks.pass(2);
    const inputs = list.trashData();
    const { id: messageId } = list.message;
    await who.api('POST', '/attachment/actions', { type: 'submit', messageId, inputs });
    await until(() => checked() === before + 1, 'that a card says that it is checked');
    return { looks, list };
  };

  it('ends in a card of its own where the person did something else on that one', async () => {
    const { looks, list } = await heldAtLooks();
    const inputs = { action: 'refresh', list: list.dataOf('Refresh').list ?? '' };
    const { id: messageId } = list.message;
    await alice.api('POST', '/attachment/actions', { type: 'submit', messageId, inputs });
    const there = async () => (await alice.heard()).find(({ id }) => id === messageId);
    const shows = async (text: RegExp): Promise<boolean> => {
      const message = await there();
      return message !== undefined && text.test(alice.see(message).text());
    };
    await until(() => shows(/^Your recordings/), 'the list again');
    looks.open();
    await j.rest();
    const moved = await alice.card();
    assert.notEqual(moved.message.id, messageId);
    assert.match(moved.text(), outcomePattern('done'));
    assert.ok(moved.has('Undo') && moved.has('Show the list'));
    assert.ok(await shows(/^Your recordings/), 'what they asked for stays');
  });

  it('says also there on whose behalf', async () => {
    const admin = j.as('sandbox-admin');
    await admin.says('for bob@example.com list');
    await admin.follows((await admin.card()).link('Connect'));
    const { looks, list } = await heldAtLooks(admin, 'for bob@example.com list');
    const inputs = { action: 'refresh', list: list.dataOf('Refresh').list ?? '' };
    const messageId = list.message.id;
    await admin.api('POST', '/attachment/actions', { type: 'submit', messageId, inputs });
    await until(async () => {
      const message = (await admin.heard()).find(({ id }) => id === messageId);
      return message !== undefined && admin.see(message).text().includes('from the last 30 days');
    });
    looks.open();
    await j.rest();
    const moved = await admin.card();
    assert.notEqual(moved.message.id, messageId);
    assert.match(moved.text(), /^⚠ On behalf of Bob Brandt.*\nMoved “/);
  });

  it('is told all the same where Webex fails as the card is to say so', async () => {
    const { looks, list } = await heldAtLooks();
    const path = '^/v1/messages';
    // Each time the card is edited four times in vain, and then posted anew three times.
    j.sandbox.faults.set([
      { method: 'PUT', path, status: 503, times: 8 },
      { method: 'POST', path, status: 503, times: 6 },
    ]);
    looks.open();
    await j.rest();
    j.sandbox.faults.set([]);
    const moved = await alice.card();
    assert.match(moved.text(), outcomePattern('done'));
    const old = (await alice.heard()).find(({ id }) => id === list.message.id);
    assert.ok(
      old === undefined || moved.message.id === old.id,
      'nor is the old one left as it was',
    );
  });

  it('is told in the end where Webex is too busy to change the card at first', async () => {
    const list = await alice.lists();
    const headers = { 'Retry-After': '0' };
    const busy = { method: 'PUT', path: '^/v1/messages', status: 429, headers, times: 6 };
    j.sandbox.faults.set([busy]);
    await list.trashes();
    const moved = await alice.card();
    assert.equal(moved.message.id, list.message.id);
    assert.match(moved.text(), outcomePattern('done'));
    assert.ok(moved.has('Undo'));
    assert.doesNotMatch((await alice.lists('history')).text(), /not known yet/);
  });

  it('goes on being checked by the next process', async () => {
    const { looks } = await heldAtLooks();
    const stopped = j.app.stop();
    looks.open();
    await stopped;
    await j.next();
    await j.rest();
    assert.match((await alice.card()).text(), outcomePattern('done'));
  });
});
