import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';

/** Where Alice is. */
const ZONE = 'Europe/Berlin';

describe('journey: one clock, the one of the recording', () => {
  let j: Journey;
  let alice: Client;
  const day = DateTime.now().setZone(ZONE).startOf('day').minus({ days: 4 });
  before(async () => {
    j = await journey();
    alice = j.as('sandbox-alice');
    j.sandbox.addRecording({
      host: 'alice@example.com',
      topic: 'Late call',
      transcript: true,
      timeRecorded: day.set({ hour: 22, minute: 45 }).toISO(),
      createTime: day.plus({ days: 1 }).set({ minute: 20 }).toISO(),
    });
    await alice.connects();
  });
  after(() => j.end());

  it('a call of the evening whose file was ready after midnight is of that day', async () => {
    const [on, after] = [day, day.plus({ days: 1 })].map((at) => at.toFormat('d MMMM yyyy'));
    const card = await alice.lists(`list about late call on ${on}`);
    assert.deepEqual(card.topics(), ['Late call']);
    const at = new RegExp(`${day.toFormat('d LLL')}(?: ${day.year})?, 22:45`);
    assert.match(card.text(), at);
    const words = card.message.markdown ?? '';
    assert.match(words, at);
    assert.deepEqual((await alice.lists(`list about late call on ${after}`)).topics(), []);
  });

  it('its files are named for that time, and for its topic', async () => {
    const card = await alice.lists('list about late call');
    await card.click('Details');
    await (await alice.card()).click('Transcript');
    await (await alice.card()).click('Send as text');
    const [file = ''] = ((await alice.lastHeard()) as { files?: readonly string[] }).files ?? [];
    const answer = await fetch(file, { headers: { authorization: 'Bearer sandbox-alice' } });
    const name = answer.headers.get('content-disposition') ?? '';
    assert.ok(name.includes(`transcript-${day.toFormat('yyyy-MM-dd')}-2245-Late-call.txt`), name);
  });
});
