import assert from 'node:assert/strict';
import type { Exchange } from '../../../sandbox/sandbox.js';
import { type Bench, startBench } from '../recordings-support.js';

const ALICE = 'sandbox-alice';
const HOST = 'alice@example.com';

describe('items that a fault makes odd', () => {
  let bench: Bench;
  const ids: string[] = [];
  before(async () => {
    bench = await startBench();
    for (let n = 0; n < 3; n += 1) {
      const { id } = bench.put(HOST, { createTime: bench.clock.now - (n + 1) * 3_600_000 });
      ids.push(id);
    }
  });
  afterEach(() => bench.faults.set([]));
  after(() => bench.stop());

  const list = async (path = '/recordings') =>
    (await bench.call(ALICE, 'GET', path)).body.items ?? [];

  it('have other values in some of their fields, by place or by id', async () => {
    bench.faults.set([
      { path: '^/recordings$', items: [{ at: 0, set: { topic: null } }] },
      {
        path: '^/recordings$',
        items: [{ id: ids[1], set: { createTime: '2026-11-20T10:00:00' } }],
      },
    ]);
    const items = await list();
    assert.deepEqual(
      items.map(({ topic }) => topic),
      [null, 'Standup', 'Standup'],
    );
    assert.equal(items[1]?.createTime, '2026-11-20T10:00:00');
    assert.notEqual(items[2]?.createTime, '2026-11-20T10:00:00');
  });

  it('lack fields, the last one or every one', async () => {
    bench.faults.set([
      { items: [{ at: -1, drop: ['id', 'sizeBytes'] }] },
      { items: [{ drop: ['format'] }] },
    ]);
    const items = await list();
    assert.deepEqual(
      items.map((item) => ['id', 'sizeBytes', 'format', 'topic'].filter((key) => key in item)),
      [['id', 'sizeBytes', 'topic'], ['id', 'sizeBytes', 'topic'], ['topic']],
    );
  });

  it('are something else altogether', async () => {
    bench.faults.set([{ items: [{ at: 1, replace: null }] }]);
    assert.deepEqual(
      (await list()).map((item: unknown) => item === null),
      [false, true, false],
    );
  });

  it('are more than there are', async () => {
    bench.faults.set([
      { path: '^/recordings$', items: [{ at: 1, insert: null }, { insert: { id: 'x' } }] },
    ]);
    const items = await list();
    assert.deepEqual([items.length, items[1], items[4]], [5, null, { id: 'x' }]);
    assert.deepEqual(
      [0, 2, 3].map((at) => items[at]?.id),
      ids,
    );
  });

  it('may be the one thing that is asked for', async () => {
    bench.faults.set([{ items: [{ id: ids[0], drop: ['siteUrl'] }] }]);
    const siteOf = async (id = '') =>
      (await bench.call(ALICE, 'GET', `/recordings/${id}`)).body.siteUrl;
    assert.equal(await siteOf(ids[0]), undefined);
    assert.equal(await siteOf(ids[1]), 'acme.webex.com');
  });

  it('may be of any list', async () => {
    const { meetingId } = bench.addRecording({ host: HOST, transcript: true, summary: true });
    await bench.call(ALICE, 'POST', '/messages', { toPersonEmail: 'bob@example.com', text: 'a' });
    const hook = { name: 'Mine', targetUrl: 'http://127.0.0.1:9/', resource: 'messages' };
    await bench.call(ALICE, 'POST', '/webhooks', { ...hook, event: 'created' });
    bench.faults.set([{ items: [{ at: 0, set: { odd: true } }] }]);
    for (const path of [
      '/people?email=bob@example.com',
      '/memberships',
      '/messages/direct?personEmail=bob@example.com',
      '/webhooks',
      '/recordings',
      `/meetingTranscripts?meetingId=${meetingId}`,
      `/meetingSummaries?meetingId=${meetingId}`,
      '/recordingReport/accessSummary',
    ]) {
      assert.equal((await list(path))[0]?.odd, true, path);
    }
    const { sites } = (await bench.call(ALICE, 'GET', '/meetingPreferences/sites')).body;
    assert.equal((sites as { odd?: boolean }[])[0]?.odd, true);
  });

  it('are shown to observers as they would have been, and refusals stay as they are', async () => {
    const seen: Exchange[] = [];
    const stop = bench.observe((exchange) => seen.push(exchange));
    bench.faults.set([{ items: [{ drop: ['topic', 'message'] }] }]);
    assert.equal((await list())[0]?.topic, undefined);
    const refused = await bench.call(ALICE, 'GET', '/recordings?max=0');
    stop();
    const { items } = seen[0]?.response.body as { items: { topic: string }[] };
    assert.equal(items[0]?.topic, 'Standup');
    assert.match(refused.body.message ?? '', /max/);
  });
});
