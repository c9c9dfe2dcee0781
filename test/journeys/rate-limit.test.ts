import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import { recordingIn } from '../support/shelf.js';

describe('journey: too much at once', () => {
  let j: Journey;
  // The middle of a minute that does not pass.
  let now = Date.parse('2026-08-07T10:00:30Z');
  before(async () => {
    const clock = (): number => now;
    j = await journey({
      sandbox: { now: clock },
      // A welcome that is held back would wait for the clock.
      app: { now: clock, welcomePatienceMs: 0 },
      env: { RATE_LIMIT_PER_MINUTE: '3' },
    });
  });
  after(() => j.end());

  it('is told once; a click beyond changes nothing, and nobody else notices', async () => {
    const alice = j.as('sandbox-alice');
    await alice.connects();
    const list = await alice.lists();
    const target = list.trashData();
    await alice.says('help');
    const before = (await alice.heard()).length;

    await list.trashes();
    assert.equal(recordingIn(j, target.recording).status, 'available');
    const said = await alice.lastHeard();
    assert.match(said.markdown ?? '', /Nothing was changed\. Try again in 30 seconds/);
    await alice.says('list');
    await list.trashes();
    assert.equal((await alice.heard()).length, before + 1);
    assert.equal(recordingIn(j, target.recording).status, 'available');
    assert.equal(j.log().match(/rate limit exceeded/g)?.length, 3);

    const bob = j.as('sandbox-bob');
    await bob.says('help');
    assert.match((await bob.lastHeard()).markdown ?? '', /I look after your Webex recordings/);
  });

  it('is answered again from the next minute on, and a script that goes on is told once in each', async () => {
    const alice = j.as('sandbox-alice');
    for (let minute = 0; minute < 2; minute += 1) {
      now += 60_000;
      const before = (await alice.heard()).length;
      for (let times = 0; times < 9; times += 1) await alice.says('help');
      const texts = (await alice.heard()).slice(before).map(({ markdown = '' }) => markdown);
      const told = texts.filter((text) => text.includes('Try again in'));
      assert.deepEqual([texts.length, told.length], [4, 1]);
    }
  });
});
