import assert from 'node:assert/strict';
import { z } from 'zod';
import { nothing } from '../../../src/bot/feature.js';
import type { OAuthFlow } from '../../../src/accounts/oauth-flow.js';
import { NotConnected } from '../../../src/accounts/types.js';
import { NotAllowed } from '../../../src/bot/access/impersonation.js';
import { progressCard } from '../../../src/features/bulk/cards.js';
import { bulk } from '../../../src/features/bulk/index.js';
import { onJob } from '../../../src/features/bulk/job-actions.js';
import { type BulkDeps, SELECT, summarize } from '../../../src/features/bulk/model.js';
import { type Job, type JobState, jobKind } from '../../../src/jobs/job.js';
import { seen } from '../../bot/support/card.js';
import { press, type ScriptedClick, scriptedClick } from '../../bot/support/context.js';
import { describePglite } from '../../support/databases.js';
import { ALICE, BOB, BOB_ID, bulkStage, type BulkStage } from './support/stage.js';

describePglite('the buttons of a job', ({ open }) => {
  let on: BulkStage;
  beforeEach(async () => {
    on = await bulkStage(await open(), ['available', 'available'], false);
  });
  afterEach(() => on.stop());

  const pressed = async (
    action: string,
    { id }: Pick<Job, 'id'>,
    inputs: object = {},
    actor = ALICE,
  ): Promise<ScriptedClick> => {
    const click = scriptedClick(actor);
    await press([on.feature], click, { ...inputs, action, job: id });
    return click;
  };
  const state = async ({ id }: Job): Promise<string | undefined> =>
    (await on.jobs.store.get(id))?.state;
  /** Every button, with inputs that its owner could send. */
  const buttons: Readonly<Record<string, object>> = {
    'job-show': {},
    'job-pause': {},
    'job-resume': {},
    'job-cancel': {},
    'job-connect': {},
    'bulk-look': { start: '0' },
    'bulk-tick': { start: '0', then: 'none' },
    'bulk-ask': { what: 'trash' },
    'bulk-go': { what: 'trash', count: '2' },
    'bulk-undo': {},
    'bulk-table': {},
    'select-cancel': {},
  };
  /** Buttons that begin a job. */
  const begins = ['select'];

  it('are all tried here', () => {
    const names = (on.feature.actions ?? []).map(({ name }) => name);
    assert.deepEqual(names.toSorted(), [...Object.keys(buttons), ...begins].toSorted());
  });

  for (const [name, inputs] of Object.entries(buttons)) {
    it(`do nothing with somebody else’s job, and tell nothing of it: ${name}`, async () => {
      const states: JobState[] = ['asking', 'running', 'paused', 'done'];
      for (const now of states) {
        const job = await on.keep({ personId: BOB_ID, state: now });
        const items = await on.jobs.store.items(job.id);
        const click = await pressed(name, job, inputs);
        assert.match(seen(click.only('update')).text(), /out of date/);
        assert.deepEqual(await on.jobs.store.get(job.id), job);
        assert.deepEqual(await on.jobs.store.items(job.id), items);
        assert.deepEqual(on.begun, []);
        // The same click of its owner is understood.
        const theirs = await pressed(name, job, inputs, BOB);
        const refused = theirs.answers.map(({ content }) => seen(content).text());
        assert.ok(name === 'bulk-undo' || !refused.join().includes('out of date'), name);
        on.begun.splice(0);
      }
    });
  }

  it('do nothing with a job for somebody else once their administrator is none any more', async () => {
    const job = await on.keep({ hostId: BOB_ID, state: 'running' });
    await assert.rejects(pressed('job-cancel', job), NotAllowed);
    assert.equal(await state(job), 'running');
  });

  it('may change something only where they say what a stale click does', async () => {
    const begins = onJob(on.deps, {
      ...{ name: 'begins', extra: nothing },
      run: (ctx, { id }) => {
        // @ts-expect-error -- no permit without `ifStale`: shown by the type check alone
        const permit: unknown = ctx.permit;
        assert.equal(id, job, String(permit));
        return Promise.resolve();
      },
    });
    const { id: job } = await on.keep();
    await begins.parse({ job })?.run(scriptedClick(ALICE));
    assert.equal(begins.ifStale, undefined);
  });

  it('let a job rest, go on, and be given up', async () => {
    const job = await on.keep({ state: 'running' });
    await pressed('job-pause', job);
    assert.equal(await state(job), 'paused');
    assert.deepEqual(on.begun, []);
    await pressed('job-resume', job);
    assert.equal(await state(job), 'running');
    assert.deepEqual(on.begun, [job.id]);
    await pressed('job-cancel', job);
    assert.equal(await state(job), 'cancelled');
  });

  it('lead to a connection in a card of its own, for the account that the job takes', async () => {
    const asked: unknown[] = [];
    const start = (...[actor, role]: Parameters<OAuthFlow['start']>) => {
      asked.push([actor.onBehalfOf?.personId, role]);
      return Promise.resolve('https://bot.example.com/connect');
    };
    const accounts = { oauth: { start } } as unknown as BulkDeps['accounts'];
    const host = { personId: BOB_ID, email: 'bob@example.com', displayName: 'Bob' };
    const deps: BulkDeps = {
      ...on.deps,
      accounts,
      roles: { has: () => Promise.resolve(true) },
      hosts: { ...on.deps.hosts, byId: () => Promise.resolve(host) },
    };
    for (const [hostId, role] of [
      [undefined, 'own'],
      [BOB_ID, 'administrator'],
    ] as const) {
      const job = await on.keep({ hostId, state: 'paused' });
      const card = progressCard(
        { ...job, data: { phase: 'act', seen: 2, found: 2 } },
        summarize([]),
        new NotConnected('over', role),
      );
      const click = scriptedClick(ALICE);
      await press([bulk(deps)], click, seen(card).dataOf('Connect again'));
      assert.match(seen(click.only('reply')).text(), /^Connect your Webex account\n/m);
      assert.deepEqual(asked.splice(0), [[hostId, role]]);
      assert.equal(await state(job), 'paused');
    }
  });

  it('lead to another connection where that is over', async () => {
    const oauth = { start: () => Promise.resolve('https://bot.example.com/connect') };
    const accounts = { oauth } as unknown as BulkDeps['accounts'];
    const tokens = { ...on.deps.tokens, get: () => Promise.reject(new NotConnected('over')) };
    const { id: job } = await on.keep({ state: 'paused' });
    const click = scriptedClick(ALICE);
    await press([bulk({ ...on.deps, accounts, tokens })], click, { action: 'job-connect', job });
    assert.match(seen(click.only('reply')).text(), /^Connect your Webex account again\n/);
  });

  it('leave a job that has ended as it is', async () => {
    const job = await on.keep({ state: 'done' });
    for (const name of ['job-pause', 'job-resume', 'job-cancel']) {
      await pressed(name, job);
      assert.equal(await state(job), 'done', name);
    }
  });

  it('show a job that is past the choice as it is, in place of what was to be chosen', async () => {
    const job = await on.keep({ state: 'running' });
    for (const name of ['bulk-look', 'bulk-tick', 'bulk-ask', 'bulk-go']) {
      await pressed(name, job, buttons[name]);
      assert.equal(await state(job), 'running', name);
    }
    const items = await on.jobs.store.items(job.id, { selected: true });
    assert.equal(items.length, 2);
  });

  it('choose nothing on a job that is of another kind, or searches still', async () => {
    const data = { phase: 'choose', what: 'trash', seen: 2, found: 2 };
    const run = () => Promise.resolve(undefined);
    const card = () => ({ markdown: 'Another job' });
    await on.jobs.start([jobKind({ name: 'elsewhere', data: z.unknown(), run, card })]);
    for (const job of [
      await on.keep({ kind: 'elsewhere', data }),
      await on.keep({ data: { ...data, phase: 'find' } }),
    ]) {
      await pressed('bulk-tick', job, buttons['bulk-tick']);
      const { length } = await on.jobs.store.items(job.id, { selected: true });
      assert.equal(length, 2, JSON.stringify(job.data));
    }
    const job = await on.keep({ data });
    await pressed('bulk-tick', job, buttons['bulk-tick']);
    assert.deepEqual(await on.jobs.store.items(job.id, { selected: true }), []);
  });

  describe('by words', () => {
    const written = async (control = '', line = 'progress') => {
      const passedOn: string[] = [];
      const ctx = scriptedClick(ALICE, true, (line) => {
        passedOn.push(line);
        return Promise.resolve('done');
      });
      const command = (on.feature.commands ?? []).find(({ name }) => name === 'progress');
      await command?.run({ ...ctx, line }, control);
      return { ctx, passedOn };
    };
    const ACTING = { phase: 'act', what: 'trash', seen: 2, found: 2 } as const;
    const removed = (): unknown[] =>
      on.messaging.calls.flatMap(([name, id]) => (name === 'remove' ? [id] : []));

    it('show what is under way anew, where it was asked, and its old card is gone', async () => {
      const at = { id: 'old', roomId: 's1' };
      const running = await on.keep({ state: 'running', at, data: ACTING });
      await on.keep({ state: 'done' });
      await on.keep({ personId: BOB_ID, state: 'running' });
      for (const control of ['', 'cancel', 'pause']) {
        const { ctx, passedOn } = await written(control);
        assert.ok(seen(ctx.only('reply')).has('Pause'), control);
        assert.equal(seen(ctx.only('reply')).dataOf('Pause').job, running.id);
        assert.deepEqual(passedOn, []);
      }
      assert.equal(await state(running), 'running');
      assert.equal((await on.jobs.store.get(running.id))?.at.id, 'm1');
      assert.equal(removed()[0], 'old');
    });

    it('show how the last one ended, where none is under way', async () => {
      await on.keep({ state: 'cancelled' });
      const { ctx } = await written();
      assert.match(seen(ctx.only('reply')).text(), /^Nothing was changed/);
    });

    it('mean something else where nothing is under way', async () => {
      await on.keep({ state: 'asking' });
      assert.deepEqual((await written('cancel')).passedOn, ['never mind']);
      assert.deepEqual(removed(), []);
    });

    it('show no checkboxes: those are no work', async () => {
      await on.keep({ kind: SELECT });
      const { ctx } = await written();
      assert.match(seen(ctx.only('reply')).text(), /^Nothing is under way/);
      await on.keep({ kind: SELECT, state: 'running', data: ACTING });
      assert.ok(seen((await written()).ctx.only('reply')).has('Pause'));
    });

    it('show what was done, where somebody asks whether it is', async () => {
      const asked = async () => (await written('', 'is it done?')).passedOn;
      assert.deepEqual(await asked(), ['history']);
      await on.keep({ state: 'running', data: ACTING });
      assert.deepEqual(await asked(), []);
    });

    it('say that nothing is under way, and show nothing of somebody else’s', async () => {
      await on.keep({ personId: BOB_ID, state: 'running' });
      const { ctx } = await written();
      assert.match(seen(ctx.only('reply')).text(), /^Nothing is under way/);
    });

    it('show the card though its old one cannot be removed', async () => {
      const messaging = { ...on.messaging, remove: () => Promise.reject(new Error('gone')) };
      await on.keep({ state: 'paused', data: ACTING });
      const ctx = scriptedClick(ALICE);
      const command = bulk({ ...on.deps, messaging }).commands?.find(
        ({ name }) => name === 'progress',
      );
      await command?.run(ctx, '');
      assert.ok(seen(ctx.only('reply')).has('Resume'));
      assert.match(on.log.text(), /old job card not removed/);
    });
  });
});
