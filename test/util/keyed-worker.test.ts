import assert from 'node:assert/strict';
import { type SinonFakeTimers, useFakeTimers } from 'sinon';
import {
  type KeyedWorkerDeps,
  type LockProvider,
  keyedWorker,
} from '../../src/util/keyed-worker.js';
import type { RetryPolicy } from '../../src/util/retry-policy.js';
import { deferred } from '../support/until.js';

/** Locks in memory. What a test puts into `held` is what another process has. */
function memoryLocks(): LockProvider & { readonly held: Set<string> } {
  const held = new Set<string>();
  return {
    held,
    tryTake: (name) => {
      const free = !held.has(name);
      held.add(name);
      return Promise.resolve(free);
    },
    release: (name) => {
      held.delete(name);
      return Promise.resolve();
    },
  };
}

describe('a keyed worker', () => {
  let clock: SinonFakeTimers;
  let runs: string[];
  let errors: [string, unknown][];
  beforeEach(() => {
    clock = useFakeTimers();
    runs = [];
    errors = [];
  });
  afterEach(() => clock.restore());

  const workerOf = (
    work: (key: string) => Promise<void> = () => Promise.resolve(),
    more: Partial<KeyedWorkerDeps> = {},
  ) =>
    keyedWorker({
      work: async (key) => {
        runs.push(key);
        await work(key);
      },
      onError: (key, error) => errors.push([key, error]),
      ...more,
    });
  /** Lets everything happen that waits for no timer. */
  const settle = () => clock.tickAsync(0);

  it('runs for a key, and says when that has ended', async () => {
    const gate = deferred();
    const worker = workerOf(() => gate.promise);
    let ended = false;
    const run = worker.run('a').then(() => (ended = true));
    await settle();
    assert.deepEqual([runs, ended], [['a'], false]);
    gate.resolve();
    await run;
    await worker.run('a');
    assert.deepEqual(runs, ['a', 'a']);
  });

  it('makes one run of all calls that come while one is active', async () => {
    const gates = [deferred(), deferred()];
    const worker = workerOf(() => gates[runs.length - 1]?.promise ?? Promise.resolve());
    void worker.run('a');
    await settle();
    let ended = 0;
    for (let call = 0; call < 3; call += 1) void worker.run('a').then(() => (ended += 1));
    gates[0]?.resolve();
    await settle();
    assert.deepEqual([runs.length, ended], [2, 0], 'they wait for the run that is theirs');
    gates[1]?.resolve();
    await settle();
    assert.deepEqual([runs.length, ended], [2, 3]);
  });

  it('takes a call that the work itself makes for one more run', async () => {
    let active = 0;
    const worker = workerOf(async () => {
      active += 1;
      if (runs.length < 3) void worker.run('a');
      await Promise.resolve();
      assert.equal(active, 1);
      active -= 1;
    });
    await worker.run('a');
    assert.deepEqual(errors, []);
    assert.deepEqual(runs, ['a', 'a', 'a']);
  });

  it('runs keys side by side', async () => {
    const gate = deferred();
    const worker = workerOf((key) => (key === 'slow' ? gate.promise : Promise.resolve()));
    void worker.run('slow');
    await worker.run('quick');
    assert.deepEqual(runs, ['slow', 'quick']);
    gate.resolve();
    await worker.idle();
  });

  it('tells of a run that failed, and runs again when it is called again', async () => {
    const failure = new Error('no');
    const worker = workerOf(() =>
      runs.length === 1 ? Promise.reject(failure) : Promise.resolve(),
    );
    await worker.run('a');
    assert.deepEqual(errors, [['a', failure]]);
    await worker.run('a');
    assert.equal(runs.length, 2);
    assert.equal(errors.length, 1);
  });

  it('is idle when no run is active, the coalesced ones included', async () => {
    const gate = deferred();
    const worker = workerOf(() => gate.promise);
    void worker.run('a');
    void worker.run('a');
    let idle = false;
    const waiting = worker.idle().then(() => (idle = true));
    await settle();
    assert.equal(idle, false);
    gate.resolve();
    await waiting;
    assert.equal(runs.length, 2);
  });

  it('stopped, ends what is active and begins nothing', async () => {
    const gate = deferred();
    const worker = workerOf(() => gate.promise);
    void worker.run('a');
    void worker.run('a');
    await settle();
    let stopped = false;
    const stopping = worker.stop().then(() => (stopped = true));
    await worker.run('b');
    assert.equal(stopped, false);
    gate.resolve();
    await stopping;
    assert.deepEqual(runs, ['a']);
  });

  describe('with a lock', () => {
    const locked = (locks: LockProvider, whenTaken?: RetryPolicy): Partial<KeyedWorkerDeps> => ({
      lock: { locks, nameOf: (key) => `lock ${key}`, ...(whenTaken && { whenTaken }) },
    });

    it('holds it for the run, and lets it go however that ends', async () => {
      const locks = memoryLocks();
      const worker = workerOf(() => {
        assert.deepEqual([...locks.held], ['lock a']);
        return Promise.reject(new Error('no'));
      }, locked(locks));
      await worker.run('a');
      assert.equal(errors.length, 1);
      assert.equal(locks.held.size, 0);
    });

    it('tells of locks that fail', async () => {
      const failure = new Error('no database');
      const locks = { ...memoryLocks(), tryTake: () => Promise.reject(failure) };
      await workerOf(undefined, locked(locks)).run('a');
      assert.deepEqual([runs, errors], [[], [['a', failure]]]);
    });

    it('drops a run that finds it taken, and does not release what is not its own', async () => {
      const locks = memoryLocks();
      locks.held.add('lock a');
      const worker = workerOf(undefined, locked(locks));
      await worker.run('a');
      await clock.tickAsync(60_000);
      assert.deepEqual(runs, []);
      assert.ok(locks.held.has('lock a'));
    });

    it('attempts it again by a policy, until the lock is free', async () => {
      const locks = memoryLocks();
      locks.held.add('lock a');
      const worker = workerOf(
        undefined,
        locked(locks, { retries: 2, firstWaitMs: 100, factor: 2 }),
      );
      await worker.run('a');
      await clock.tickAsync(100);
      locks.held.clear();
      await clock.tickAsync(199);
      assert.deepEqual(runs, []);
      await clock.tickAsync(1);
      assert.deepEqual(runs, ['a']);
    });

    it('attempts it no more often than the policy says, and then anew when it is called', async () => {
      const locks = memoryLocks();
      locks.held.add('lock a');
      let attempts = 0;
      const counting = {
        ...locks,
        tryTake: (name: string) => {
          attempts += 1;
          return locks.tryTake(name);
        },
      };
      const worker = workerOf(undefined, locked(counting, { retries: 2, firstWaitMs: 100 }));
      await worker.run('a');
      await clock.tickAsync(10_000);
      assert.equal(attempts, 3);
      await worker.run('a');
      await clock.tickAsync(10_000);
      assert.equal(attempts, 6);
    });

    it('makes one run of a call and of the attempt that it comes before', async () => {
      const locks = memoryLocks();
      locks.held.add('lock a');
      const worker = workerOf(undefined, locked(locks, { retries: 5, firstWaitMs: 100 }));
      await worker.run('a');
      locks.held.clear();
      await worker.run('a');
      await clock.tickAsync(10_000);
      assert.deepEqual(runs, ['a']);
    });

    it('stopped, attempts nothing again', async () => {
      const locks = memoryLocks();
      locks.held.add('lock a');
      const worker = workerOf(undefined, locked(locks, { retries: 5, firstWaitMs: 100 }));
      await worker.run('a');
      await worker.stop();
      locks.held.clear();
      await clock.tickAsync(10_000);
      assert.deepEqual(runs, []);
    });

    it('stopped while it takes the lock, lets it go without a run', async () => {
      const locks = memoryLocks();
      const asked = deferred<boolean>();
      const slow = {
        ...locks,
        tryTake: async (name: string) => {
          await asked.promise;
          return await locks.tryTake(name);
        },
      };
      const worker = workerOf(undefined, locked(slow));
      void worker.run('a');
      await settle();
      const stopping = worker.stop();
      asked.resolve(true);
      await stopping;
      assert.deepEqual(runs, []);
      assert.equal(locks.held.size, 0);
    });
  });
});
