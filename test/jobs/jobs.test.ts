import assert from 'node:assert/strict';
import { z } from 'zod';
import { NotConnected } from '../../src/accounts/types.js';
import { auditLog } from '../../src/audit/audit.js';
import {
  type Job,
  type JobControl,
  type JobEnd,
  type JobKind,
  type NewJob,
  jobIdempotencyKey,
  jobKind,
} from '../../src/jobs/job.js';
import { type JobDeps, type Jobs, openJobs, pauseAfter } from '../../src/jobs/jobs.js';
import type { Store } from '../../src/store/store.js';
import { Permit } from '../../src/util/permit.js';
import { WebexRefused, WebexUnreachable } from '../../src/webex/errors.js';
import { type ReadableLog, readableLog } from '../bot/support/log.js';
import { type ScriptedMessaging, messageOf, scriptedMessaging } from '../bot/support/messaging.js';
import { describePglite } from '../support/databases.js';
import type { Content } from '../../src/webex/messages.js';
import { deferred, until } from '../support/until.js';

interface Count {
  readonly count: number;
}
type Run = (job: Job<Count>, control: JobControl<Count>) => Promise<JobEnd<Count> | undefined>;

/** A kind that counts, and whose card says how far it is. */
function counting(run: Run, gaveUp?: () => Promise<boolean>): readonly JobKind[] {
  const kind = jobKind<Count>({
    name: 'count',
    data: z.object({ count: z.number() }),
    run,
    ...(gaveUp === undefined ? {} : { onCancelled: gaveUp }),
    card: ({ state, data }, problem) => ({
      markdown: `${state} ${data.count}${problem instanceof Error ? ` ${problem.name}` : ''}`,
    }),
  });
  return [kind];
}

const NEW: NewJob = {
  kind: 'count',
  personId: 'alice',
  hostId: undefined,
  at: { id: 'm1', roomId: 's1' },
  state: 'running',
  data: { count: 0 },
};

const upTo =
  (end: number): Run =>
  async (job, control) => {
    let { count } = job.data;
    while (count < end) {
      if (!(await control.shouldContinue())) return undefined;
      count += 1;
      await control.progress({ count });
    }
    return { state: 'done', data: { count } };
  };

