import { eq } from 'drizzle-orm';
import assert from 'node:assert/strict';
import { type Actor, NotConnected } from '../../../src/accounts/types.js';
import { startBulk } from '../../../src/features/bulk/start.js';
import { type BulkData, CLEAN_UP, UNDO } from '../../../src/features/bulk/model.js';
import type { Job } from '../../../src/jobs/job.js';
import type { Put } from '../../../src/jobs/jobs.js';
import { jobs as jobsTable } from '../../../src/store/schema.js';
import type { Store } from '../../../src/store/store.js';
import { WebexUnreachable } from '../../../src/webex/errors.js';
import { seen } from '../../bot/support/card.js';
import { press, type ScriptedClick, scriptedClick } from '../../bot/support/context.js';
import { describePglite } from '../../support/databases.js';
import { ALICE, ALICE_ID, BOB_ID, bulkStage, type BulkStage } from './support/stage.js';

describePglite('work on many recordings that begins', ({ open }) => {
  let store: Store;
  let on: BulkStage;
  beforeEach(async () => {
    store = await open();
    on = await bulkStage(store, [], false);
  });
  afterEach(() => on.stop());

  const data: BulkData = { phase: 'find', what: 'trash', seen: 0, found: 0 };
  const state = async (id: string): Promise<string | undefined> =>
    (await on.jobs.store.get(id))?.state;

  it('begins when its card stands, and keeps where that is', async () => {
    const ctx = scriptedClick(ALICE);
    let created = '';
    const states: (string | undefined)[] = [];
    const claim = (id: string): Promise<boolean> => {
      created = id;
      return Promise.resolve(ctx.answers.length === 0);
    };
    const put: Put = async (content) => {
      states.push(await state(created));
      return await ctx.reply(content);
    };
    const id = await startBulk(ctx, on.deps, { kind: CLEAN_UP, data, claim }, put);
    assert.ok(id);
    assert.equal(ctx.answers.length, 1);
    assert.deepEqual([...states, await state(id)], ['asking', 'running']);
    assert.deepEqual(on.begun, [id]);
    const job = await on.jobs.store.get(id);
    assert.deepEqual(job?.at, { id: 'm1', roomId: 's1' });
    assert.deepEqual([job.personId, job.hostId], [ALICE_ID, undefined]);
  });

  it('does not begin by itself where its card could not be shown', async () => {
    const ctx = scriptedClick(ALICE);
    const put = (): Promise<never> => Promise.reject(new Error('not shown'));
    await assert.rejects(startBulk(ctx, on.deps, { kind: CLEAN_UP, data }, put), /not shown/);
    assert.deepEqual(on.begun, []);
    assert.deepEqual(await on.jobs.store.running(), []);
  });

  it('does not begin, and leaves nothing, where another click was faster', async () => {
    const ctx = scriptedClick(ALICE);
    const claim = () => Promise.resolve(false);
    const id = await startBulk(ctx, on.deps, { kind: CLEAN_UP, data, claim }, ctx.reply);
    assert.equal(id, undefined);
    assert.deepEqual([ctx.answers, on.begun], [[], []]);
    assert.deepEqual(await store.db.select().from(jobsTable), []);
  });

  it('is of the host for whom somebody acts', async () => {
    const host = { personId: BOB_ID, email: 'bob@example.com', displayName: 'Bob' };
    const ctx = scriptedClick({ ...ALICE, onBehalfOf: host });
    const id = await startBulk(ctx, on.deps, { kind: CLEAN_UP, data }, ctx.reply);
    const job = await on.jobs.store.get(id ?? '');
    assert.deepEqual([job?.personId, job?.hostId], [ALICE_ID, BOB_ID]);
  });

  it('asks who is not connected to connect, and begins nothing', async () => {
    const ctx = scriptedClick(ALICE);
    const tokens = { ...on.deps.tokens, get: () => Promise.reject(new NotConnected('never')) };
    const begin = startBulk(ctx, { ...on.deps, tokens }, { kind: CLEAN_UP, data }, ctx.reply);
    await assert.rejects(begin, NotConnected);
    assert.deepEqual([ctx.answers, on.begun], [[], []]);
    assert.deepEqual(await store.db.select().from(jobsTable), []);
  });

  it('begins where Webex is too busy to give a token: a job is patient', async () => {
    const ctx = scriptedClick(ALICE);
    const busy = new WebexUnreachable({ method: 'POST', path: '/access_token' }, 'ETIMEDOUT');
    const tokens = { ...on.deps.tokens, get: () => Promise.reject(busy) };
    const id = await startBulk(ctx, { ...on.deps, tokens }, { kind: CLEAN_UP, data }, ctx.reply);
    assert.deepEqual(on.begun, [id]);
  });

  it('goes on with the search that a first press of the same button has begun on its card', async () => {
    const first = scriptedClick(ALICE);
    const put: Put = async (content) => {
      await first.update(content);
      return first.at;
    };
    const start = { kind: CLEAN_UP, data, at: first.at };
    const id = await startBulk(first, on.deps, start, put);
    const second = { ...scriptedClick(ALICE), at: first.at };
    assert.equal(await startBulk(second, on.deps, start, put), id);
    assert.deepEqual(on.begun, [id]);
    assert.equal(first.answers.length, 2);
    assert.equal((await store.db.select().from(jobsTable)).length, 1);
    await on.jobs.store.change(id ?? '', ['running'], 'asking', Date.now());
    assert.notEqual(await startBulk(second, on.deps, start, put), id);
  });

  it('is never of everyone', async () => {
    for (const scope of ['site', 'organization'] as const) {
      const everyone: Actor = { ...ALICE, scope };
      const ctx = scriptedClick(everyone);
      assert.equal(await startBulk(ctx, on.deps, { kind: CLEAN_UP, data }, ctx.reply), undefined);
      assert.match(seen(ctx.only('reply')).text(), /for one person only/);
      assert.deepEqual(on.begun, []);
    }
  });
});

