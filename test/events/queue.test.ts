import assert from 'node:assert/strict';
import { type SinonFakeTimers, useFakeTimers } from 'sinon';
import {
  type PartitionSignal,
  partitionSignal,
  signal,
  startQueue,
} from '../../src/events/queue.js';
import type { Store } from '../../src/store/store.js';
import { readableLog } from '../bot/support/log.js';
import { describeDatabases } from '../support/databases.js';
import { deferred } from '../support/until.js';

describeDatabases('the queue', ({ fresh, open }) => {
  /** A store that refuses the first statements of a kind, as PostgreSQL does with this code. */
  function refusing(store: Store, kind: string, code: string, times: number): Store {
    let left = times;
    return {
      ...store,
      executeSql: (text, values) => {
        if (text.includes(kind) && left-- > 0) {
          return Promise.reject(Object.assign(new Error('refused'), { code }));
        }
        return store.executeSql(text, values);
      },
    };
  }

  const started = async (store: Store): Promise<number> => {
    const boss = await startQueue(store, readableLog().log, 'q');
    await boss.send('q', {});
    const jobs = await boss.fetch('q');
    await boss.stop({ graceful: false, wait: false });
    return jobs.length;
  };

  for (const [what, kind, code] of [
    ['its tables', 'CREATE SCHEMA', '42P06'],
    ['the queue', 'create_queue($1', '40P01'],
  ] as const) {
    it(`looks again when somebody else is making ${what} at the same time`, async () => {
      assert.equal(await started(refusing(await open(await fresh()), kind, code, 2)), 1);
    });
  }

  it('tells what else the database says, and what it says again and again', async () => {
    const store = await open(await fresh());
    for (const [code, times] of [
      ['42501', 1],
      ['40P01', 5],
    ] as const) {
      await assert.rejects(started(refusing(store, 'create_queue($1', code, times)), { code });
    }
    assert.equal(await started(refusing(store, 'create_queue($1', '40P01', 4)), 1);
  });
});

describe('a signal', () => {
  let clock: SinonFakeTimers;
  beforeEach(() => {
    clock = useFakeTimers();
  });
  afterEach(() => clock.restore());

  /** Sleeps; tells whether that is over once everything due has been done. */
  function asleep(sleep: Promise<void>): { readonly woken: () => Promise<boolean> } {
    let over = false;
    void sleep.then(() => (over = true));
    return {
      woken: async () => {
        await clock.tickAsync(0);
        return over;
      },
    };
  }

  it('lets sleep for as long as was wished, and no longer', async () => {
    const { wait: sleep } = signal();
    const sleeper = asleep(sleep(1_000));
    await clock.tickAsync(999);
    assert.equal(await sleeper.woken(), false);
    await clock.tickAsync(1);
    assert.equal(await sleeper.woken(), true);
  });

  it('wakes who sleeps, and leaves no timer behind', async () => {
    const { set: ring, wait: sleep } = signal();
    const sleeper = asleep(sleep(1_000));
    assert.equal(await sleeper.woken(), false);
    ring();
    assert.equal(await sleeper.woken(), true);
    assert.equal(clock.countTimers(), 0);
  });

  it('spares the next sleep when it rang in between, and only that one', async () => {
    const { set: ring, wait: sleep } = signal();
    ring();
    ring();
    assert.equal(await asleep(sleep(1_000)).woken(), true);
    assert.equal(await asleep(sleep(1_000)).woken(), false);
  });

  it('does not spare the sleep after the one that it has ended', async () => {
    const { set: ring, wait: sleep } = signal();
    const first = asleep(sleep(1_000));
    ring();
    assert.equal(await first.woken(), true);
    assert.equal(await asleep(sleep(1_000)).woken(), false);
  });
});

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
