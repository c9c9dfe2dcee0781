import assert from 'node:assert/strict';
import { bytesOf } from '../../src/bot/ui/card.js';
import { type Journey, journey } from '../support/journey.js';
import type { Client } from '../support/people.js';
import { recordingIn } from '../support/shelf.js';

const ALICE = 'alice@example.com';
/** A Thursday. */
const NOON = Date.parse('2026-08-06T12:00:00Z');
const DAY = 86_400_000;

describe('journey: what recordings take up', () => {
  let j: Journey;
  let alice: Client;
  let now: number;
  beforeEach(async () => {
    now = NOON;
    j = await journey({
      sandbox: { seed: 'empty', now: () => now },
      app: { now: () => now, welcomePatienceMs: 0 },
      env: { ADMINISTRATORS: 'admin@example.com' },
    });
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  afterEach(() => j.end());

  const add = (daysAgo: number, sizeBytes: number, more: object = {}) =>
    j.sandbox.addRecording({ host: ALICE, daysAgo, sizeBytes, topic: 'Standup', ...more });

  it('is the list in which places count afterwards', async () => {
    add(2, 1_000_000, { topic: 'Small' });
    add(40, 500_000_000, { topic: 'Medium' });
    add(200, 2_000_000_000, { topic: 'Large' });
    await alice.says('storage');
    await alice.says('open the second one');
    assert.match((await alice.card()).text(), /^Medium/);
  });

  it('says which words it left out', async () => {
    add(2, 1_000_000);
    await alice.says('storage foo');
    assert.match((await alice.card()).text(), /use 1 MB\nI didn’t understand “foo”, so I left it/);
    await alice.says('how much storage do I have');
    assert.doesNotMatch((await alice.card()).text(), /left it out/);
  });

  it('is that of a host for an administrator, in the host’s name, and remembers nothing', async () => {
    add(2, 9_000_000);
    add(40, 3_000_000, { host: 'bob@example.com', topic: 'Retro' });
    const admin = j.as('sandbox-admin');
    await admin.says('storage for bob@example.com');
    await admin.follows((await admin.card()).link('Connect'));
    const card = await admin.card();
    assert.match(card.text(), /⚠ On behalf of Bob Brandt[^]*\nTheir recordings use 3 MB/);
    assert.ok(!card.has('Send it every week'));
    await card.click('Show my recordings');
    assert.match((await admin.card()).text(), /^⚠ On behalf of Bob Brandt/);
    now += 2 * DAY;
    await admin.says('for bob@example.com storage');
    assert.doesNotMatch((await admin.card()).text(), /Nothing has changed/);
    await admin.says('storage for everyone');
    assert.match((await admin.card()).text(), /everyone on this site\n[^]*the largest first/);
  });

  it('is that of some where it is asked who uses it', async () => {
    add(2, 2_000_000, { topic: 'Retro' });
    add(2, 2_000_000, { topic: 'Standup' });
    await alice.says('space used by standup');
    assert.match(
      (await alice.card()).text(),
      /^Recordings about “standup” that you host, .*the largest first/,
    );
    for (const [line, sentence] of [
      ['storage over 1 MB', /^Recordings that you host larger than 1 MB.*the largest first/],
      ['storage oldest first', /^Recordings that you host, .*the oldest first/],
      ['storage 2025', /^Recordings that you host, in 2025, the largest first/],
    ] as const) {
      await alice.says(line);
      assert.match((await alice.card()).text(), sentence);
    }
  });

  it('is told in all, by month, by site, the largest first, and what could go', async () => {
    add(2, 1_500_000_000, { topic: 'Town hall' });
    add(40, 500_000_000, { siteUrl: 'acme-emea.webex.com' });
    add(200, 2_000_000_000, { topic: 'Old [news](https://evil.example)' });
    // Somebody else's, and somebody else's that she may watch.
    const bobs = { host: 'bob@example.com', topic: 'Bob’s', sizeBytes: 9e9, daysAgo: 3 };
    j.sandbox.addRecording({ ...bobs, sharedWith: [ALICE] });
    await alice.says('storage');
    const card = await alice.card();
    const text = card.text();
    assert.match(text, /Your recordings use 4\.0 GB/);
    assert.match(text, /3 recordings from the last 3 years/);
    assert.match(text, /2\.0 GB \(1 recording\) is older than 180 days/);
    const facts = card
      .parts()
      .flatMap(({ title, value }) => (value === undefined ? [] : [[title, value]]));
    const months = text.slice(text.indexOf('By month'), text.indexOf('The 3 largest'));
    assert.deepEqual(
      months.split('\n').filter((line) => !/^[█-▏\s]*$/.test(line)),
      [
        ...['By month', 'Aug 2026', '1.5 GB', 'Jul 2026', 'none', 'Jun 2026', '500 MB'],
        ...['May 2026', 'none', 'Apr 2026', 'none', 'Mar 2026', 'none', 'Feb 2026', 'none'],
        ...['Jan 2026', '2.0 GB'],
      ],
    );
    assert.deepEqual(
      JSON.parse(
        JSON.stringify(facts).replace(/\u2060|(\u00A0)/g, (_, space) =>
          space === undefined ? '' : ' ',
        ),
      ),
      [
        ['3.5 GB', 'acme.webex.com · 2 recordings'],
        ['500 MB', 'acme-emea.webex.com · 1 recording'],
      ],
    );
    assert.match(text, /\nOld \[news\].*\n.*2\.0 GB[^]*\nTown hall/);
    assert.doesNotMatch(text, /Bob/);
    assert.ok(card.has('Clean up…'));
    assert.ok(bytesOf(card.content) < 12_000);
  });

  it('opens the largest, and ticks some of them to delete', async () => {
    const { id } = add(2, 1_500_000_000, { topic: 'Town hall' });
    const old = add(400, 2_000_000_000, { topic: 'Old news' });
    await alice.says('storage');
    const card = await alice.card();
    const [first] = card.parts().filter(({ data }) => data?.action === 'more');
    assert.equal(first?.data?.recording, old.id);
    await alice.submits(card.message.id, first.data);
    assert.match((await alice.card()).text(), /^Old news/);
    await alice.says('storage');
    await (await alice.card()).click('Select several…');
    const ticks = await alice.card();
    const boxes = ticks.parts().filter(({ type }) => type === 'Input.Toggle');
    assert.match(boxes.map(({ title }) => title).join(), /^Old news.*,Town hall/);
    await alice.submits(ticks.message.id, { ...ticks.dataOf('Delete…'), t0: 'true', t1: 'false' });
    assert.match((await alice.card()).text(), /1 recording/);
    await (await alice.card()).click('Yes, move it to the recycle bin');
    assert.equal(recordingIn(j, old.id).status, 'deleted');
    assert.equal(recordingIn(j, id).status, 'available');
  });

  it('leads to the form of a clean-up, which has nothing to complain about yet', async () => {
    add(200, 2_000_000_000);
    await alice.says('storage');
    await (await alice.card()).click('Clean up…');
    const form = await alice.card();
    assert.ok(form.has('Find them'), form.text());
    assert.doesNotMatch(form.text(), /takes a number/);
  });

  it('tells the change since the last day, and of nothing when there is nothing', async () => {
    await alice.says('storage');
    assert.match((await alice.card()).text(), /You have no recordings/);
    add(1, 300_000_000);
    now += DAY;
    await alice.says('storage');
    assert.match((await alice.card()).text(), /That is 300 MB more than on .*\(\+1 recording\)/);
    now += DAY;
    await alice.says('my storage');
    assert.match((await alice.card()).text(), /Nothing has changed since/);
  });

  it('is told in the 1:1 space alone, and is not counted for who has not connected', async () => {
    add(2, 1_500_000_000);
    const group = await j.group();
    await alice.saysIn(group, 'storage');
    assert.match((await alice.card()).text(), /1\.5 GB/);
    for (const message of await alice.heardIn(group)) {
      assert.doesNotMatch(JSON.stringify(message), /1\.5 GB|files/);
    }
    await j.as('sandbox-bob').says('storage');
    assert.ok((await j.as('sandbox-bob').card()).has('Connect'));
  });
});
