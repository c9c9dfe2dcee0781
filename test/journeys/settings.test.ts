import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import type { Client, SeenCard } from '../support/people.js';

function held(card: SeenCard): Record<string, string> {
  return Object.fromEntries(
    card
      .parts()
      .filter(({ type }) => type?.startsWith('Input.') === true)
      .map(({ id, value }) => [String(id), typeof value === 'string' ? value : '']),
  );
}

describe('journey: settings', () => {
  let j: Journey;
  let alice: Client;
  before(async () => {
    j = await journey();
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  after(() => j.end());

  const saves = async (change: Record<string, string>): Promise<SeenCard> => {
    const card = await alice.lists('settings');
    const data = { ...held(card), ...card.dataOf('Save'), ...change };
    await alice.submits(card.message.id, data);
    return await alice.card();
  };

  it('show what Webex knows, and how else it could be', async () => {
    const card = await alice.lists('settings');
    assert.match(card.text(), /Dates use your time zone, Berlin\./);
    const { zone, tellWhenReady, weekly, isQuiet } = held(card);
    assert.deepEqual(
      [zone, tellWhenReady, weekly, isQuiet],
      ['Europe/Berlin', 'false', 'false', 'false'],
    );
  });

  it('are kept', async () => {
    const change = { other: 'Asia/Tokyo', weekly: 'true', isQuiet: 'true', quietFrom: '21:30' };
    const saved = await saves(change);
    assert.match(saved.text(), /^Saved\..*time zone, Tokyo/s);
    const { zone, weekly, isQuiet, quietFrom, quietTo } = held(await alice.lists('settings'));
    assert.deepEqual(
      [zone, weekly, isQuiet, quietFrom, quietTo],
      ['Asia/Tokyo', 'true', 'true', '21:30', '07:00'],
    );
  });

  it('take no hours that are none, and no zone of nowhere', async () => {
    assert.match((await saves({ quietTo: '21:30' })).text(), /two different times/);
    assert.match((await saves({ quietTo: 'x' })).text(), /two different times|Nothing was saved/);
    assert.match((await saves({ other: 'Mars/Olympus' })).text(), /I don’t know that time zone/);
    assert.equal(held(await alice.lists('settings')).quietTo, '07:00');
    assert.match((await saves({ isQuiet: 'false' })).text(), /^Saved/);
    assert.equal(held(await alice.lists('settings')).isQuiet, 'false');
  });

  it('tried again after Webex had a problem, are those that were chosen', async () => {
    j.sandbox.faults.set([{ path: '^/webhooks', status: 503 }]);
    const card = await saves({ other: 'Asia/Seoul', tellWhenReady: 'true', isQuiet: 'true' });
    assert.match(card.text(), /^Webex has a problem/);
    j.sandbox.faults.set([]);
    await card.click('Try again');
    assert.match((await alice.card()).text(), /^Saved\..*time zone, Seoul/s);
    const { isQuiet, tellWhenReady } = held(await alice.lists('settings'));
    assert.deepEqual([isQuiet, tellWhenReady], ['true', 'true']);
    assert.match((await saves({ tellWhenReady: 'false', isQuiet: 'false' })).text(), /^Saved/);
  });

  it('can be said', async () => {
    assert.match((await alice.lists('time zone new york')).text(), /time zone, New York/);
    assert.match((await alice.lists('time zone nowhere')).text(), /I don’t know that time zone/);
  });

  it('are forgotten with the access', async () => {
    assert.match((await alice.lists('disconnect')).text(), /your connection and your settings/);
    const card = await alice.lists('settings');
    assert.match(card.text(), /Webex doesn’t tell me your time zone/);
    assert.equal(held(card).weekly, 'false');
  });
});
