import assert from 'node:assert/strict';
import { keyedMutex } from '../../src/util/async.js';
import { deferred } from '../support/until.js';

const settle = () => new Promise(setImmediate);

describe('a keyed mutex', () => {
  it('lets one in at a time, in the order of their calls, whatever becomes of the others', async () => {
    const mutex = keyedMutex();
    const gates = [deferred(), deferred(), deferred()];
    const begun: number[] = [];
    const results = gates.map(({ promise }, at) =>
      mutex.run('a', async () => {
        begun.push(at);
        await promise;
        if (at === 0) throw new Error('no');
        return at;
      }),
    );
    const settled = Promise.allSettled(results);
    await settle();
    assert.deepEqual(begun, [0]);
    gates[2]?.resolve();
    gates[0]?.resolve();
    await settle();
    assert.deepEqual(begun, [0, 1]);
    gates[1]?.resolve();
    assert.deepEqual(
      (await settled).map((result) => (result.status === 'fulfilled' ? result.value : 'failed')),
      ['failed', 1, 2],
    );
  });

  it('lets keys go side by side', async () => {
    const mutex = keyedMutex();
    await mutex.acquire('a');
    assert.equal(await mutex.run('b', () => Promise.resolve('done')), 'done');
  });

  it('knows whether a key is busy, and when none is', async () => {
    const mutex = keyedMutex();
    assert.equal(mutex.isBusy('a'), false);
    const first = mutex.acquire('a');
    const second = mutex.acquire('a');
    assert.equal(mutex.isBusy('a'), true);
    let idle = false;
    const waiting = mutex.idle().then(() => (idle = true));
    (await first)();
    await settle();
    assert.deepEqual([mutex.isBusy('a'), idle], [true, false]);
    (await second)();
    await waiting;
    assert.equal(mutex.isBusy('a'), false);
  });
});
