import assert from 'node:assert/strict';
import { z } from 'zod';
import { type Job, type JobControl, followed, jobKind, showsEnd } from '../../src/jobs/job.js';
import { WebexRefused, WebexUnreachable } from '../../src/webex/errors.js';
import { deferred } from '../support/until.js';

const job = (data: unknown): Job => ({
  ...{ id: 'j1', kind: 'count', personId: 'alice', hostId: undefined, state: 'running', data },
  ...{ at: { id: 'm1', roomId: 's1' }, createdAt: 1, updatedAt: 1 },
});
const control = {} as JobControl<unknown>;

describe('a kind of job', () => {
  const counting = {
    name: 'count',
    data: z.object({ count: z.number() }),
    run: ({ data }: Job<{ count: number }>) =>
      Promise.resolve({ state: 'done', data: { count: data.count + 1 } } as const),
    card: ({ data }: Job<{ count: number }>, problem?: unknown) => ({
      markdown: `${data.count} ${String(problem)}`,
    }),
  };

  it('works on its own data', async () => {
    const kind = jobKind(counting);
    const end = await kind.run(job({ count: 1, odd: true }), control);
    assert.deepEqual(end, { state: 'done', data: { count: 2 } });
    assert.deepEqual(await kind.card(job({ count: 1 }), 'late'), { markdown: '1 late' });
  });

  it('rejects data of another shape, whatever is wanted', async () => {
    const kind = jobKind({ ...counting, onCancelled: () => Promise.resolve(true) });
    const odd = job({ count: 'three' });
    for (const rejected of [kind.run(odd, control), kind.card(odd), kind.onCancelled(odd)]) {
      await assert.rejects(rejected, z.ZodError);
    }
  });

  it('has nothing new to show after a cancellation unless it says so', async () => {
    assert.equal(await jobKind(counting).onCancelled(job({ count: 1 })), false);
    const kind = jobKind({ ...counting, onCancelled: () => Promise.resolve(true) });
    assert.equal(await kind.onCancelled(job({ count: 1 })), true);
  });
});

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

describe('showing the end of work', () => {
  const request = { method: 'PUT', path: '/messages/m' };
  const busy = new WebexRefused(request, 429, { retryAfterSeconds: 1 });
  const refused = new WebexRefused(request, 400);
  const away = new WebexUnreachable(request, 'ECONNRESET');
  /** @param fails what comes of each try, in turn */
  const begin = async (fails: readonly Error[], stopAfter = Infinity) => {
    const waits: number[] = [];
    let tries = 0;
    const control = {
      wait: (ms: number) => Promise.resolve(void waits.push(ms / 1_000)),
      shouldContinue: () => Promise.resolve(waits.length < stopAfter),
    };
    const shown = showsEnd(control, () => {
      const error = fails[tries++];
      return error === undefined ? Promise.resolve() : Promise.reject(error);
    });
    return { end: await shown.catch((error: unknown) => error), waits };
  };

  it('is tried again while Webex fails or is busy, and no longer than an event', async () => {
    assert.deepEqual(await begin([]), { end: true, waits: [] });
    assert.deepEqual(await begin([busy, away]), { end: true, waits: [1, 5] });
    const all = Array.from({ length: 9 }, () => busy);
    assert.deepEqual(await begin(all), { end: busy, waits: [1, 5, 20, 60, 180] });
  });

  it('is not tried again when it was refused, or when the job has to stop', async () => {
    assert.deepEqual(await begin([refused]), { end: refused, waits: [] });
    const defect = new TypeError('x');
    assert.deepEqual(await begin([defect]), { end: defect, waits: [] });
    assert.deepEqual(await begin([busy, busy], 1), { end: false, waits: [1] });
  });
});
