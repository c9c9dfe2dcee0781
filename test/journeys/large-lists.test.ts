import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';

describe('journey: a person with 250 recordings', () => {
  let j: Journey;
  let frida: Client;
  before(async () => {
    j = await journey();
    const person = j.sandbox.addPerson({ name: 'Frida', recordings: 250, days: 29 });
    frida = j.as(person.token);
    await frida.connects();
  });
  after(() => j.end());

  const asked = (): (string | undefined)[] =>
    j.sandbox.calls
      .list()
      .filter(({ path }) => path === '/v1/recordings')
      .map(({ query }) => query.max);

  it('the first hundred come with one call, and that there are more is said', async () => {
    j.sandbox.calls.clear();
    const card = await frida.lists();
    assert.match(card.text(), /1–5 of 100\+/);
    assert.deepEqual(asked(), ['100']);
  });

  it('`list 7` is seven: a page of five and one of two', async () => {
    j.sandbox.calls.clear();
    const first = await frida.lists('list 7');
    assert.match(first.text(), /1–5 of 7\+/);
    await first.click('Older ›');
    const second = await frida.card();
    assert.match(second.text(), /6–7 of 7\+/);
    assert.equal(second.topics().length, 2);
    assert.equal(second.has('Older ›'), false);
    assert.deepEqual(asked(), ['7', '7']);
  });

  it('`list 500` is more than can be shown, and what can is said', async () => {
    j.sandbox.calls.clear();
    assert.match((await frida.lists('list 500')).text(), /I can list 1 to 100 recordings/);
    assert.deepEqual(asked(), []);
  });

  it('all twenty pages can be walked, each recording once', async () => {
    let card = await frida.lists();
    const seen: string[] = [];
    for (;;) {
      seen.push(...card.buttons('Delete…').map(({ data }) => data?.recording ?? ''));
      if (!card.has('Older ›')) break;
      await card.click('Older ›');
      card = await frida.card();
    }
    assert.match(card.text(), /96–100 of 100\+/);
    assert.equal(seen.length, 100);
    assert.equal(new Set(seen).size, 100);
  });

  it('every card stays under 12 kB', () => {
    const sizes = j.sandbox.cards().map(({ card }) => Buffer.byteLength(JSON.stringify(card)));
    assert.ok(sizes.length > 20);
    assert.ok(Math.max(...sizes) <= 12_000, String(Math.max(...sizes)));
  });
});
