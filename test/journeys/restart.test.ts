import assert from 'node:assert/strict';
import { startFront } from '../support/front.js';
import { journey, type Journey } from '../support/journey.js';
import { everyStatus } from '../support/shelf.js';

interface Hook {
  id: string;
  name: string;
  status: string;
}

describe('journey: restarts and rolling deploys', () => {
  const hooksOf = async (j: Journey): Promise<Hook[]> =>
    (await j.as('sandbox-bot').api<{ items: Hook[] }>('GET', '/webhooks')).items;

  it('the next bot takes over while the first still runs: webhooks stay, nobody is left waiting', async () => {
    const front = await startFront();
    const j = await journey({ env: { PUBLIC_URL: front.url } });
    front.leadTo(j.app.url);
    const alice = j.as('sandbox-alice');
    await alice.says('help');
    const first = await hooksOf(j);
    assert.equal(first.length, 4);

    const next = await j.next();
    assert.deepEqual(await hooksOf(j), first);
    front.leadTo(next.url);
    await j.app.stop();
    assert.deepEqual(await hooksOf(j), first);
    const before = (await alice.heard()).length;
    await alice.says('help');
    assert.equal((await alice.heard()).length, before + 1);
    await j.app.stop();
    await next.stop();
    assert.deepEqual(await hooksOf(j), first);
    await j.end();
    await front.stop();
  });

  it('a bot with a new secret is heard, and webhooks of others are left alone', async () => {
    const front = await startFront();
    const j = await journey({ env: { PUBLIC_URL: front.url } });
    front.leadTo(j.app.url);
    const other = await j.as('sandbox-bot').api<Hook>('POST', '/webhooks', {
      name: 'somebody else’s',
      targetUrl: `${front.url}/elsewhere`,
      resource: 'rooms',
      event: 'created',
    });
    await j.app.stop();
    const next = await j.next({ WEBEX_WEBHOOK_SECRET: 'a-newer-secret-for-journeys' });
    front.leadTo(next.url);
    const now = await hooksOf(j);
    assert.equal(now.filter(({ name }) => name === 'webex-recordings-bot').length, 4);
    assert.ok(now.some(({ id }) => id === other.id));
    const alice = j.as('sandbox-alice');
    await alice.says('help');
    assert.match((await alice.card()).text(), /I look after your Webex recordings/);
    await j.end();
    await front.stop();
  });

  for (const store of ['postgres', 'pglite'] as const) {
    describe(`on ${store}`, function () {
      this.timeout(120_000);
      let j: Journey;
      before(async () => {
        j = await journey({ store });
      });
      after(() => j.end());

      it('people stay connected, a click on an old card counts, and a second one is told already', async () => {
        const alice = j.as('sandbox-alice');
        await alice.connects();
        const list = await alice.lists();
        const inputs = list.trashData();
        await j.app.stop();
        const second = await j.next({ PORT: j.env.PORT });
        await alice.submits(list.message.id, inputs);
        const moved = await alice.card();
        assert.match(moved.text(), /Moved “.*” to the recycle bin/);
        const status = everyStatus(j);

        await second.stop();
        await j.next({ PORT: j.env.PORT });
        j.sandbox.calls.clear();
        await alice.submits(list.message.id, inputs);
        assert.match((await alice.card()).text(), /is already in the recycle bin/);
        assert.deepEqual(everyStatus(j), status);
        assert.ok(!j.calls().some((call) => call.endsWith('/softDelete')));
      });
    });
  }
});
