import assert from 'node:assert/strict';
import type { Client } from '../support/people.js';
import { type Journey, journey } from '../support/journey.js';

const LISTS = '^/recordings$';

describe('journey: lists that are odd, endless, long or limited', () => {
  let j: Journey;
  before(async () => {
    j = await journey();
  });
  after(() => j.end());
  afterEach(() => {
    j.sandbox.faults.set([]);
    j.sandbox.change({ limit: null });
  });

  const lists = (): number => j.calls().filter((call) => call === 'GET /recordings').length;
  const hears = async (person: Client, text: string): Promise<string> => {
    await person.says(text);
    return (await person.card()).text();
  };
  const someone = async (name: string, recordings: number, days: number) => {
    const person = j.sandbox.addPerson({ name, recordings, days });
    const client = j.as(person.token);
    await client.connects();
    return { person, client };
  };

  it('shows what can be read, counts the rest, and offers to restore what is in the bin', async () => {
    const { person, client } = await someone('Olga', 3, 300);
    j.sandbox.addRecording({ host: person.email, topic: 'Binned', inBin: true, daysAgo: 2 });
    j.sandbox.faults.set([
      {
        path: LISTS,
        items: [{ at: 0, set: { topic: null }, drop: ['status', 'sizeBytes'] }, { insert: {} }],
      },
    ]);
    await client.says('list last 365 days');
    const list = await client.card();
    assert.equal(list.topics()[0], 'Untitled recording');
    assert.match(list.text(), /3 recordings · .* · 1 recording could not be read ·/);
    assert.ok(list.has('Delete…'));
    await client.says('bin');
    const bin = await client.card();
    assert.deepEqual(bin.topics(), ['Untitled recording']);
    assert.match(bin.text(), /1 recording could not be read/);
    assert.ok(bin.has('Restore') && bin.has('Delete permanently…') && !bin.has('Delete…'));
    assert.match(await hears(client, 'storage'), /1 recording could not be read\./);
    const found = await hears(client, 'clean up older than 1 day');
    assert.match(found, /3 recordings found/);
    assert.match(found, /1 recording could not be read, and won’t be changed\./);
    assert.match(j.log(), /"where":\["items\.\d+\.id","items\.\d+\.createTime"\]/);
  });

  it('ends a list whose last page leads to itself, with one call more', async () => {
    const { client } = await someone('Loris', 3, 20);
    j.sandbox.faults.set([{ path: LISTS, next: 'loop' }]);
    j.sandbox.calls.clear();
    const card = await client.lists();
    assert.equal(card.topics().length, 3);
    assert.match(card.text(), /3 recordings ·/);
    assert.ok(lists() <= 2, String(lists()));
    assert.match(j.log(), /its next page brings nothing new/);
  });

  it('asks hardly more often than there are pages, also where calls are limited', async () => {
    const { client } = await someone('Lena', 2_500, 700);
    const limits = [null, { calls: 12, seconds: 0.3, retryAfterSeconds: 30, tokens: '^oauth:' }];
    for (const limit of limits) {
      j.sandbox.change({ limit });
      for (const [text, most, answer] of [
        ['bin', 6, /recycle bin/],
        ['storage', 30, /2,500 recordings from the last 3 years/],
        ['clean up older than 550 days', 11, /536 recordings found/],
      ] as const) {
        j.sandbox.calls.clear();
        assert.match(await hears(client, text), answer);
        const refused = j.sandbox.calls.list().filter(({ status }) => status === 429).length;
        assert.ok(lists() - refused <= most, `${text}: ${lists()}`);
        assert.ok(limit !== null || refused === 0);
      }
    }
    await (await client.card()).click('Move 536 recordings to the bin…');
    await (await client.card()).click('Yes, move them to the recycle bin');
    assert.match((await client.card()).text(), /^Moved 536 recordings .* to the recycle bin/);
  });
});