describePglite('jobs', ({ open }) => {
  let store: Store;
  let messaging: ScriptedMessaging;
  let log: ReadableLog;
  const opened: Jobs[] = [];
  const permit = Permit.ofEvent('the click');

  const jobsWith = async (
    run: Run,
    parts: Partial<JobDeps> = {},
    kinds = counting(run),
  ): Promise<Jobs> => {
    const jobs = openJobs({
      store,
      messaging,
      log: log.log,
      now: Date.now,
      showEveryMs: 0,
      takenMs: 1,
      ...parts,
    });
    opened.push(jobs);
    await jobs.start(kinds);
    return jobs;
  };
  const shown = (): string[] =>
    messaging.calls.flatMap(([name, , content]) =>
      name === 'edit' ? [(content as { markdown: string }).markdown] : [],
    );

  beforeEach(async () => {
    store = await open();
    messaging = scriptedMessaging();
    log = readableLog();
  });
  afterEach(async () => {
    for (const jobs of opened.splice(0)) await jobs.stop();
  });

  it('runs a new job to its end, and shows it', async () => {
    const jobs = await jobsWith(upTo(3));
    const { id } = await jobs.create(NEW);
    await jobs.idle();
    const job = await jobs.store.get(id);
    assert.equal(job?.state, 'done');
    assert.deepEqual(job.data, { count: 3 });
    assert.equal(shown().at(-1), 'done 3');
  });

  it('leaves a job that asks until it is begun', async () => {
    const jobs = await jobsWith(upTo(3));
    const { id } = await jobs.create({ ...NEW, state: 'asking' });
    jobs.begin(permit, id);
    await jobs.idle();
    assert.equal((await jobs.store.get(id))?.state, 'asking');
    await jobs.store.change(id, ['asking'], 'running', Date.now());
    jobs.begin(permit, id);
    await jobs.idle();
    assert.equal((await jobs.store.get(id))?.state, 'done');
  });

  it('takes up at its start what a crash has left', async () => {
    const jobs = await jobsWith(upTo(3));
    const { id } = await jobs.store.create({ ...NEW, data: { count: 2 } }, Date.now());
    const next = await jobsWith(upTo(3));
    await next.idle();
    assert.deepEqual((await jobs.store.get(id))?.data, { count: 3 });
  });

  it('one process at a time has a job; the other looks again', async () => {
    let runs = 0;
    let most = 0;
    const gate = deferred();
    const run: Run = async (job) => {
      runs += 1;
      most = Math.max(most, runs);
      await gate.promise;
      runs -= 1;
      return { state: 'done', data: job.data };
    };
    const one = await jobsWith(run);
    const other = await jobsWith(run);
    const { id } = await one.create(NEW);
    await until(() => runs === 1);
    other.begin(permit, id);
    await other.idle();
    other.begin(permit, id);
    gate.resolve();
    await one.idle();
    await until(async () => (await one.store.get(id))?.state === 'done');
    await other.idle();
    assert.equal(most, 1);
  });

  it('pauses between two steps, and goes on from there', async () => {
    const gate = deferred();
    const inStep = deferred();
    const jobs = await jobsWith(async (job, control) => {
      if (job.data.count === 0) {
        await control.progress({ count: 1 });
        inStep.resolve();
        await gate.promise;
      }
      if (!(await control.shouldContinue())) return undefined;
      return { state: 'done', data: { count: 2 } };
    });
    const { id } = await jobs.create(NEW);
    await inStep.promise;
    await jobs.store.change(id, ['running'], 'paused', Date.now());
    jobs.signal(id);
    gate.resolve();
    await jobs.idle();
    assert.equal(shown().at(-1), 'paused 1');
    await jobs.store.change(id, ['paused'], 'running', Date.now());
    jobs.begin(permit, id);
    await jobs.idle();
    assert.equal(shown().at(-1), 'done 2');
  });

  it('cancelled, it ends its waits and its calls', async () => {
    const waiting = deferred();
    const jobs = await jobsWith(async (_job, control) => {
      waiting.resolve();
      await control.wait(600_000);
      assert.ok(control.signal.aborted);
      throw new WebexUnreachable({ method: 'GET', path: '/recordings' }, 'ERR_CANCELED');
    });
    const { id } = await jobs.create(NEW);
    await waiting.promise;
    await jobs.store.change(id, ['running'], 'cancelled', Date.now());
    jobs.signal(id);
    await jobs.idle();
    assert.equal((await jobs.store.get(id))?.state, 'cancelled');
    assert.equal(shown().at(-1), 'cancelled 0');
  });

  it('cancelled through another process while a step takes long, it is looked after at its end', async () => {
    const inStep = deferred();
    const gate = deferred();
    let lookedAfter = 0;
    const kinds = counting(
      async (job, control) => {
        inStep.resolve();
        await gate.promise;
        return (await control.shouldContinue()) ? { state: 'done', data: job.data } : undefined;
      },
      () => {
        lookedAfter += 1;
        return Promise.reject(new Error('not now'));
      },
    );
    const one = await jobsWith(upTo(0), {}, kinds);
    const other = await jobsWith(upTo(0), {}, kinds);
    const { id } = await one.create(NEW);
    await inStep.promise;
    await other.store.change(id, ['running'], 'cancelled', Date.now());
    other.signal(id);
    // As often as it looks, the job is taken.
    for (let look = 0; look < 6; look += 1) {
      other.begin(permit, id);
      await other.idle();
    }
    assert.equal(lookedAfter, 0);
    gate.resolve();
    await one.idle();
    assert.equal(lookedAfter, 1);
    assert.equal(shown().at(-1), 'cancelled 0', 'whatever became of looking after it');
  });

  it('cancelled and left in the middle, the next round looks after it', async () => {
    let lookedAfter = 0;
    const kinds = counting(upTo(0), () => Promise.resolve((lookedAfter += 1) < 2));
    const jobs = await jobsWith(upTo(0), {}, kinds);
    const { id } = await jobs.create({ ...NEW, state: 'asking' });
    await jobs.store.change(id, ['asking'], 'cancelled', Date.now());
    await (await jobsWith(upTo(0), {}, kinds)).idle();
    assert.equal(lookedAfter, 0, 'nothing is open');
    await auditLog(store.db).open(
      {
        ...{ personId: 'alice', authority: 'own', recordingId: 'r1', siteUrl: undefined },
        ...{ change: 'trash', eventKey: jobIdempotencyKey(id) },
      },
      Date.now(),
    );
    await (await jobsWith(upTo(0), {}, kinds)).idle();
    assert.equal(lookedAfter, 1);
    assert.deepEqual(shown(), ['cancelled 0']);
    await (await jobsWith(upTo(0), {}, kinds)).idle();
    assert.equal(lookedAfter, 2);
    assert.equal(shown().length, 1, 'nothing new to show');
  });

  it('waits as long as it is told to', async () => {
    const jobs = await jobsWith(async (job, control) => {
      await control.wait(1);
      return { state: 'done', data: job.data };
    });
    await jobs.create(NEW);
    await jobs.idle();
    assert.equal(shown().at(-1), 'done 0');
  });

  it('stopped, it comes to the end of its step and stays running for the next process', async () => {
    const inStep = deferred();
    const jobs = await jobsWith(async (_job, control) => {
      inStep.resolve();
      await control.wait(600_000);
      await control.wait(600_000);
      await control.progress({ count: 1 });
      return (await control.shouldContinue()) ? { state: 'done', data: { count: 9 } } : undefined;
    });
    const { id } = await jobs.create(NEW);
    await inStep.promise;
    await jobs.stop();
    const job = await jobs.store.get(id);
    assert.equal(job?.state, 'running');
    assert.deepEqual(job.data, { count: 1 });
    jobs.begin(permit, id);
    await jobs.idle();
    const next = await jobsWith(upTo(3));
    await next.idle();
    assert.equal((await next.store.get(id))?.state, 'done');
  });

  for (const error of [
    new NotConnected('over'),
    new WebexUnreachable({ method: 'GET', path: '/recordings' }, 'ECONNRESET'),
    new Error('ours'),
  ]) {
    it(`rests after ${error.name}, and its card says why`, async () => {
      const jobs = await jobsWith(() => Promise.reject(error));
      const { id } = await jobs.create(NEW);
      await jobs.idle();
      assert.equal((await jobs.store.get(id))?.state, 'paused');
      assert.equal(shown().at(-1), `paused 0 ${error.name}`);
    });
  }

  it('leaves a job running when the database goes away', async () => {
    const jobs = await jobsWith(() =>
      Promise.reject(Object.assign(new Error('gone'), { code: '57P01' })),
    );
    const { id } = await jobs.create(NEW);
    await jobs.idle();
    assert.equal((await jobs.store.get(id))?.state, 'running');
    assert.match(log.text(), /job deferred/);
  });

  it('rests with data that it cannot read, and leaves kinds that it does not know', async () => {
    const jobs = await jobsWith(upTo(1));
    const odd = await jobs.create({ ...NEW, data: { count: 'three' } });
    const unknown = await jobs.create({ ...NEW, kind: 'of another version' });
    await jobs.idle();
    assert.equal((await jobs.store.get(odd.id))?.state, 'paused');
    assert.equal((await jobs.store.get(unknown.id))?.state, 'running');
    await assert.rejects(jobs.render(unknown.id), /no kind of job/);
  });

  it('says of a job of another version that it is out of date, and cancels it', async () => {
    const outOfDate = () => ({ markdown: 'out of date' });
    const jobs = await jobsWith(upTo(1), { outOfDate });
    const odd = await jobs.create({ ...NEW, data: { count: 'three' } });
    await jobs.idle();
    const shown: unknown[] = [];
    const put = (content: Content) => {
      shown.push(content);
      return Promise.resolve({ id: 'm2', roomId: 's1' });
    };
    await jobs.render(odd.id, put);
    await jobs.store.change(odd.id, ['paused'], 'cancelled', Date.now());
    jobs.begin(permit, odd.id);
    await jobs.idle();
    await jobs.render(odd.id, put);
    assert.deepEqual(shown, [outOfDate(), outOfDate()]);
    assert.doesNotMatch(log.text(), /job deferred/);
  });

  it('remembers where its card went', async () => {
    messaging = scriptedMessaging({
      edit: () =>
        Promise.reject(new WebexUnreachable({ method: 'PUT', path: '/messages' }, 'ECONNRESET')),
      post: () => Promise.resolve(messageOf({ id: 'm9', roomId: 's1' })),
    });
    const jobs = await jobsWith(upTo(1));
    const { id } = await jobs.create(NEW);
    await jobs.idle();
    assert.deepEqual((await jobs.store.get(id))?.at, { id: 'm9', roomId: 's1' });
    await jobs.render(id, () => Promise.resolve({ id: 'm10', roomId: 's2' }));
    assert.deepEqual((await jobs.store.get(id))?.at, { id: 'm10', roomId: 's2' });
    await jobs.render('none');
  });

  it('says when a card could not be shown, and goes on', async () => {
    messaging = scriptedMessaging({ edit: () => Promise.reject(new Error('no')) });
    const seen = deferred();
    const jobs = await jobsWith(async (job, control) => {
      await control.progress({ count: 1 });
      await until(() => log.text().includes('job card not updated'));
      seen.resolve();
      return { state: 'done', data: job.data };
    });
    const { id } = await jobs.create(NEW);
    await seen.promise;
    await jobs.idle();
    assert.equal((await jobs.store.get(id))?.state, 'done');
  });

  describe('whose card cannot be shown when it ends', () => {
    let away: boolean;
    const later = { now: () => Date.now() + 61_000 };
    beforeEach(() => {
      away = true;
      const busy = () =>
        Promise.reject(
          new WebexRefused({ method: 'PUT', path: '/messages' }, 429, {
            trackingId: '',
            retryAfterSeconds: 20,
          }),
        );
      messaging = scriptedMessaging({
        edit: ({ id }) => (away ? busy() : Promise.resolve(messageOf({ id }))),
        post: () => (away ? busy() : Promise.resolve(messageOf({ id: 'm2' }))),
      });
    });
    const states: Readonly<Record<string, Run>> = {
      done: () => Promise.resolve({ state: 'done', data: { count: 9 } }),
      asking: () => Promise.resolve({ state: 'asking', data: { count: 9 } }),
      paused: () => Promise.reject(new Error('no')),
    };
    for (const [state, run] of Object.entries(states)) {
      it(`${state}: shows it a minute later, once`, async () => {
        const jobs = await jobsWith(run);
        const { id } = await jobs.create(NEW);
        await jobs.idle();
        assert.equal((await jobs.store.get(id))?.state, state);
        assert.match(log.text(), /job card deferred/);
        away = false;
        messaging.calls.splice(0);
        await (await jobsWith(run)).idle();
        assert.deepEqual(shown(), [], 'whoever ended it may still be at it');
        await (await jobsWith(run, later)).idle();
        assert.deepEqual(shown(), [state === 'paused' ? 'paused 0' : `${state} 9`]);
        await (await jobsWith(run, later)).idle();
        assert.equal(shown().length, 1);
      });
    }

    it('and not when its person has seen it meanwhile', async () => {
      const jobs = await jobsWith(upTo(1));
      const { id } = await jobs.create(NEW);
      await jobs.idle();
      away = false;
      await jobs.render(id, () => Promise.resolve({ id: 'm3', roomId: 's1' }));
      messaging.calls.splice(0);
      await (await jobsWith(upTo(1), later)).idle();
      assert.deepEqual(shown(), []);
    });
  });

  it('shows progress that is made while the card is being shown', async () => {
    const showing = deferred();
    const edit = async ({ id }: { id: string }) => {
      if (shown().length === 1) await showing.promise;
      return messageOf({ id });
    };
    messaging = scriptedMessaging({ edit });
    const jobs = await jobsWith(async (job, control) => {
      await control.progress({ count: 1 });
      await until(() => shown().length === 1);
      await control.progress({ count: 2 });
      showing.resolve();
      await until(() => shown().includes('running 2'), 'that the second is shown', 2_000);
      return { state: 'done', data: job.data };
    });
    const { id } = await jobs.create(NEW);
    await jobs.idle();
    assert.equal((await jobs.store.get(id))?.state, 'done');
  });

  it('shows progress seldom, and the end at once', async () => {
    const jobs = await jobsWith(upTo(50), { showEveryMs: 600_000 });
    await jobs.create(NEW);
    await jobs.idle();
    assert.ok(shown().length <= 2, shown().join());
    assert.equal(shown().at(-1), 'done 50');
  });

  it('knows its own audit entries', async () => {
    const jobs = await jobsWith(upTo(1));
    const { id } = await jobs.store.create(NEW, Date.now());
    assert.equal(await jobs.ownsAudit(jobIdempotencyKey(id)), true);
    assert.equal(await jobs.ownsAudit(id), false);
    assert.equal(await jobs.ownsAudit(jobIdempotencyKey('none')), false);
  });
});

describe('the pauses between two cards of progress', () => {
  it('are short at first, and leave ten edits for minutes', () => {
    const pauses = Array.from({ length: 30 }, (_, shown) => pauseAfter(shown, 2_000));
    assert.deepEqual(pauses.slice(0, 3), [2_000, 3_000, 4_500]);
    const tenEdits = pauses.slice(0, 10).reduce((sum, ms) => sum + ms);
    assert.ok(tenEdits > 3 * 60_000, String(tenEdits));
    assert.equal(pauses.at(-1), 60_000);
    assert.equal(pauseAfter(5, 600_000), 600_000);
  });
});
