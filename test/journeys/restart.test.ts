import assert from 'node:assert/strict';
import { startApp } from '../../src/app.js';
import { createLog } from '../../src/log.js';
import { startFront } from '../support/front.js';
import { journey } from '../support/journey.js';

interface Hook {
  id: string;
  name: string;
  status: string;
}

describe('journey: restarts and rolling deploys', () => {
  it('the next bot takes over while the first still runs: webhooks stay, nobody is left waiting', async () => {
    const front = await startFront();
    const j = await journey({ env: { PUBLIC_URL: front.url } });
    front.leadTo(j.app.url);
    const hooks = async (): Promise<Hook[]> =>
      (await j.as('sandbox-bot').api<{ items: Hook[] }>('GET', '/webhooks')).items;
    const alice = j.as('sandbox-alice');
    await alice.says('help');
    const first = await hooks();
    assert.equal(first.length, 4);

    const next = await startApp({
      env: { ...j.env, PORT: '0' },
      log: createLog('silent'),
      welcomePatienceMs: 0,
    });
    try {
      assert.deepEqual(await hooks(), first);
      front.leadTo(next.url);
      await j.app.stop();
      assert.deepEqual(await hooks(), first);
      const before = (await alice.heard()).length;
      await alice.says('help');
      await next.idle();
      assert.equal((await alice.heard()).length, before + 1);
    } finally {
      await next.stop();
    }
    assert.deepEqual(await hooks(), first);
    await j.end();
    await front.stop();
  });

  it('a bot with a new secret is heard, and webhooks of others are left alone', async () => {
    const front = await startFront();
    const j = await journey({ env: { PUBLIC_URL: front.url } });
    front.leadTo(j.app.url);
    const bot = j.as('sandbox-bot');
    const hooks = async (): Promise<Hook[]> =>
      (await bot.api<{ items: Hook[] }>('GET', '/webhooks')).items;
    const other = await bot.api<Hook>('POST', '/webhooks', {
      name: 'somebody else’s',
      targetUrl: `${front.url}/elsewhere`,
      resource: 'rooms',
      event: 'created',
    });
    await j.app.stop();
    const next = await startApp({
      env: { ...j.env, PORT: '0', WEBEX_WEBHOOK_SECRET: 'a-newer-secret-for-journeys' },
      log: createLog('silent'),
      welcomePatienceMs: 0,
    });
    try {
      front.leadTo(next.url);
      const now = await hooks();
      assert.equal(now.filter(({ name }) => name === 'webex-recordings-bot').length, 4);
      assert.ok(now.some(({ id }) => id === other.id));
      const alice = j.as('sandbox-alice');
      await alice.says('help');
      await next.idle();
      assert.match((await alice.card()).text(), /I look after your Webex recordings/);
    } finally {
      await next.stop();
    }
    await j.end();
    await front.stop();
  });
});
