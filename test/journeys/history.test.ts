import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';

describe('journey: history', () => {
  let j: Journey;
  let alice: Client;
  let topic: string;
  before(async () => {
    j = await journey();
    alice = j.as('sandbox-alice');
    await alice.connects();
    const list = await alice.lists();
    [topic = ''] = list.topics();
    await list.trashes();
    await (await alice.card()).click('Undo');
  });
  after(() => j.end());
  afterEach(() => j.sandbox.faults.set([]));

  async function lines(client: Client, words = 'history'): Promise<string[]> {
    await client.says(words);
    return (await client.card()).text().split('\n').slice(1);
  }

  it('tells what was done, the latest first, with the topics as they are now', async () => {
    const [restored = '', moved = '', ...more] = await lines(alice);
    assert.deepEqual(more, []);
    assert.ok(restored.endsWith(`– “${topic}”: restored`), restored);
    assert.ok(moved.endsWith(`– “${topic}”: moved to the recycle bin`), moved);
    assert.match(moved, /^[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2} \d{4}, \d{1,2}:\d{2} – /);
  });

  it('is narrowed by time, and says what it cannot be narrowed by', async () => {
    const [all = ''] = await lines(alice);
    const [said = '', restored = '', , ...none] = await lines(alice, 'history today');
    assert.match(said, /^What you did /);
    assert.equal(restored, all);
    assert.deepEqual(none, []);
    const [before = '', nothing = ''] = await lines(alice, 'what did i do last month');
    assert.match(before, /^What you did in /);
    assert.equal(nothing, 'You didn’t delete, restore or share anything then.');
    const [, note = '', ...found] = await lines(alice, 'history since monday over 2 GB');
    assert.match(note, /^I left the rest out: I can narrow your history by time/);
    assert.equal(found.length, 2);
    const [question = ''] = await lines(alice, 'history 31 february');
    assert.match(question, /31 february is not a date/i);
    await (await alice.card()).click('My changes');
    assert.match((await alice.card()).text(), /^Recent activity/, 'a way on');
  });

  it('is narrowed by topic to what still has one, on every page', async () => {
    const [said = '', ...found] = await lines(alice, `what happened to "${topic}"`);
    assert.match(
      said,
      /^Only recordings of the last year called “.+”, .*deleted for good has no name/,
    );
    assert.deepEqual(
      found.map((line) => line.replace(/^.*”: /, '')),
      ['restored', 'moved to the recycle bin', `bin about "${topic}"`],
    );
    const [, none] = await lines(alice, 'history about pizza');
    assert.equal(none, 'You didn’t delete, restore or share any of these here.');
    await (await alice.card()).click('Look in the bin');
    assert.match((await alice.card()).text(), /recycle bin about “pizza”/);
    const [only = '', , shared] = await lines(alice, `did i share "${topic}"`);
    assert.equal(only, 'Only what you shared here.');
    assert.equal(shared, 'You didn’t share any of these here.');
  });

  it('tells nobody else, and the group only that it answered', async () => {
    const bob = j.as('sandbox-bob');
    await bob.says('history');
    assert.match((await bob.card()).text(), /Nothing yet/);
    const room = await j.group();
    await alice.saysIn(room, 'history');
    const said = (await bob.heardIn(room)).at(-1);
    assert.equal(said?.text, 'Recordings are private, so I answered in our 1:1 space.');
    assert.match((await alice.card()).text(), /Recent activity/);
  });

  it('pages, the newest first, with one line for what one click or job did', async () => {
    const frida = j.as(j.sandbox.addPerson({ name: 'Frida', recordings: 30, days: 20 }).token);
    await frida.connects();
    for (let nth = 0; nth < 6; nth += 1) {
      await (await frida.lists()).trashes();
      await (await frida.card()).click('Undo');
    }
    const first = (await frida.lists('history')).text().split('\n').slice(1);
    assert.equal(first.length, 10);
    const card = await frida.card();
    await card.click('Older ›');
    const second = await frida.card();
    assert.equal(second.message.id, card.message.id);
    assert.equal(second.text().split('\n').length, 3);
    await second.click('‹ Newer');
    assert.deepEqual((await frida.card()).text().split('\n').slice(1), first);
  });

  it('leaves out the topics that Webex does not give', async () => {
    j.sandbox.faults.set([{ path: '/recordings/', status: 403 }]);
    const [restored = ''] = await lines(alice);
    assert.ok(restored.endsWith('– A recording: restored'), restored);
  });

  it('renews a token that is over, and works with none at all', async () => {
    j.sandbox.faults.set([{ path: '/recordings/', status: 401, times: 1 }]);
    assert.ok((await lines(alice))[0]?.endsWith(`“${topic}”: restored`));
    await alice.says('disconnect');
    assert.ok((await lines(alice))[0]?.endsWith('– A recording: restored'));
  });
});
