import assert from 'node:assert/strict';
import { type JobKind, jobKind } from '../../src/jobs/job.js';
import { jobRunner } from '../../src/jobs/runner.js';
import { type JobStore, jobStore } from '../../src/jobs/store.js';
import type { Store } from '../../src/store/store.js';
import { WebexUnreachable } from '../../src/webex/errors.js';
import { z } from 'zod';
import { readableLog } from '../bot/support/log.js';
import { describePglite } from '../support/databases.js';
import { deferred, until } from '../support/until.js';

describePglite('the runner of jobs', ({ open }) => {
  let database: Store;
  let store: JobStore;
  /** Ids of the cards that were rendered, and the problem on each. */
  let rendered: [id: string, problem: unknown][];
  beforeEach(async () => {
    database = await open();
    store = jobStore(database.db);
    rendered = [];
  });

  const runnerOf = (kind: Pick<JobKind, 'run'> & Partial<JobKind>) =>
    jobRunner({
      ...{ store, log: readableLog().log, now: Date.now, takenMs: 1 },
      locks: database.locks,
      cards: {
        render: (id, problem) => Promise.resolve(void rendered.push([id, problem])),
        renderThrottled: () => undefined,
        idle: () => Promise.resolve(),
      },
      kindOf: (name) =>
        name === 'count'
          ? {
              ...jobKind({ name, data: z.unknown(), run: kind.run, card: () => ({}) as never }),
              ...kind,
            }
          : undefined,
    });
  const created = async (kind = 'count'): Promise<string> => {
    const owner = { personId: 'alice', hostId: undefined };
    const at = { id: 'm1', roomId: 's1' };
    return (await store.create({ kind, ...owner, at, data: 0, state: 'running' }, Date.now())).id;
  };
  const stateOf = async (id: string) => (await store.get(id))?.state;

  it('stores the end of a run, and renders the card', async () => {
    const runner = runnerOf({ run: () => Promise.resolve({ state: 'asking', data: 7 }) });
    const id = await created();
    runner.begin(id);
    await runner.idle();
    assert.deepEqual([await stateOf(id), (await store.get(id))?.data], ['asking', 7]);
    assert.deepEqual(rendered, [[id, undefined]]);
  });

  it('pauses a job whose run fails, and renders the reason', async () => {
    const error = new Error('no');
    const runner = runnerOf({ run: () => Promise.reject(error) });
    const id = await created();
    runner.begin(id);
    await runner.idle();
    assert.equal(await stateOf(id), 'paused');
    assert.deepEqual(rendered, [[id, error]]);
  });

  it('leaves a kind that it does not know', async () => {
    const runner = runnerOf({ run: () => Promise.reject(new Error('not mine')) });
    const id = await created('of another version');
    runner.begin(id);
    await runner.idle();
    assert.deepEqual([await stateOf(id), rendered], ['running', []]);
  });

  it('aborts the calls of a cancelled job, ends its wait, and reconciles it', async () => {
    const waiting = deferred();
    let aborted = false;
    let reconciled = 0;
    const runner = runnerOf({
      run: async (_job, control) => {
        waiting.resolve();
        await control.wait(600_000);
        aborted = control.signal.aborted;
        return (await control.shouldContinue()) ? { state: 'done', data: 1 } : undefined;
      },
      onCancelled: () => Promise.resolve((reconciled += 1) > 0),
    });
    const id = await created();
    runner.begin(id);
    await waiting.promise;
    await store.change(id, ['running'], 'cancelled', Date.now());
    runner.signal(id);
    await runner.idle();
    assert.deepEqual([aborted, reconciled, await stateOf(id)], [true, 1, 'cancelled']);
  });

  it('ends the wait of a paused job, without aborting its calls', async () => {
    const waiting = deferred();
    const asked: boolean[] = [];
    const runner = runnerOf({
      run: async (_job, control) => {
        asked.push(await control.shouldContinue());
        waiting.resolve();
        await control.wait(600_000);
        asked.push(await control.shouldContinue(), control.signal.aborted);
        return undefined;
      },
    });
    const id = await created();
    runner.begin(id);
    await waiting.promise;
    await store.change(id, ['running'], 'paused', Date.now());
    runner.signal(await created());
    runner.signal(id);
    await runner.idle();
    assert.deepEqual([await stateOf(id), rendered.length], ['paused', 1]);
    assert.deepEqual(asked, [true, false, false]);
  });

  it('waits on within a step, also of a cancelled job, until the process stops', async () => {
    const waiting = deferred();
    const went: boolean[] = [];
    const runner = runnerOf({
      run: async (_job, control) => {
        went.push(await control.waitOn(1));
        waiting.resolve();
        went.push(await control.waitOn(600_000), await control.waitOn(600_000));
        return undefined;
      },
    });
    const id = await created();
    await store.change(id, ['running'], 'paused', Date.now());
    await store.change(id, ['paused'], 'running', Date.now());
    runner.begin(id);
    await waiting.promise;
    await store.change(id, ['running'], 'paused', Date.now());
    runner.signal(id);
    await runner.stop();
    assert.deepEqual(went, [true, false, false]);
  });

  it('resumes what is running, and renders a stale card', async () => {
    const runner = runnerOf({ run: () => Promise.resolve({ state: 'done', data: 1 }) });
    const [running, stale] = [await created(), await created()];
    await store.change(stale, ['running'], 'paused', Date.now() - 61_000);
    await runner.resumeOrphaned();
    await runner.idle();
    await until(() => rendered.length === 2);
    assert.deepEqual([await stateOf(running), await stateOf(stale)], ['done', 'paused']);
    assert.deepEqual(rendered.map(([id]) => id).toSorted(), [running, stale].toSorted());
  });

  it('takes up at its second look what no process has, and what it finds at its first', async () => {
    const begun: string[] = [];
    const runner = runnerOf({
      run: ({ id }) => {
        begun.push(id);
        return Promise.resolve({ state: 'done', data: 1 });
      },
    });
    const found = await created();
    const elsewhere = await created();
    assert.equal(await database.locks.tryTake(`job:${elsewhere}`), true);
    const look = async (): Promise<string[]> => {
      await runner.resumeLeft();
      await runner.idle();
      return begun.splice(0);
    };
    assert.deepEqual(await look(), [found]);
    const left = await created();
    assert.deepEqual(await look(), [], 'who has it may only have lost a connection');
    assert.deepEqual(await look(), [left]);
    await database.locks.release(`job:${elsewhere}`);
    assert.deepEqual(await look(), []);
    assert.deepEqual(await look(), [elsewhere]);
  });

  it('shows how a run has ended or failed as the process stops, and not one that goes on', async () => {
    const error = new Error('no');
    const ends = [
      () => Promise.resolve({ state: 'done', data: 1 } as const),
      () => Promise.reject(error),
      () => Promise.resolve(undefined),
      () => Promise.reject(new WebexUnreachable({ method: 'GET', path: '/x' }, 'ABORTED')),
    ];
    const ids: string[] = [];
    for (const end of ends) {
      const [begun, stopped] = [deferred(), deferred()];
      const runner = runnerOf({
        run: async () => {
          begun.resolve();
          await stopped.promise;
          return await end();
        },
      });
      const id = await created();
      ids.push(id);
      runner.begin(id);
      await begun.promise;
      const stop = runner.stop();
      stopped.resolve();
      await stop;
    }
    const [done = '', paused = ''] = ids;
    assert.deepEqual(await Promise.all(ids.map(stateOf)), ['done', 'paused', 'running', 'running']);
    assert.deepEqual(rendered, [
      [done, undefined],
      [paused, error],
    ]);
  });

  it('begins nothing more once it is stopped', async () => {
    const runner = runnerOf({ run: () => Promise.resolve({ state: 'done', data: 1 }) });
    const id = await created();
    await runner.stop();
    runner.begin(id);
    await runner.idle();
    assert.equal(await stateOf(id), 'running');
  });
});
