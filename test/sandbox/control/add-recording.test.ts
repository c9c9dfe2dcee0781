import assert from 'node:assert/strict';
import { type Bench, ids, startBench } from '../recordings-support.js';

const ALICE = 'sandbox-alice';
const host = 'alice@example.com';
const SPAN = 'from=2026-10-01T00:00:00Z&to=2026-12-01T00:00:00Z&max=100';

describe('recordings that are added', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await startBench();
  });
  afterEach(() => bench.stop());

  const list = async (more = '') =>
    (await bench.call(ALICE, 'GET', `/recordings?${SPAN}${more}`)).body.items ?? [];

  it('may have been recorded a day before they were ready', async () => {
    bench.addRecording({
      host,
      timeRecorded: '2026-11-25T22:45:00+01:00',
      createTime: '2026-11-26T00:20:00+01:00',
    });
    const [item] = await list();
    assert.equal(item?.timeRecorded, '2026-11-25T21:45:00Z');
    assert.equal(item.createTime, '2026-11-25T23:20:00Z');
  });

  it('may be several of one second, which pages can be cut between', async () => {
    const added = bench.addRecording({ host, count: 5, createTime: '2026-11-10T10:00:00Z' });
    assert.equal(added.ids[0], added.id);
    const items = await list();
    assert.deepEqual(new Set(items.map(({ createTime }) => createTime)).size, 1);
    assert.deepEqual(new Set(items.map(({ id }) => id)), new Set(added.ids));
    assert.equal(new Set(items.map(({ meetingSeriesId }) => meetingSeriesId)).size, 5);
  });

  it('may be a series over days', async () => {
    const timeRecorded = '2026-11-10T09:00:00Z';
    bench.addRecording({
      host,
      count: 3,
      everyDays: 7,
      createTime: '2026-11-10T10:00:00Z',
      timeRecorded,
    });
    const items = await list();
    assert.deepEqual(
      items.map((item) => [item.createTime, item.timeRecorded]),
      ['10', '03']
        .map((day) => [`2026-11-${day}T10:00:00Z`, `2026-11-${day}T09:00:00Z`])
        .concat([['2026-10-27T10:00:00Z', '2026-10-27T09:00:00Z']]),
    );
    const [series] = new Set(items.map(({ meetingSeriesId }) => String(meetingSeriesId)));
    assert.equal((await list(`&meetingId=${series ?? ''}`)).length, 3);
    assert.equal(new Set(items.map(({ meetingId }) => meetingId)).size, 3);
    bench.addRecording({ host, daysAgo: 2, meetingSeriesId: series });
    assert.equal((await list(`&meetingId=${series ?? ''}`)).length, 4);
  });

  it('may be in the bin already', async () => {
    const { id } = bench.addRecording({ host, daysAgo: 2, inBin: true });
    const bin = await bench.call(ALICE, 'GET', '/recordings?status=deleted');
    assert.deepEqual([ids(bin), await list()], [[id], []]);
  });

  it('are refused when their times contradict each other, or are none', () => {
    const createTime = '2026-11-10T10:00:00Z';
    for (const wrong of [
      { createTime, daysAgo: 1 },
      { createTime: '2026-11-10T10:00:00' },
      { timeRecorded: 'yesterday' },
      { count: 0 },
      { everyDays: 0 },
    ]) {
      assert.throws(() => bench.addRecording({ host, ...wrong }), JSON.stringify(wrong));
    }
  });
});