describePglite('Undo of a clean-up', ({ open }) => {
  let store: Store;
  let on: BulkStage;
  beforeEach(async () => {
    store = await open();
    on = await bulkStage(store, ['deleted', 'deleted', 'available', 'deleted'], true);
  });
  afterEach(() => on.stop());

  const moved: BulkData = { phase: 'act', what: 'trash', seen: 4, found: 4 };
  /** A clean-up that has ended; of r1 it found that it was in the recycle bin before. */
  const ended = async (data = moved, state: Job['state'] = 'done'): Promise<Job> => {
    const job = await on.keep({ data, state });
    await on.jobs.store.settleItems(job.id, [
      { recordingId: 'r0', outcome: 'done' },
      { recordingId: 'r1', outcome: 'already' },
      { recordingId: 'r2', outcome: 'unchanged:403' },
      { recordingId: 'r3', outcome: 'done' },
    ]);
    return job;
  };
  const undo = async ({ id }: Job, after?: string): Promise<ScriptedClick> => {
    const click = scriptedClick(ALICE);
    await press([on.feature], click, { action: 'bulk-undo', job: id, after });
    return click;
  };
  const undoJobs = () => store.db.select().from(jobsTable).where(eq(jobsTable.kind, UNDO));
  const statuses = (): string[] => on.kept.map(({ status }) => status);

  it('restores what the clean-up has moved, and leaves what was in the recycle bin before', async () => {
    await undo(await ended());
    await on.jobs.idle();
    assert.deepEqual(statuses(), ['available', 'deleted', 'available', 'available']);
    const [job] = await undoJobs();
    assert.ok(job);
    const items = await on.jobs.store.items(job.id);
    assert.deepEqual(
      items.map(({ recordingId, outcome }) => [recordingId, outcome]),
      [
        ['r0', 'done'],
        ['r3', 'done'],
      ],
    );
  });

  it('is begun once, however often its button is pressed', async () => {
    const job = await ended();
    await undo(job);
    await undo(job);
    await on.jobs.idle();
    const shown = seen((await undo(job)).only('reply'));
    assert.match(shown.text(), /^Restored 2 recordings/);
    assert.equal((await undoJobs()).length, 1);
  });

  it('is begun once more by the button that was drawn after it', async () => {
    const job = await ended();
    await undo(job);
    await on.jobs.idle();
    const [first] = await undoJobs();
    await undo(job, first?.id);
    await on.jobs.idle();
    assert.equal((await undoJobs()).length, 2);
  });

  it('is begun once, though its button is pressed twice side by side', async () => {
    const job = await ended();
    await Promise.all([undo(job), undo(job)]);
    await on.jobs.idle();
    assert.equal((await undoJobs()).length, 1);
    assert.deepEqual(statuses(), ['available', 'deleted', 'available', 'available']);
  });

  it('shows its card, and goes on, where a crash came before the card', async () => {
    const job = await ended();
    const undoing = { phase: 'act', what: 'restore', seen: 0, found: 1, undoes: job.id } as const;
    const at = { id: '', roomId: '' };
    const left = await on.keep({ kind: UNDO, data: undoing, at });
    const data = { ...moved, undoneBy: left.id };
    assert.ok(await on.jobs.store.replaceData(job.id, job.data, data, Date.now()));
    const click = await undo(job);
    assert.equal(click.answers.length, 1);
    await on.jobs.idle();
    const after = await on.jobs.store.get(left.id);
    assert.deepEqual([after?.state, after?.at.id], ['done', 'm1']);
    assert.equal((await undoJobs()).length, 1);
  });

  it('is of a clean-up that has ended, and of nothing else', async () => {
    const others = [
      await ended(moved, 'running'),
      await ended(moved, 'paused'),
      await ended({ ...moved, what: 'restore' }),
      await ended({ ...moved, what: 'delete' }),
      await ended({ ...moved, phase: 'choose' }, 'cancelled'),
    ];
    for (const job of others) {
      const click = await undo(job);
      assert.match(seen(click.only('update')).text(), /out of date/);
    }
    assert.deepEqual(await undoJobs(), []);
  });
});
