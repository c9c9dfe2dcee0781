import assert from 'node:assert/strict';
import { type SinonFakeTimers, useFakeTimers } from 'sinon';
import { signal } from '../../src/events/signal.js';

describe('the bell', () => {
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
