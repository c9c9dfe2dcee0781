import assert from 'node:assert/strict';
import type { Recording } from '../../../sandbox/recordings/recording.js';
import { type Bench, ids, startBench } from '../recordings-support.js';

const ALICE = 'sandbox-alice';

describe('a change that is seen late', () => {
  let bench: Bench;
  let recording: Recording;
  beforeEach(async () => {
    bench = await startBench({ settings: { changeLagMs: 1500 } });
    recording = bench.put('alice@example.com');
  });
  afterEach(() => bench.stop());

  const change = async (verb: string): Promise<number> => {
    const body = { recordingIds: [recording.id], siteUrl: recording.siteUrl };
    return (await bench.call(ALICE, 'POST', `/recordings/${verb}`, body)).status;
  };
  /** Whether the list, the bin and the recording itself show it, and as what. */
  const seen = async (): Promise<unknown[]> => {
    const has = async (query: string): Promise<boolean> =>
      ids(await bench.call(ALICE, 'GET', `/recordings${query}`)).includes(recording.id);
    const { status, body } = await bench.call(ALICE, 'GET', `/recordings/${recording.id}`);
    return [await has(''), await has('?status=deleted'), status === 200 ? body.status : status];
  };
  const available = [true, false, 'available'];
  const inBin = [false, true, 'deleted'];
  const gone = [false, false, 404];

  it('is a move to the bin', async () => {
    assert.equal(await change('softDelete'), 204);
    bench.clock.now += 1499;
    assert.deepEqual(await seen(), available);
    bench.clock.now += 1;
    assert.deepEqual(await seen(), inBin);
  });

  it('is a way back, even of what is not seen in the bin yet, and a deletion', async () => {
    assert.equal(await change('softDelete'), 204);
    bench.clock.now += 1000;
    assert.equal(await change('restore'), 204);
    assert.equal(await change('restore'), 404, 'whoever changes it sees how it is');
    bench.clock.now += 600;
    assert.deepEqual(await seen(), inBin);
    bench.clock.now += 1000;
    assert.deepEqual(await seen(), available);
    assert.equal(await change('softDelete'), 204);
    assert.equal(await change('purge'), 204);
    assert.deepEqual(await seen(), available);
    bench.clock.now += 1500;
    assert.deepEqual(await seen(), gone);
  });

  it('is DELETE', async () => {
    const remove = async () => bench.call(ALICE, 'DELETE', `/recordings/${recording.id}`);
    assert.equal((await remove()).status, 204);
    assert.deepEqual(await seen(), available);
    assert.equal((await remove()).status, 404);
    bench.clock.now += 1500;
    assert.deepEqual(await seen(), gone);
  });

  it('is seen at once without a lag', async () => {
    bench.change({ changeLagMs: 0 });
    await change('softDelete');
    assert.deepEqual(await seen(), inBin);
  });
});
