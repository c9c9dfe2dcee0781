import assert from 'node:assert/strict';
import type { Hold } from '../../sandbox/control/holds.js';
import { batchSizeOf } from '../../src/features/bulk/act.js';
import { batchesOf } from '../../src/recordings/requests.js';
import { CHANGES_AT_ONCE, type Journey, journey } from '../support/journey.js';
import type { Client, SeenCard } from '../support/people.js';
import { recordingIn, recordingsOf } from '../support/shelf.js';
import { until } from '../support/until.js';

const MANY = 450;
/** On one site, so that her recordings go in one batch. */
const EVE = { name: 'Eve', sites: ['acme.webex.com'] };

describe('journey: a clean-up goes on, rests, and outlives its process', function () {
  this.timeout(120_000);
  let j: Journey;
  /** Where each batch waits until it may be asked for. */
  let batches: Hold;
  let dana: Client;

  const hers = () => recordingsOf(j, 'dana@example.com');
  const moved = (): number => hers().filter(({ status }) => status === 'deleted').length;
  const text = async (): Promise<string> => (await dana.card()).text();
  /** Presses a button without waiting for what comes of it. */
  const press = async (card: SeenCard, title: string, who = dana): Promise<void> => {
    const inputs = card.dataOf(title);
    const messageId = card.message.id;
    await who.api('POST', '/attachment/actions', { type: 'submit', messageId, inputs });
  };
  const shows = (words: RegExp) => until(async () => words.test(await text()));

  beforeEach(async () => {
    j = await journey({ sandbox: CHANGES_AT_ONCE });
    const origin = new URL(j.sandbox.apiUrl).origin;
    const answer = await fetch(`${origin}/sandbox/people`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Dana', recordings: MANY, days: 300 }),
    });
    assert.ok(answer.ok, await answer.text());
    dana = j.as('sandbox-dana');
    await dana.connects();
    await dana.says('clean up everything');
    await (await dana.card()).click(`Move ${MANY} recordings to the bin…`);
    batches = j.sandbox.hold({ path: /softDelete/ });
    j.sandbox.calls.clear();
  });
  afterEach(async () => {
    j.sandbox.faults.set([]);
    j.sandbox.letGo();
    await j.end();
  });

  /** The first batch is done, and the second one asked for: it waits. */
  const inTheMiddle = async (): Promise<void> => {
    batches.pass(1);
    await until(() => batches.came() === 2);
    assert.equal(batches.waiting(), 1);
  };

  const asked = (): number =>
    j.calls().filter((call) => call === 'POST /recordings/softDelete').length;

  it('rests when told to, and goes on from there', async () => {
    await press(await dana.card(), 'Yes, move them to the recycle bin');
    await inTheMiddle();
    await shows(/^Moving to the recycle bin/);
    await press(await dana.card(), 'Pause');
    await shows(/^Paused/);
    batches.open();
    await j.rest();
    const then = moved();
    assert.equal(asked(), 2);
    assert.ok(then > 0 && then < MANY, String(then));
    assert.match(await text(), new RegExp(`^Paused – .*: ${then} of ${MANY} recordings`));
    await (await dana.card()).click('Resume');
    assert.equal(moved(), MANY);
    assert.equal(asked(), batchesOf(hers(), undefined, batchSizeOf(MANY)).length);
    assert.match(await text(), new RegExp(`^Moved ${MANY} recordings`));
  });

  it('is shown anew to whoever asks how far it is, and its old card is gone', async () => {
    await press(await dana.card(), 'Yes, move them to the recycle bin');
    await inTheMiddle();
    await shows(/^Moving to the recycle bin/);
    const old = await dana.card();
    const line = { toPersonEmail: 'recordings@webex.bot', text: 'How far is the clean-up?' };
    await dana.api('POST', '/messages', line);
    await until(() => j.calls().includes(`DELETE /messages/${old.message.id}`));
    assert.notEqual((await dana.card()).message.id, old.message.id);
    await shows(/^Moving to the recycle bin/);
    await press(await dana.card(), 'Pause');
    await shows(/^Paused/);
    batches.open();
    await j.rest();
  });

  it('cancelled, it says what was done, and that can be undone', async () => {
    await press(await dana.card(), 'Yes, move them to the recycle bin');
    await inTheMiddle();
    await shows(/^Moving to the recycle bin/);
    await press(await dana.card(), 'Stop here');
    await shows(/not changed: you stopped/);
    batches.open();
    await j.rest();
    const then = moved();
    assert.equal(asked(), 2);
    assert.ok(then > 0 && then < MANY, String(then));
    const report = await dana.card();
    assert.match(
      report.text(),
      new RegExp(`${MANY - then} recordings \\(.+\\) not changed: you stopped`),
    );
    await report.click(`Undo: restore ${then} recordings`);
    assert.equal(moved(), 0);
  });

  for (const [wish, seen] of [
    ['Pause', /^Paused/],
    ['Stop here', /^I couldn’t see whether 8 recordings/],
  ] as const) {
    it(`“${wish}” comes too late when the last of it is under way: then it is done`, async () => {
      const { token } = j.sandbox.addPerson({ ...EVE, recordings: 8, days: 20 });
      const eve = j.as(token);
      await eve.connects();
      await eve.says('clean up everything');
      await (await eve.card()).click('Move 8 recordings to the bin…');
      // Webex has done it already, and has not said so yet when the click is seen.
      batches.open();
      const done = j.sandbox.hold({ path: /softDelete/, when: 'done' });
      await press(await eve.card(), 'Yes, move them to the recycle bin', eve);
      await until(() => done.waiting() === 1);
      const isMoved = ({ status }: { status: string }) => status === 'deleted';
      assert.ok(recordingsOf(j, 'eve@example.com').every(isMoved));
      await until(async () => (await eve.card()).has(wish));
      await press(await eve.card(), wish, eve);
      await until(async () => seen.test((await eve.card()).text()));
      done.open();
      await j.rest();
      const report = await eve.card();
      assert.match(report.text(), /^Moved 8 recordings/);
      assert.doesNotMatch(report.text(), /not changed: you stopped/);
      assert.ok(report.has('Undo: restore 8 recordings'));
    });
  }

  it('when its process stops in the middle, the next one goes on, and nothing is asked twice', async () => {
    await press(await dana.card(), 'Yes, move them to the recycle bin');
    await inTheMiddle();
    let isStopped = false;
    const stopping = j.app.stop().then(() => (isStopped = true));
    // It listens no more: from now on it begins no other batch, and waits for the one it asked for.
    await until(() =>
      fetch(`${j.app.url}/readyz`).then(
        ({ ok }) => !ok,
        () => true,
      ),
    );
    assert.equal(isStopped, false);
    batches.open();
    await stopping;
    const then = moved();
    assert.ok(then > 0 && then < MANY, String(then));
    await j.next({ PORT: j.env.PORT });
    await j.rest();
    assert.equal(moved(), MANY);
    assert.equal(asked(), batchesOf(hers(), undefined, batchSizeOf(MANY)).length);
    assert.match(await text(), new RegExp(`^Moved ${MANY} recordings`));
  });

  it('Webex asks for patience, breaks, and loses an answer: it waits, looks, and comes to its end', async () => {
    batches.open();
    j.sandbox.faults.set([
      { path: 'softDelete', status: 429, headers: { 'retry-after': '1' }, times: 1 },
      { path: 'softDelete', status: 503, times: 5 },
      { path: 'softDelete', cut: 'after', times: 1 },
    ]);
    await (await dana.card()).click('Yes, move them to the recycle bin');
    assert.equal(moved(), MANY);
    assert.match(await text(), new RegExp(`^Moved ${MANY} recordings`));
  });

  it('Webex does a part of a batch and refuses it: what is done is told as done, and can be undone', async () => {
    const { token } = j.sandbox.addPerson({ ...EVE, recordings: 12, days: 20 });
    const eve = j.as(token);
    await eve.connects();
    await eve.says('clean up everything');
    await (await eve.card()).click('Move 12 recordings to the bin…');
    batches.open();
    j.sandbox.faults.set([{ path: 'softDelete', partly: 8, status: 404, times: 1 }]);
    await (await eve.card()).click('Yes, move them to the recycle bin');
    const isMoved = ({ status }: { status: string }) => status === 'deleted';
    assert.ok(recordingsOf(j, 'eve@example.com').every(isMoved));
    const report = await eve.card();
    assert.match(report.text(), /^Moved 12 recordings/);
    await report.click('Undo: restore 12 recordings');
    assert.ok(!recordingsOf(j, 'eve@example.com').some(isMoved));
  });

  it('Webex refuses everything: it rests with the reason, and goes on when told to', async () => {
    batches.open();
    // One of the first batch, whichever end it begins at, is in the bin since the question.
    const ends = [hers()[0], hers().at(-1)].flatMap((one) => one?.id ?? []);
    await dana.api('POST', '/recordings/softDelete', { recordingIds: ends });
    j.sandbox.faults.set([{ path: 'softDelete', status: 403 }]);
    await (await dana.card()).click('Yes, move them to the recycle bin');
    assert.match(await text(), /^Paused.*: 45 of 450[\s\S]*Webex doesn’t let you do this/);
    j.sandbox.faults.set([]);
    await (await dana.card()).click('Resume');
    assert.equal(moved(), MANY - 44);
    assert.match(await text(), /44 recordings not changed/);
  });
});

