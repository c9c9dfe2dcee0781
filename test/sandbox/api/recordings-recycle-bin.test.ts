import assert from 'node:assert/strict';
import type { Recording } from '../../../sandbox/recordings/recording.js';
import { startBench, type Bench } from '../recordings-support.js';

type Operation = 'softDelete' | 'restore' | 'purge';

describe('the recycle bin', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.stop());
  const post = async (
    operation: Operation,
    body: unknown,
    { token = 'sandbox-alice', query = '' } = {},
  ): Promise<number> => {
    const answer = await bench.call(token, 'POST', `/recordings/${operation}${query}`, body);
    return answer.status;
  };
  const idsOf = (...recordings: Recording[]): string[] => recordings.map((r) => r.id);

  it('takes, gives back, and loses for good', async () => {
    const [a, b] = [bench.put('alice@example.com'), bench.put('alice@example.com')];
    const recordingIds = idsOf(a, b);
    assert.equal(await post('softDelete', { recordingIds, siteUrl: 'acme.webex.com' }), 204);
    assert.deepEqual([a.status, b.status], ['deleted', 'deleted']);
    assert.equal(await post('restore', { recordingIds: [a.id] }), 204);
    assert.deepEqual([a.status, b.status], ['available', 'deleted']);
    assert.equal(await post('purge', { recordingIds: [b.id] }), 204);
    assert.equal(b.status, 'purged');
    assert.equal(await post('restore', { recordingIds: [b.id] }), 404);
  });

  it('refuses bodies that are not as documented', async () => {
    const { id } = bench.put('alice@example.com');
    const wrong: [Operation, unknown][] = [
      ['softDelete', {}],
      ['softDelete', { recordingIds: [] }],
      ['softDelete', { recordingIds: id }],
      ['softDelete', { recordingIds: [1] }],
      ['softDelete', { recordingIds: [id, id] }],
      ['softDelete', { recordingIds: Array.from({ length: 101 }, (_, n) => `id${n}`) }],
      ['softDelete', { recordingIds: [id], siteUrl: 5 }],
      ['restore', { restoreAll: 'true' }],
      ['restore', { restoreAll: false }],
      ['restore', { restoreAll: true, recordingIds: [id] }],
      ['purge', { purgeAll: true, recordingIds: [id] }],
      ['purge', { restoreAll: true }],
      ['purge', undefined],
    ];
    for (const [operation, body] of wrong) {
      assert.equal(await post(operation, body), 400, `${operation} ${JSON.stringify(body)}`);
    }
    const form = await fetch(`${bench.apiUrl}/recordings/softDelete`, {
      ...{ method: 'POST', body: new URLSearchParams({ recordingIds: id }) },
      headers: { authorization: 'Bearer sandbox-alice' },
    });
    assert.equal(form.status, 415);
  });

  it('takes exactly one hundred', async () => {
    const recordings = Array.from({ length: 100 }, () => bench.put('alice@example.com'));
    assert.equal(await post('softDelete', { recordingIds: idsOf(...recordings) }), 204);
    assert.ok(recordings.every((r) => r.status === 'deleted'));
  });

  it('does nothing at all when one of a batch cannot be', async () => {
    const alice = bench.world.people.byEmail('alice@example.com')?.id ?? '';
    const good = bench.put('alice@example.com');
    const elsewhere = bench.put('alice@example.com', { siteUrl: 'acme-emea.webex.com' });
    const binned = bench.put('alice@example.com', { binnedAt: bench.clock.now });
    const shared = bench.put('bob@example.com', { sharedWith: [alice] });
    const bobs = bench.put('bob@example.com');
    const cases: [string, number][] = [
      [elsewhere.id, 404],
      [binned.id, 404],
      [shared.id, 403],
      [bobs.id, 404],
      ['unknown', 404],
    ];
    for (const [id, status] of cases) {
      assert.equal(await post('softDelete', { recordingIds: [good.id, id] }), status, id);
      assert.equal(good.status, 'available');
    }
    for (const operation of ['restore', 'purge'] as const) {
      assert.equal(await post(operation, { recordingIds: [binned.id, good.id] }), 404);
      assert.equal(binned.status, 'deleted');
    }
  });

  it('works on the site named, or on the preferred one', async () => {
    const elsewhere = bench.put('alice@example.com', { siteUrl: 'acme-emea.webex.com' });
    const recordingIds = [elsewhere.id];
    assert.equal(await post('softDelete', { recordingIds }), 404);
    assert.equal(await post('softDelete', { recordingIds, siteUrl: 'acme.webex.com' }), 404);
    assert.equal(await post('softDelete', { recordingIds, siteUrl: 'acme-emea.webex.com' }), 204);
  });

  it('restores or purges all of a site, and only what the person hosts', async () => {
    const binnedAt = bench.clock.now;
    const here = bench.put('alice@example.com', { binnedAt });
    const there = bench.put('alice@example.com', { binnedAt, siteUrl: 'acme-emea.webex.com' });
    const bobs = bench.put('bob@example.com', { binnedAt });
    assert.equal(await post('restore', { restoreAll: true }), 204);
    assert.deepEqual([here.status, there.status, bobs.status], ['available', 'deleted', 'deleted']);
    assert.equal(await post('purge', { purgeAll: true, siteUrl: 'acme-emea.webex.com' }), 204);
    assert.deepEqual([here.status, there.status, bobs.status], ['available', 'purged', 'deleted']);
    assert.equal(await post('purge', { purgeAll: true, siteUrl: 'far.webex.com' }), 404);
    assert.equal(await post('purge', { purgeAll: true, recordingIds: [] }), 204);
  });

  it('needs the scope, and an administrator to act for another', async () => {
    const recording = bench.put('bob@example.com');
    const recordingIds = [recording.id];
    const query = '?hostEmail=bob%40example.com';
    const body = { recordingIds };
    assert.equal(await post('softDelete', body, { token: '' }), 401);
    assert.equal(await post('softDelete', body, { token: 'sandbox-bot' }), 403);
    assert.equal(await post('softDelete', body, { query }), 403);
    assert.equal(await post('softDelete', body, { token: 'sandbox-officer' }), 404);
    assert.equal(await post('softDelete', body, { token: 'sandbox-admin' }), 404);
    assert.equal(recording.status, 'available');
    assert.equal(await post('softDelete', body, { token: 'sandbox-admin', query }), 204);
    assert.equal(recording.status, 'deleted');
  });
});
