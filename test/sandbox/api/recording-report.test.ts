import assert from 'node:assert/strict';
import { day, ids, nextLink, startBench, type Answer, type Bench } from '../recordings-support.js';

const SUMMARY = '/recordingReport/accessSummary';
const DETAIL = '/recordingReport/accessDetail';

describe('recording audit reports', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.stop());
  const get = (path: string, token = 'sandbox-alice') => bench.call(token, 'GET', path);
  const recordingIds = (answer: Answer) => (answer.body.items ?? []).map((i) => i.recordingId);
  const old = { createTime: Date.parse('2026-09-01T00:00:00Z') };
  const september = 'from=2026-08-25T00:00:00Z&to=2026-11-20T00:00:00Z';

  it('count in the summary what the details list, one by one', async () => {
    for (let n = 0; n < 12; n += 1) bench.put('alice@example.com', old);
    const { body } = await get(`${SUMMARY}?${september}&max=100`);
    const counts = new Set<number>();
    for (const item of body.items ?? []) {
      const detail = await get(`${DETAIL}?recordingId=${String(item.recordingId)}&max=100`);
      const accesses = detail.body.items ?? [];
      counts.add(accesses.length);
      assert.equal(item.viewCount, accesses.filter(({ viewed }) => viewed).length);
      assert.equal(item.downloadCount, accesses.filter(({ downloaded }) => downloaded).length);
      const times = accesses.map((each) => String(each.accessTime));
      assert.deepEqual(times, times.toSorted().reverse());
      assert.ok(times.every((time) => time > '2026-09-01T00:00:00Z' && time < '2026-11-20T12'));
    }
    assert.equal(body.items?.length, 12);
    assert.equal(body.items[0]?.hostEmail, 'alice@example.com');
    // Some were never watched, and some were.
    assert.ok(counts.has(0) && counts.size > 2, [...counts].join());
    assert.deepEqual((await get(`${SUMMARY}?${september}&max=100`)).body, body);
  });

  it('are as often watched as the sandbox is told', async () => {
    const { id } = bench.addRecording({ host: 'alice@example.com', daysAgo: 80, accesses: 25 });
    const first = await get(`${DETAIL}?recordingId=${id}`);
    assert.equal(first.body.items?.length, 10);
    const second = await bench.call('sandbox-alice', 'GET', nextLink(first) ?? '');
    const third = await bench.call('sandbox-alice', 'GET', nextLink(second) ?? '');
    assert.equal(third.body.items?.length, 5);
    assert.equal(nextLink(third), undefined);
    const none = bench.addRecording({ host: 'alice@example.com', daysAgo: 80, accesses: 0 });
    assert.deepEqual(ids(await get(`${DETAIL}?recordingId=${none.id}`)), []);
  });

  it('know nothing of what is still to come', async () => {
    const { id } = bench.addRecording({ host: 'alice@example.com', daysAgo: 1, accesses: 40 });
    const times = async () =>
      ((await get(`${DETAIL}?recordingId=${id}&max=100`)).body.items ?? []).map((each) =>
        Date.parse(String(each.accessTime)),
      );
    const early = await times();
    assert.ok(early.length > 0 && early.length < 40, String(early.length));
    assert.ok(early.every((time) => time < bench.clock.now));
    bench.clock.now += 60 * day;
    assert.equal((await times()).length, 40);
  });

  it('show what one hosts or was given, on the preferred site or the named one', async () => {
    const own = bench.put('alice@example.com', { createTime: bench.clock.now - day });
    const emea = bench.put('alice@example.com', { siteUrl: 'acme-emea.webex.com' });
    const alice = bench.world.people.byEmail('alice@example.com')?.id ?? '';
    const shared = bench.put('bob@example.com', {
      sharedWith: [alice],
      createTime: bench.clock.now - 2 * day,
    });
    const foreign = bench.put('bob@example.com');
    assert.deepEqual(recordingIds(await get(SUMMARY)), [own.id, shared.id]);
    assert.deepEqual(recordingIds(await get(`${SUMMARY}?siteUrl=acme-emea.webex.com`)), [emea.id]);
    assert.equal((await get(`${SUMMARY}?siteUrl=far.webex.com`)).status, 403);
    const page = await get(`${SUMMARY}?max=1`);
    assert.deepEqual(recordingIds(page), [own.id]);
    assert.deepEqual(recordingIds(await get(nextLink(page) ?? '')), [shared.id]);
    assert.equal((await get(`${DETAIL}?recordingId=${shared.id}`)).status, 200);
    assert.equal((await get(`${DETAIL}?recordingId=${foreign.id}`)).status, 404);
    assert.equal((await get(DETAIL)).status, 400);
    assert.equal((await get(SUMMARY, 'sandbox-bot')).status, 403);
    assert.equal((await get(SUMMARY, '')).status, 401);
  });

  it('span 90 days at most, and go back a year', async () => {
    assert.equal((await get(`${SUMMARY}?from=2026-08-22&to=2026-11-20`)).status, 200);
    assert.equal((await get(`${SUMMARY}?from=2026-08-21&to=2026-11-20`)).status, 400);
    assert.equal((await get(`${SUMMARY}?from=2025-11-21&to=2025-12-01`)).status, 200);
    assert.equal((await get(`${SUMMARY}?from=2025-11-20&to=2025-12-01`)).status, 400);
    assert.equal((await get(`${SUMMARY}?from=2026-11-20&to=2026-11-01`)).status, 400);
    assert.equal((await get(`${SUMMARY}?max=101`)).status, 400);
  });

  it('of others are for administrators by hostEmail, on their sites', async () => {
    const bobs = bench.put('bob@example.com');
    const of = (host: string, more = '') => `${SUMMARY}?hostEmail=${host}${more}`;
    assert.equal((await get(of('bob@example.com'))).status, 403);
    assert.equal((await get(of('bob@example.com'), 'sandbox-officer')).status, 400);
    assert.deepEqual(recordingIds(await get(of('bob@example.com'), 'sandbox-admin')), [bobs.id]);
    assert.equal((await get(of('bob@example.com'), 'sandbox-siteadmin')).status, 403);
    bench.put('alice@example.com');
    assert.equal((await get(of('all'), 'sandbox-admin')).body.items?.length, 2);
    assert.equal((await get(of('all'))).status, 403);
    assert.equal((await get(of('all'), 'sandbox-officer')).status, 400);
    assert.equal((await get(of('all'), 'sandbox-siteadmin')).status, 403);
    const emea = of('all', '&siteUrl=acme-emea.webex.com');
    assert.equal((await get(emea, 'sandbox-siteadmin')).status, 200);
    assert.equal((await get(SUMMARY, 'sandbox-officer')).body.items?.length, 2);
  });
});
