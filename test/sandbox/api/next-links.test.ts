import assert from 'node:assert/strict';
import { type Bench, day, ids, nextLink, startBench } from '../recordings-support.js';

const ALICE = 'sandbox-alice';

describe('links to the next page that a fault makes odd', () => {
  let bench: Bench;
  const all: string[] = [];
  before(async () => {
    bench = await startBench();
    for (let n = 1; n <= 5; n += 1) {
      all.push(bench.put('alice@example.com', { createTime: bench.clock.now - n * day }).id);
    }
    for (let n = 1; n <= 5; n += 1) {
      const binnedAt = bench.clock.now;
      const createTime = bench.clock.now - n * day - 60_000;
      bench.put('alice@example.com', { createTime, binnedAt });
    }
  });
  afterEach(() => bench.faults.set([]));
  after(() => bench.stop());

  const get = (path: string) => bench.call(ALICE, 'GET', path);
  /** What a walk meets: the place of each item in the list, or the status that it ends with. */
  const walk = async (path: string, most = 5): Promise<unknown[]> => {
    const met: unknown[] = [];
    for (let next: string | undefined = path; next !== undefined && met.length < most;) {
      const page = await get(next);
      met.push(page.status === 200 ? ids(page).map((id) => all.indexOf(String(id))) : page.status);
      next = nextLink(page);
    }
    return met;
  };

  it('go round at the end', async () => {
    bench.faults.set([{ path: '^/recordings$', next: 'loop' }]);
    assert.deepEqual(await walk('/recordings?max=3'), [
      [0, 1, 2],
      [3, 4],
      [3, 4],
      [3, 4],
      [3, 4],
    ]);
  });

  it('never leave the first page', async () => {
    bench.faults.set([{ next: 'stuck' }]);
    assert.deepEqual(await walk('/recordings?max=2', 3), [
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    bench.faults.set([{ next: { lose: ['cursor'] }, times: 2 }]);
    assert.deepEqual(await walk('/recordings?max=3'), [
      [0, 1, 2],
      [0, 1, 2],
      [0, 1, 2],
      [3, 4],
    ]);
  });

  it('have expired', async () => {
    bench.faults.set([{ next: 'expired', times: 1 }]);
    assert.deepEqual(await walk('/recordings?max=3'), [[0, 1, 2], 400]);
  });

  it('lose parameters', async () => {
    bench.faults.set([{ next: { lose: ['status'] } }]);
    const first = await get('/recordings?max=2&status=deleted');
    assert.doesNotMatch(nextLink(first) ?? '', /status/);
    const second = await get(nextLink(first) ?? '');
    assert.deepEqual(
      second.body.items?.map(({ status }) => status),
      ['available', 'available'],
    );
    bench.faults.set([{ next: { lose: ['from', 'to', 'max'] } }]);
    bench.clock.now += 5.5 * day;
    const from = '2026-11-01T00:00:00Z';
    assert.deepEqual(await walk(`/recordings?max=1&from=${from}&to=2026-12-01T00:00:00Z`), [
      [0],
      [],
    ]);
    bench.clock.now -= 5.5 * day;
  });

  it('may be those of other lists', async () => {
    const to = { toPersonEmail: 'bob@example.com' };
    for (const text of ['1', '2', '3'])
      await bench.call(ALICE, 'POST', '/messages', { ...to, text });
    bench.faults.set([{ next: 'loop' }]);
    const link = async (path: string): Promise<string> => nextLink(await get(path)) ?? '';
    const messages = '/messages/direct?personEmail=bob@example.com';
    assert.equal(await link(messages), bench.apiUrl + messages);
    assert.match(await link(`${messages}&max=2`), /cursor=/);
    assert.equal(await link('/memberships'), `${bench.apiUrl}/memberships`);
    bench.faults.set([{ next: 'expired' }]);
    assert.equal((await get(await link('/memberships?max=1'))).status, 400);
    assert.equal((await get(await link(`${messages}&max=1`))).status, 400);
  });
});
