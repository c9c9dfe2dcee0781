import assert from 'node:assert/strict';
import { followed } from '../../../src/bot/ui/progress.js';
import { deferred } from '../../support/until.js';

interface Progress {
  readonly counted: number;
  readonly busyUntil?: number;
}

describe('following work on a card', () => {
  const begin = (whole?: Promise<string>) => {
    const work = deferred<string>();
    let [going, now, progress] = [true, 0, { counted: 0 } as Progress];
    /** What was shown, and after how many seconds. */
    const shown: [number, Progress][] = [];
    // Seconds pass as fast as they are asked for.
    const wait = (ms: number): Promise<void> => {
      now += ms / 1_000;
      return new Promise((done) => setImmediate(done));
    };
    const ended = followed(
      { whole: whole ?? work.promise, progress: () => progress },
      { wait, shouldContinue: () => Promise.resolve(going) },
      (one) => Promise.resolve(void shown.push([now, one])),
    );
    const reach = async (second: number): Promise<void> => {
      while (now < second) await new Promise((done) => setImmediate(done));
    };
    return {
      ...{ work, shown, ended, reach },
      stop: () => (going = false),
      is: (one: Progress) => (progress = one),
    };
  };

  it('shows progress after five seconds, then less and less often, and ends with the work', async () => {
    const { work, shown, ended, reach } = begin();
    await reach(100);
    work.resolve('done');
    assert.equal(await ended, 'done');
    const seconds = shown.map(([second]) => second);
    assert.deepEqual(seconds.slice(0, 5), [5, 10, 20, 40, 80]);
  });

  it('shows at once that Webex is busy, and once', async () => {
    const { work, shown, ended, reach, is } = begin();
    is({ counted: 7, busyUntil: 90 });
    await reach(4);
    work.resolve('done');
    await ended;
    assert.deepEqual(shown[0], [1, { counted: 7, busyUntil: 90 }]);
    assert.ok(shown.every(([second]) => second === 1 || second >= 5));
  });

  it('is told of a failure, and ends when it is not wanted any more', async () => {
    const failing = begin(Promise.reject(new TypeError('x')));
    await assert.rejects(failing.ended, TypeError);
    const stopped = begin();
    stopped.stop();
    assert.equal(await stopped.ended, undefined);
  });
});
