import assert from 'node:assert/strict';
import { type SinonFakeTimers, useFakeTimers } from 'sinon';
import {
  every,
  forEachConcurrent,
  inSlices,
  keyedMutex,
  tasks,
  withTimeout,
} from '../../src/util/async.js';
import { readableLog } from '../bot/support/log.js';
import { deferred } from '../support/until.js';

describe('what is not worth waiting for', () => {
  it('comes if it is in time, and fails as it does', async () => {
    assert.equal(await withTimeout(60_000, () => Promise.resolve(7)), 7);
    await assert.rejects(
      withTimeout(60_000, () => Promise.reject(new Error('x'))),
      { message: 'x' },
    );
  });

  it('is left alone and told to stop when it is late', async () => {
    let told: AbortSignal | undefined;
    const late = await withTimeout(1, (signal) => {
      told = signal;
      return new Promise(() => undefined);
    });
    assert.equal(late, undefined);
    assert.equal(told?.aborted, true);
  });
});

describe('work in parallel', () => {
  it('works on eight at a time, and on all', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await forEachConcurrent(
      Array.from({ length: 20 }, (_, nth) => nth),
      async (nth) => {
        most = Math.max(most, (running += 1));
        await new Promise(setImmediate);
        running -= 1;
        done.push(nth);
      },
    );
    assert.deepEqual([most, new Set(done).size], [8, 20]);
  });

  it('gives failures to their taker, and goes on; without one it rejects with the first', async () => {
    const failures: unknown[] = [];
    const done: number[] = [];
    const work = (nth: number): Promise<void> => {
      done.push(nth);
      return nth % 2 === 0 ? Promise.reject(new Error(String(nth))) : Promise.resolve();
    };
    await forEachConcurrent([1, 2, 3, 4], work, (error) => failures.push(error));
    assert.deepEqual(
      [done, failures.map(String)],
      [
        [1, 2, 3, 4],
        ['Error: 2', 'Error: 4'],
      ],
    );
    await assert.rejects(forEachConcurrent([1, 2], work), /2/);
  });

  it('begins nothing more after a failure that nobody takes, and rejects when the rest has ended', async () => {
    const slow = deferred();
    const begun: number[] = [];
    let isOver = false;
    const all = Array.from({ length: 20 }, (_, nth) => nth);
    const failing = forEachConcurrent(all, async (nth) => {
      begun.push(nth);
      if (nth === 0) throw new Error('first');
      await slow.promise;
      if (nth === 3) throw new Error('later');
    }).finally(() => (isOver = true));
    await new Promise(setImmediate);
    assert.deepEqual([begun.length, isOver], [8, false]);
    slow.resolve();
    await assert.rejects(failing, /first/);
    assert.equal(begun.length, 8);
  });

  it('begins nothing more once it is aborted', async () => {
    const stop = new AbortController();
    const done: number[] = [];
    const all = Array.from({ length: 20 }, (_, nth) => nth);
    const work = (nth: number): Promise<void> => {
      done.push(nth);
      stop.abort();
      return Promise.resolve();
    };
    await forEachConcurrent(all, work, undefined, stop.signal);
    assert.deepEqual(done, [0]);
  });
});

describe('long work in slices', () => {
  it('lets others in between them, and keeps the order', async () => {
    const seen: number[] = [];
    const numbers = Array.from({ length: 1_200 }, (_, at) => at);
    const doubled = await inSlices(
      numbers,
      (one) => (seen.push(one), 2 * one),
      () => Promise.resolve(void seen.push(-1)),
    );
    assert.deepEqual(
      doubled,
      numbers.map((one) => 2 * one),
    );
    assert.deepEqual([seen.indexOf(-1), seen.lastIndexOf(-1), seen.length], [100, 1_110, 1_211]);
  });

  it('gives timers and requests their turn', async () => {
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    await inSlices(Array.from({ length: 5_000 }), () => undefined);
    isOver = true;
    assert.ok(turns >= 49, `${turns} turns`);
  });
});

describe('background tasks', () => {
  it('are waited for, also those that begin meanwhile', async () => {
    const { log } = readableLog();
    const background = tasks(log);
    const done: string[] = [];
    background.run('first', async () => {
      await Promise.resolve();
      background.run('second', async () => {
        await new Promise(setImmediate);
        done.push('second');
      });
      done.push('first');
    });
    await background.idle();
    assert.deepEqual(done, ['first', 'second']);
  });

  it('may fail, at once or later: that is logged under their name and stops nothing', async () => {
    const { log, lines } = readableLog();
    const background = tasks(log);
    background.run('later', () => Promise.reject(new Error('x')));
    background.run('at once', () => {
      throw new Error('x');
    });
    await background.idle();
    assert.deepEqual(
      lines()
        .map(({ task, msg }) => [task, msg])
        .sort(),
      [
        ['at once', 'background task failed'],
        ['later', 'background task failed'],
      ],
    );
  });

  it('are none: nothing to wait for', async () => {
    await tasks(readableLog().log).idle();
  });
});

