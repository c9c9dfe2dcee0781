import assert from 'node:assert/strict';
import { tasks, withTimeout } from '../../src/util/async.js';
import { readableLog } from '../bot/support/log.js';

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
