import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';

const DAY = 86_400_000;

describe('journey: the spans that Webex is asked for', () => {
  let j: Journey;
  let dora: Client;
  before(async () => {
    j = await journey();
    dora = j.as(j.sandbox.addPerson({ name: 'Dora', recordings: 12, days: 364 }).token);
    await dora.connects();
  });
  beforeEach(() => j.sandbox.calls.clear());
  after(() => j.end());

  const asked = () =>
    j.sandbox.calls
      .list()
      .filter(({ path }) => path === '/v1/recordings')
      .map(({ query }) => query);

  it('from and to are always sent, to the second and in UTC', async () => {
    await dora.lists();
    await (await dora.card()).click('Earlier 30 days');
    await (await dora.card()).click('Earlier 30 days');
    await (await dora.card()).click('Later 30 days');
    const card = await dora.lists('list 1');
    await dora.submits(card.message.id, { action: 'page', list: `365.0.${now()}.100.0` });
    assert.ok(asked().length > 3);
    for (const { from = '', to = '', max } of asked()) {
      assert.match(from, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      assert.match(to, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      const days = (Date.parse(to) - Date.parse(from)) / DAY;
      assert.ok(days > 0, String(days));
      assert.ok(Number(max) >= 1 && Number(max) <= 100);
    }
  });

  it('a year is asked for at once, and shown newest first', async () => {
    const { message } = await dora.lists();
    j.sandbox.calls.clear();
    // Not the same list as above, which may be remembered.
    await dora.submits(message.id, { action: 'page', list: `365.0.${now()}.99.0` });
    const [{ from = '', to = '' } = {}, ...more] = asked();
    assert.equal(Math.round((Date.parse(to) - Date.parse(from)) / DAY), 365);
    assert.deepEqual(more, []);
    const card = await dora.card();
    assert.match(card.text(), /last 12 months, top 99\n1–5 of 12/);
  });

  it('a small number of a year is asked for at once, too', async () => {
    const { message } = await dora.lists();
    j.sandbox.calls.clear();
    await dora.submits(message.id, { action: 'page', list: `365.0.${now()}.2.0` });
    assert.equal(asked().length, 1);
    assert.match((await dora.card()).text(), /1–2 of 2\+/);
  });
});

/** In seconds, as a list's state has it. */
function now(): number {
  return Math.floor(Date.now() / 1000);
}
