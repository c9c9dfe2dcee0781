import assert from 'node:assert/strict';
import { type Bench, startBench } from '../recordings-support.js';

describe('a limit of calls', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench({ settings: { limit: { calls: 2, retryAfterSeconds: 30 } } });
  });
  afterEach(() => bench.stop());

  const me = (token: string) => bench.call(token, 'GET', '/people/me');
  const statuses = async (token: string, count: number): Promise<number[]> => {
    const found: number[] = [];
    for (let n = 0; n < count; n += 1) found.push((await me(token)).status);
    return found;
  };

  it('holds for each token, with Retry-After and in Webex’s shape', async () => {
    assert.deepEqual(await statuses('sandbox-alice', 3), [200, 200, 429]);
    assert.deepEqual(await statuses('sandbox-bob', 3), [200, 200, 429]);
    const { headers, body } = await me('sandbox-alice');
    assert.equal(headers.get('retry-after'), '30');
    assert.equal(body.trackingId, headers.get('trackingid'));
    assert.deepEqual(await statuses('wrong', 3), [401, 401, 401]);
  });

  it('may be one for some tokens alone, and may end', async () => {
    const limit = { calls: 1, tokens: '^sandbox-bot$' };
    bench.change({ limit });
    assert.deepEqual(await statuses('sandbox-alice', 3), [200, 200, 200]);
    assert.deepEqual(await statuses('sandbox-bot', 2), [200, 429]);
    bench.change({ limit: { ...limit, seconds: 0.001 } });
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal((await me('sandbox-bot')).status, 200);
    bench.change({ limit: null });
    assert.deepEqual(await statuses('sandbox-bot', 3), [200, 200, 200]);
  });

  it('is refused when it is none, and then changes nothing', async () => {
    const settings = `${bench.url}/sandbox/settings`;
    const set = (limit: unknown) => bench.call('', 'POST', settings, { changeLagMs: 5, limit });
    assert.equal((await set({ calls: 0 })).status, 400);
    assert.equal((await set({ calls: 9, tokens: '(' })).status, 400);
    assert.equal((await bench.call('', 'GET', settings)).body.changeLagMs, 0);
    const { body } = await set({ calls: 9 });
    assert.deepEqual(body.limit, { calls: 9, seconds: 60 });
  });
});
