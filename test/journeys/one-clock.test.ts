import assert from 'node:assert/strict';
import { DateTime } from 'luxon';
import { journey, type Journey } from '../support/journey.js';
import type { Client, SeenCard, SeenMessage } from '../support/people.js';

async function fileOf(message: SeenMessage): Promise<Response> {
  const [file = ''] = (message as { files?: readonly string[] }).files ?? [];
  return await fetch(file, { headers: { authorization: 'Bearer sandbox-alice' } });
}

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
    const answer = await fileOf(await alice.lastHeard());
    const name = answer.headers.get('content-disposition') ?? '';
    assert.ok(name.includes(`transcript-${day.toFormat('yyyy-MM-dd')}-2245-Late-call.txt`), name);
  });

  it('a recording of half past eleven at night is of that day wherever it is named', async () => {
    const zone = 'America/New_York';
    const night = DateTime.now().setZone(zone).startOf('day').minus({ days: 4 });
    j.sandbox.addRecording({
      host: 'alice@example.com',
      topic: 'Night shift',
      sizeBytes: 90e9,
      timeRecorded: night.set({ hour: 23, minute: 30 }).toISO(),
      createTime: night.plus({ days: 1 }).set({ hour: 1 }).toISO(),
    });
    await alice.says(`time zone ${zone}`);
    const shows = async (what: string, at = night): Promise<SeenCard> => {
      const card = await alice.card();
      const shown = JSON.stringify(card.content).replaceAll('\u00A0', ' ');
      assert.match(shown, new RegExp(`${at.toFormat('LLL d')},`), what);
      assert.doesNotMatch(shown, /\{\{(?:DATE|TIME)\(/, what);
      const inWords = new RegExp(at.toFormat("(LLL d,|'\\b'd LLL)"));
      assert.match(card.message.markdown ?? '', inWords, what);
      return card;
    };
    await alice.lists('list about night shift');
    await (await shows('list')).click('Select several…');
    await (await shows('ticks')).click('Cancel');
    await (await alice.card()).click('Details');
    await (await shows('details')).click('Delete…');
    await (await shows('question')).click('Cancel');
    await alice.says('storage');
    await shows('storage');
    await alice.says('clean up larger than 80 GB');
    await (await shows('clean-up')).click('Get the list as a file');
    const csv = await (await fileOf(await alice.lastHeard())).text();
    assert.ok(csv.includes(`${night.toFormat('yyyy-MM-dd')}T23:30:00-0`), csv);
    await alice.says('delete night shift');
    await (await alice.card()).click('Move to recycle bin');
    const today = DateTime.now().setZone(zone);
    await shows('moved', today.plus({ days: 30 }));
    await alice.says('history');
    await shows('history', today);
  });
});
