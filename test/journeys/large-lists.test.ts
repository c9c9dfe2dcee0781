import assert from 'node:assert/strict';
import { until } from '../support/until.js';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';

describe('journey: a person with 250 recordings', () => {
  let j: Journey;
  let frida: Client;
  before(async () => {
    // Nobody here minds a slow machine.
    j = await journey({ app: { searchPatienceMs: 30_000 } });
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

  it('the first hundred come with one call, and what there is in all a little later', async () => {
    j.sandbox.calls.clear();
    const sent = j.sandbox.cards().length;
    const others = j.sandbox.hold({ method: 'GET', path: /^\/v1\/recordings$/ });
    others.pass(1);
    const listed = frida.lists();
    await until(() => j.sandbox.cards().length > sent);
    others.open();
    const card = await listed;
    const [first] = j.sandbox.cards().slice(sent);
    assert.match(JSON.stringify(first?.card), /1–5 of 100\+ · counting…/);
    assert.match(card.text(), /1–5 of 100\+? · 250 in all, [\d.]+ GB/);
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
    assert.deepEqual(asked(), ['27']);
  });

  it('`list 250` can be gone through to its end, for no more calls than finding them took', async () => {
    j.sandbox.calls.clear();
    const first = await frida.lists('list 250');
    assert.match(first.text(), /1–5 of 250 · /);
    const found = asked().length;
    assert.ok(found <= 8, String(found));
    const older = first.dataOf('Older ›').list?.split('.') ?? [];
    const last = [...older.slice(0, 4), '245'].join('.');
    await frida.submits(first.message.id, { action: 'page', list: last });
    assert.match((await frida.card()).text(), /246–250 of 250/);
    assert.equal(asked().length, found);
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
    assert.match(card.text(), /96–100 of 100 · 250 in all/);
    assert.equal(seen.length, 100);
    assert.equal(new Set(seen).size, 100);
  });

  it('every card stays under 12 kB', () => {
    const sizes = j.sandbox.cards().map(({ card }) => Buffer.byteLength(JSON.stringify(card)));
    assert.ok(sizes.length > 20);
    assert.ok(Math.max(...sizes) <= 12_000, String(Math.max(...sizes)));
  });
});

describe('journey: a person with 10,000 recordings', () => {
  let j: Journey;
  let greta: Client;
  let id: string;
  before(async () => {
    // Nobody here minds a slow machine.
    j = await journey({ app: { searchPatienceMs: 30_000 } });
    const person = j.sandbox.addPerson({ name: 'Greta', recordings: 10_000, days: 29 });
    ({ id } = person);
    greta = j.as(person.token);
    await greta.connects();
  });
  after(() => j.end());

  it('sees the newest at once and the totals of all, in few more calls than there are pages', async () => {
    j.sandbox.calls.clear();
    const card = await greta.lists();
    assert.match(card.text(), /1–5 of 100\+? · 10,000 in all, [\d.]+ (GB|TB)/);
    const calls = j.calls().filter((call) => call === 'GET /recordings').length;
    assert.ok(calls <= 170, String(calls));
  });

  it('sees the largest of all', async () => {
    const card = await greta.lists();
    const { list = '' } = card.dataOf('Refresh');
    await greta.submits(card.message.id, { action: 'refresh', list: `${list}?sort=largest` });
    const largest = Math.max(
      ...j.sandbox.recordings
        .ofPerson(id)
        .all()
        .filter(({ status }) => status === 'available')
        .map(({ sizeBytes }) => sizeBytes),
    );
    const shown = (await greta.card()).text();
    assert.match(shown, new RegExp(` · ${Math.round(largest / 1_000_000)} MB`));
  });
});
