import assert from 'node:assert/strict';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.js';
import { type StorageQuery, countStorage } from '../../src/recordings/storage.js';
import { type Recording, recordedAt } from '../../src/recordings/types.js';
import { type WebexClient, createWebexClient } from '../../src/webex/client.js';
import { ItemList } from '../../src/webex/lists.js';

const NOW = Date.parse('2026-08-06T12:00:00Z');
const DAY = 86_400_000;
const ALICE = { host: 'alice@example.com' };

describe('what recordings take up', () => {
  let sandbox: Sandbox;
  let webex: WebexClient;
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, seed: 'empty', now: () => NOW });
    webex = createWebexClient({ baseUrl: sandbox.apiUrl });
  });
  afterEach(async () => {
    await webex.close();
    await sandbox.stop();
  });
  const count = (query: Partial<StorageQuery> = {}) =>
    countStorage(
      webex,
      { token: 'sandbox-alice' },
      { now: NOW, zone: 'UTC', oldBefore: NOW - 180 * DAY, ...query },
    );

  it('is counted back to a whole year without any', async () => {
    sandbox.addRecording({ ...ALICE, daysAgo: 10, sizeBytes: 1 });
    sandbox.addRecording({ ...ALICE, daysAgo: 729, sizeBytes: 2 });
    sandbox.addRecording({ ...ALICE, daysAgo: 1_000, sizeBytes: 4 });
    // A year without any stands between this one and the others.
    sandbox.addRecording({ ...ALICE, daysAgo: 1_500, sizeBytes: 8 });
    const { recordings, bytes, old, since } = await count();
    assert.deepEqual([recordings, bytes], [3, 7]);
    assert.deepEqual(old, { recordings: 2, bytes: 6 });
    assert.ok(Math.abs(since - (NOW - 4 * 365 * DAY)) <= 1_000);
  });

  it('goes on behind a year of which nothing can be read', async () => {
    for (const daysAgo of [10, 1_200]) sandbox.addRecording({ ...ALICE, daysAgo, sizeBytes: 1 });
    sandbox.addRecording({ ...ALICE, daysAgo: 1_000, topic: 'odd' });
    const { call } = webex;
    webex.call = async (request) => {
      const answer = await call(request);
      if (!(answer.data instanceof ItemList)) return answer;
      const items = answer.data.items as readonly Recording[];
      const read = items.filter(({ topic }) => topic !== 'odd');
      const odd = items.filter(({ topic }) => topic === 'odd');
      const unread = odd.map(({ id }) => ({ key: id, where: [] }));
      return { ...answer, data: new ItemList(read, unread) as never };
    };
    const { recordings, unread } = await count();
    assert.deepEqual([recordings, unread], [2, 1]);
  });

  it('is by month in the zone asked for, without those that others shared', async () => {
    // The first of August in Tokyo, the last of July in UTC.
    const daysAgo = (NOW - Date.parse('2026-07-31T16:00:00Z')) / DAY;
    sandbox.addRecording({ ...ALICE, daysAgo, sizeBytes: 5 });
    sandbox.addRecording({ host: 'bob@example.com', daysAgo: 1, sharedWith: [ALICE.host] });
    const july = await count();
    assert.equal(july.months.length, 12);
    assert.deepEqual(july.months[10], { month: '2026-07', recordings: 1, bytes: 5 });
    const august = await count({ zone: 'Asia/Tokyo' });
    assert.deepEqual(august.months[11], { month: '2026-08', recordings: 1, bytes: 5 });
    assert.equal(august.recordings, 1);
  });

  it('is by when it was recorded, not by when its file was ready', async () => {
    const times = { timeRecorded: '2026-07-31T23:30:00Z', createTime: '2026-08-01T01:00:00Z' };
    sandbox.addRecording({ ...ALICE, ...times, sizeBytes: 5 });
    const { months, old } = await count({ oldBefore: Date.parse('2026-08-01T00:00:00Z') });
    assert.deepEqual(months[10], { month: '2026-07', recordings: 1, bytes: 5 });
    assert.deepEqual(old, { recordings: 1, bytes: 5 });
  });

  it('names the ten largest, the most first, and tells how far it is', async () => {
    const sizes = Array.from({ length: 130 }, (_, at) => ((at * 37) % 130) + 1);
    for (const sizeBytes of sizes) sandbox.addRecording({ ...ALICE, daysAgo: 3, sizeBytes });
    const heard: number[] = [];
    const { largest } = await count({ onCounted: (recordings) => heard.push(recordings) });
    assert.deepEqual(
      largest.map(({ sizeBytes }) => sizeBytes),
      [130, 129, 128, 127, 126, 125, 124, 123, 122, 121],
    );
    assert.equal(heard.at(-1), 130);
    assert.ok(heard.length >= 2);
  });

  it('names of several as large the latest, and none that others share', async () => {
    sandbox.addRecording({ host: 'bob@example.com', sharedWith: [ALICE.host], sizeBytes: 9 });
    for (const daysAgo of [1, 13, 5, 3, 12, 7, 2, 11, 4, 10, 6, 9, 8])
      sandbox.addRecording({ ...ALICE, daysAgo, sizeBytes: 5 });
    const { largest } = await count();
    const days = largest.map((one) => Math.round((NOW - recordedAt(one)) / DAY));
    assert.deepEqual(days, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('stops when told to', async () => {
    const stop = new AbortController();
    stop.abort();
    await assert.rejects(count({ signal: stop.signal }), { name: 'WebexUnreachable' });
  });
});
