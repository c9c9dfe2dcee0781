import assert from 'node:assert/strict';
import { journey, type Journey } from '../support/journey.js';
import type { Client } from '../support/people.js';
import { HOUR, MINUTE } from '../../src/util/time.js';

for (const [what, aheadMs] of [
  ['slow', HOUR],
  ['fast', -HOUR],
] as const) {
  describe(`journey: a clock that is an hour ${what}`, () => {
    let j: Journey;
    let alice: Client;
    let startedWith: string[];
    before(async () => {
      j = await journey({ sandbox: { seed: 'empty', now: () => Date.now() + aheadMs } });
      startedWith = j.calls('sandbox-bot').slice(0, 2);
      alice = j.as('sandbox-alice');
      await alice.connects();
    });
    after(() => j.end());

    const ready = (topic: string, minutesAgo: number): void => {
      const createTime = new Date(j.sandbox.world.now() - minutesAgo * MINUTE).toISOString();
      j.sandbox.addRecording({ host: 'alice@example.com', topic, createTime });
    };

    it('is put right before anything goes by it', () => {
      assert.deepEqual(startedWith, ['GET /people/me', 'GET /people/me']);
    });

    it('hides nothing that was just recorded, and nothing else has another day', async () => {
      ready('Just now', 2);
      ready('Weeks ago', 29 * 24 * 60 + 23 * 60);
      assert.deepEqual((await alice.lists()).topics(), ['Just now', 'Weeks ago']);
      assert.match(j.log(), /"msg":"clock corrected by Webex’s"/);
    });

    it('takes a fresh click for fresh', async () => {
      const list = await alice.lists('list just now');
      await list.trashes();
      assert.match((await alice.card()).text(), /Moved “Just now”/);
    });

    it('finds a message again whose answer was lost, and posts it once', async () => {
      const heard = (await alice.heard()).length;
      const once = { token: '^sandbox-bot$', cut: 'after', times: 1 } as const;
      j.sandbox.faults.set([{ method: 'POST', path: '^/messages$', ...once }]);
      await alice.says('help');
      assert.equal((await alice.heard()).length, heard + 1);
    });
  });
}
