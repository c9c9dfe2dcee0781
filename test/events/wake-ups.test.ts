import assert from 'node:assert/strict';
import { type PartitionSignal, partitionSignal } from '../../src/events/queue.js';
import { readableLog } from '../bot/support/log.js';
import { describeDatabases } from '../support/databases.js';
import { deferred } from '../support/until.js';

/** The queue is looked at once at the start, and then not again before the test is long over. */
const NEVER_MS = 600_000;

describeDatabases('wake-ups', ({ open }) => {
  let wakeUps: PartitionSignal;
  afterEach(() => wakeUps.stop());

  /** @returns the first partition that is woken */
  async function woken(afterMs?: number): Promise<string> {
    const first = deferred<string>();
    wakeUps = await partitionSignal(await open(), readableLog().log, NEVER_MS);
    await wakeUps.start(first.resolve);
    await wakeUps.notify('a partition', afterMs);
    return await first.promise;
  }

  it('of our own are taken without waiting for the next look', async () => {
    assert.equal(await woken(), 'a partition');
  });

  it('of our own that are for later are taken when their time has come', async () => {
    assert.equal(await woken(50), 'a partition');
  });

  it('that are for later do not keep a process from stopping', async () => {
    wakeUps = await partitionSignal(await open(), readableLog().log, NEVER_MS);
    await wakeUps.start(() => assert.fail('woken after all'));
    await wakeUps.notify('a partition', NEVER_MS);
  });
});