describe('every', () => {
  let clock: SinonFakeTimers;
  let rounds: number;
  let errors: unknown[];
  beforeEach(() => {
    clock = useFakeTimers();
    rounds = 0;
    errors = [];
  });
  afterEach(() => clock.restore());

  const repeating = (
    work: (signal: AbortSignal) => Promise<void> = () => Promise.resolve(),
    options: Partial<Parameters<typeof every>[2]> = {},
  ) =>
    every(
      1_000,
      async (signal) => {
        rounds += 1;
        await work(signal);
      },
      { onError: (error) => errors.push(error), ...options },
    );

  it('makes the first round after one wait, and then one after each', async () => {
    const { start } = repeating();
    await clock.tickAsync(5_000);
    assert.equal(rounds, 0, 'not before it is started');
    start();
    start();
    await clock.tickAsync(999);
    assert.equal(rounds, 0);
    await clock.tickAsync(1);
    assert.equal(rounds, 1);
    await clock.tickAsync(2_000);
    assert.equal(rounds, 3);
  });

  it('makes the first round at once where it is wanted so', async () => {
    repeating(undefined, { immediately: true }).start();
    assert.equal(rounds, 1);
    await clock.tickAsync(1_000);
    assert.equal(rounds, 2);
  });

  it('never overlaps itself: the wait begins when the round has ended', async () => {
    const round = deferred();
    repeating(() => round.promise).start();
    await clock.tickAsync(10_000);
    assert.equal(rounds, 1);
    round.resolve();
    await clock.tickAsync(999);
    assert.equal(rounds, 1);
    await clock.tickAsync(1);
    assert.equal(rounds, 2);
  });

  it('makes the next round soon when asked to, once for all who ask', async () => {
    const round = deferred();
    const { start, soon } = repeating(() => (rounds === 2 ? round.promise : Promise.resolve()));
    soon(100);
    start();
    await clock.tickAsync(1_000);
    soon(100);
    soon(100);
    await clock.tickAsync(99);
    assert.equal(rounds, 1);
    await clock.tickAsync(1);
    assert.equal(rounds, 2);
    soon(100);
    await clock.tickAsync(10_000);
    assert.equal(rounds, 2, 'after the one under way');
    round.resolve();
    await clock.tickAsync(1);
    assert.equal(rounds, 3);
    await clock.tickAsync(998);
    assert.equal(rounds, 3, 'then as ever');
  });

  it('tells of a round that failed, and goes on', async () => {
    const failure = new Error('no');
    repeating(() => (rounds === 1 ? Promise.reject(failure) : Promise.resolve())).start();
    await clock.tickAsync(2_000);
    assert.equal(rounds, 2);
    assert.deepEqual(errors, [failure]);
  });

  it('goes on sooner after a failure where it is wanted so, and then as ever', async () => {
    const failsOnce = () => (rounds === 1 ? Promise.reject(new Error('no')) : Promise.resolve());
    repeating(failsOnce, { afterErrorMs: 100 }).start();
    await clock.tickAsync(1_099);
    assert.equal(rounds, 1);
    await clock.tickAsync(1);
    assert.equal(rounds, 2);
    await clock.tickAsync(999);
    assert.equal(rounds, 2);
    await clock.tickAsync(1);
    assert.equal(rounds, 3);
  });

  it('stopped, aborts the round under way, waits for its end, and makes no other', async () => {
    const round = deferred();
    let aborted: boolean | undefined;
    const { start, stop } = repeating(async (signal) => {
      await round.promise;
      aborted = signal.aborted;
    });
    start();
    await clock.tickAsync(1_000);
    let stopped = false;
    const stopping = stop().then(() => (stopped = true));
    await clock.tickAsync(5_000);
    assert.equal(stopped, false);
    round.resolve();
    await stopping;
    assert.equal(aborted, true);
    start();
    await clock.tickAsync(5_000);
    assert.equal(rounds, 1);
  });

  it('stopped between two rounds, makes no other', async () => {
    const { start, stop } = repeating();
    start();
    await stop();
    await clock.tickAsync(5_000);
    assert.equal(rounds, 0);
  });

  it('may be stopped before it was started', async () => {
    const { start, stop } = repeating(undefined, { immediately: true });
    await stop();
    start();
    assert.equal(rounds, 0);
  });

  it('keeps no process alive while it waits', () => {
    clock.restore();
    const { start, stop } = repeating();
    const before = timersThatKeepAlive();
    start();
    assert.equal(timersThatKeepAlive(), before);
    void stop();
  });
});

function timersThatKeepAlive(): number {
  return process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
}

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