describe('journey: a clean-up that is confirmed weeks later', () => {
  let j: Journey;
  let alice: Client;
  let ahead = 0;
  before(async () => {
    const now = (): number => Date.now() + ahead;
    const settings = { changeLagMs: 0 };
    j = await journey({
      sandbox: { seed: 'empty', settings, now },
      app: { now, welcomePatienceMs: 0 },
    });
    alice = j.as('sandbox-alice');
    await alice.connects();
  });
  after(() => j.end());

  it('looks again: what was watched since stays, and so does what was unticked', async () => {
    const host = 'alice@example.com';
    const [watched = '', kept = '', due = ''] = [50, 40, 30].map(
      (daysAgo) => j.sandbox.addRecording({ host, daysAgo, accesses: 0 }).id,
    );
    const status = (): string[] => [watched, kept, due].map((id) => recordingIn(j, id).status);
    await alice.says('clean up never watched');
    await (await alice.card()).click('Review list');
    const ticks = await alice.card();
    await alice.submits(ticks.message.id, { ...ticks.dataOf('Done'), t1: 'false' });
    await (await alice.card()).click('Move 2 recordings to the bin…');
    const question = await alice.card();
    ahead = 21 * 86_400_000;
    Object.assign(recordingIn(j, watched), { accesses: 3 });
    await question.click('Yes, move them to the recycle bin');
    assert.deepEqual(status(), ['available', 'available', 'available']);
    const again = await alice.card();
    assert.match(again.text(), /^2 recordings found/);
    assert.match(again.text(), /I looked again, because/);
    await again.click('Move 1 recording to the bin…');
    await (await alice.card()).click('Yes, move it to the recycle bin');
    assert.deepEqual(status(), ['available', 'available', 'deleted']);
  });

  it('goes on by itself where the same is found again', async () => {
    const { id } = j.sandbox.addRecording({
      ...{ host: 'alice@example.com', daysAgo: 5, sizeBytes: 9e9 },
    });
    await alice.says('clean up larger than 8 GB');
    await (await alice.card()).click('Move 1 recording to the bin…');
    const question = await alice.card();
    ahead += 9 * 3_600_000;
    await question.click('Yes, move it to the recycle bin');
    assert.equal(recordingIn(j, id).status, 'deleted');
    assert.match((await alice.card()).text(), /^Moved 1 recording/);
    await (await alice.card()).click('Undo: restore 1 recording');
    assert.equal(recordingIn(j, id).status, 'available');
  });
});
