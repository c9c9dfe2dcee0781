import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import type { Client, SeenCard } from '../support/people.js';
import { until } from '../support/until.js';

/** What came of a click is not to wait for a list that takes long. */
describe('journey: the list after a change', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey({ app: { searchPatienceMs: 200 } });
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  afterEach(async () => {
    j.sandbox.faults.set([]);
    j.sandbox.letGo();
    await j.rest();
  });
  after(() => j.end());

  /** Holds lists that are asked for from now on. */
  const holds = () => j.sandbox.hold({ method: 'GET', path: /^\/v1\/recordings$/ });
  /** Clicks, and does not wait for the answer. */
  const presses = async (card: SeenCard, title: string): Promise<void> => {
    const { id: messageId } = card.message;
    const inputs = card.dataOf(title);
    await alice.api('POST', '/attachment/actions', { type: 'submit', messageId, inputs });
  };
  const sees = async (text: RegExp): Promise<SeenCard> => {
    let card = await alice.card();
    const hope = (): string => `${String(text)} instead of:\n${card.text()}`;
    await until(async () => text.test((card = await alice.card()).text()), hope);
    return card;
  };
  /** Takes a deletion back while lists wait: what came of it is told, and its list is to follow. */
  const restores = async () => {
    await (await alice.lists()).trashes();
    const moved = await alice.card();
    const hold = holds();
    await presses(moved, 'Undo');
    const told = await sees(/Restored “.+”.*It will appear here/s);
    return { moved, told, hold };
  };
  const lists = (): number =>
    j.sandbox.calls.list().filter(({ path }) => path === '/v1/recordings').length;

  it('that was shown a moment ago is not asked for again, and lacks what went', async () => {
    for (let many = 0; many < 3; many += 1) await (await alice.lists()).trashes();
    await alice.says('bin');
    const bin = await sees(/5 recordings/);
    j.sandbox.calls.clear();
    await bin.click('Restore');
    const two = await sees(/Restored “.+”.*4 recordings/s);
    await two.click('Delete permanently…');
    await (await sees(/cannot be undone|for good|permanently/)).click('Yes, delete permanently');
    const one = await sees(/Deleted “.+” permanently.*3 recordings/s);
    await one.click('Restore');
    await sees(/Restored “.+”/);
    assert.equal(lists(), 0);
  });

  it('follows when it takes long, and what came of the click is told at once', async () => {
    const { moved, told, hold } = await restores();
    assert.ok(told.has('Show the list'));
    assert.equal(told.message.id, moved.message.id);
    hold.open();
    await sees(/Restored “.+”.*Your recordings/s);
  });

  it('that comes to nothing leaves what came of the click on the card', async () => {
    const { hold } = await restores();
    j.sandbox.faults.set([{ method: 'GET', path: '/recordings$', status: 403 }]);
    hold.open();
    await sees(/Restored “.+”.*Webex couldn’t give me the list/s);
  });

  it('that the next process finds has what came of the click on top', async () => {
    const { hold } = await restores();
    await j.app.stop();
    hold.open();
    await j.next({ PORT: j.env.PORT });
    await sees(/Restored “.+”.*Your recordings/s);
  });
});
