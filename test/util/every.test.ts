import assert from 'node:assert/strict';
import { type SinonFakeTimers, useFakeTimers } from 'sinon';
import { type RepeatOptions, every } from '../../src/util/async.js';
import { deferred } from '../support/until.js';

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
    options: Partial<RepeatOptions> = {},
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
    assert.equal(clock.countTimers(), 0);
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
    assert.equal(clock.countTimers(), 0);
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
