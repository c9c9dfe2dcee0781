import assert from 'node:assert/strict';
import { NotConnected, type Host } from '../../../src/accounts/types.js';
import { type Audit, auditLog } from '../../../src/audit/audit.js';
import type { BulkData, BulkJob, BulkDeps } from '../../../src/features/bulk/model.js';
import {
  applyJob,
  batchSizeOf,
  reconcileCancelledJob,
  bannerActor,
  topicsInList,
  topicsOf,
} from '../../../src/features/bulk/act.js';
import { type Job, jobIdempotencyKey } from '../../../src/jobs/job.js';
import { type JobStore, jobStore } from '../../../src/jobs/store.js';
import { latest, writeState } from '../../../src/query/list-state.js';
import type { Store } from '../../../src/store/store.js';
import { Permit } from '../../../src/util/permit.js';
import type { WebexClient } from '../../../src/webex/client.js';
import { WebexUnreachable } from '../../../src/webex/errors.js';
import { personIdOf } from '../../../src/webex/ids.js';
import { readableLog } from '../../bot/support/log.js';
import { describePglite } from '../../support/databases.js';
import { type Kept, memoryWebex } from '../../support/memory-webex.js';
import { refusedWith } from '../../support/refused.js';
import { bulkStage, type BulkStage } from './support/stage.js';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const DAY = 86_400_000;

describe('the batches of a job', () => {
  it('are small enough to see it move, and as large as Webex takes for very many', () => {
    const sizes = [1, 100, 101, 450, 5_000].map(batchSizeOf);
    assert.deepEqual(sizes, [10, 10, 11, 45, 100]);
  });
});

describePglite('a clean-up that was cancelled in the middle', ({ open }) => {
  let audit: Audit;
  let store: JobStore;
  let job: BulkJob;
  let ids: ReadonlyMap<string, number>;
  const kept: Kept[] = (['deleted', 'available', 'purged'] as const).map((status, at) => ({
    id: `r${at}`,
    siteUrl: 'acme.webex.com',
    createdAt: NOW - at * 60_000,
    status,
  }));

  beforeEach(async () => {
    const { db } = await open();
    audit = auditLog(db);
    store = jobStore(db);
    const data: BulkData = { phase: 'act', what: 'trash', seen: 3, found: 3 };
    const items = kept.map((one, position) => ({
      ...{ position, recordingId: one.id, siteUrl: one.siteUrl, sizeBytes: 1, durationSeconds: 1 },
      recordedAt: one.createdAt,
    }));
    const at = { id: 'm1', roomId: 's1' };
    const made = { kind: 'clean-up', personId: 'alice', hostId: undefined, at, data };
    const { id } = await store.create({ ...made, state: 'running' }, NOW, items);
    const cancelled = await store.change(id, ['running'], 'cancelled', NOW);
    assert.ok(cancelled);
    job = { ...cancelled, data };
    const opened = await audit.openMany(
      kept.map(({ id: recordingId, siteUrl }) => ({
        ...{ personId: 'alice', authority: 'own', recordingId, siteUrl },
        ...{ change: 'trash' as const, eventKey: jobIdempotencyKey(id) },
      })),
      NOW,
    );
    ids = new Map(opened.map(({ entry }) => [entry.recordingId, entry.id]));
  });

  const settle = (given: Partial<BulkDeps> = {}, now = NOW): Promise<boolean> =>
    reconcileCancelledJob(job, {
      ...{ audit, jobs: { store }, webex: memoryWebex(kept).webex, now: () => now },
      tokens: { get: () => Promise.resolve({ token: 't' }) },
      searches: { invalidate: () => undefined },
      log: readableLog().log,
      ...given,
    } as unknown as BulkDeps);
  const silent: WebexClient = {
    ...memoryWebex(kept).webex,
    call: ({ method, path }) =>
      Promise.reject(new WebexUnreachable({ method, path }, 'ECONNRESET')),
  };
  const told = async () => {
    const entries = await audit.ofEvent(jobIdempotencyKey(job.id));
    const items = await store.items(job.id);
    return kept.map(({ id }) => [
      entries.find(({ recordingId }) => recordingId === id)?.outcome,
      items.find(({ recordingId }) => recordingId === id)?.outcome,
    ]);
  };
  const unsettled = async (now = NOW): Promise<boolean> =>
    (await store.needsReconciliation(now)).includes(job.id);

  it('looks at what was asked for: in the audit and in the report', async () => {
    assert.equal(await unsettled(), true);
    assert.equal(await settle(), true);
    const [moved, gone] = [
      ['done', 'done'],
      ['gone', 'gone'],
    ];
    // Webex may show it late.
    assert.deepEqual(await told(), [moved, [undefined, undefined], gone]);
    assert.equal(await unsettled(), true);
    const later = NOW + 120_000;
    assert.equal(await settle({}, later), true);
    assert.deepEqual(await told(), [moved, ['unchanged', undefined], gone]);
    assert.equal(await unsettled(later), false);
    assert.equal(await settle({}, later), false);
  });

  it('looks at all of a site in one list, and by itself at what is not in it', async () => {
    const { webex, looks } = memoryWebex(kept);
    await settle({ webex });
    assert.deepEqual(looks.toSorted(), ['/recordings', '/recordings/r1', '/recordings/r2']);
  });

  it('is not sure of what its person has changed since', async () => {
    const [one] = kept;
    assert.ok(one);
    const since = { personId: 'alice', authority: 'own', siteUrl: one.siteUrl };
    const click = {
      recordingId: one.id,
      change: 'restore',
      eventKey: Permit.ofEvent('c1').key,
    } as const;
    await audit.open({ ...since, ...click }, NOW);
    assert.equal(await settle(), true);
    assert.deepEqual((await told())[0], ['unsure', 'unsure']);
  });

  it('leaves open what Webex does not tell, and is not sure after a day', async () => {
    assert.equal(await settle({ webex: silent }), false);
    assert.equal(await unsettled(NOW + DAY), true);
    assert.equal(await settle({ webex: silent }, NOW + DAY + 1), true);
    assert.deepEqual(await told(), Array(3).fill(['unsure', 'unsure']));
    assert.equal(await unsettled(NOW + DAY), false);
  });

  it('is not sure where its person is not connected any more', async () => {
    const tokens = { get: () => Promise.reject(new NotConnected('never')) };
    assert.equal(await settle({ tokens } as unknown as Partial<BulkDeps>), true);
    assert.deepEqual(await told(), Array(3).fill(['unsure', 'unsure']));
  });

  it('puts into the report what was settled just before its process died', async () => {
    await audit.settleMany(
      [...ids.values()].map((id) => ({ id, outcome: 'done', trackingId: 't1' })),
      NOW,
    );
    assert.equal(await unsettled(), true);
    assert.equal(await settle({ webex: silent }), true);
    assert.deepEqual(await told(), Array(3).fill(['done', 'done']));
    assert.equal((await store.items(job.id))[0]?.trackingId, 't1');
    assert.equal(await unsettled(), false);
  });

  it('is looked after only when it was cancelled', async () => {
    await store.change(job.id, ['cancelled'], 'paused', NOW);
    assert.equal(await unsettled(), false);
  });
});

describePglite('a confirmed clean-up', ({ open }) => {
  let store: Store;
  const stage = async (count: number): Promise<BulkStage> => {
    const lookAgain = { at: [1, 2, 3, 4], wait: () => Promise.resolve() };
    const all = Array<'available'>(count).fill('available');
    return await bulkStage(store, all, true, { lookAgain });
  };
  let on: BulkStage;
  beforeEach(async () => {
    store = await open();
    on = await stage(4);
  });
  afterEach(() => on.stop());

  const data: BulkData = { phase: 'act', what: 'trash', seen: 4, found: 4 };
  const statuses = (): string[] => on.kept.map(({ status }) => status);
  const files = () => on.messaging.calls.filter(([name]) => name === 'postFile');
  const goesOn = async (job: Job, to = 'done'): Promise<void> => {
    await on.jobs.store.change(job.id, ['asking'], 'running', Date.now());
    on.jobs.begin(Permit.ofUpkeep('test'), job.id);
    await on.jobs.idle();
    assert.equal((await on.jobs.store.get(job.id))?.state, to);
  };

  it('changes what is selected and not settled yet, and nothing else', async () => {
    const job = await on.keep({ data });
    await on.jobs.store.select(job.id, false, ['r1']);
    await on.jobs.store.settleItems(job.id, [{ recordingId: 'r2', outcome: 'unsure' }]);
    await goesOn(job);
    assert.deepEqual(statuses(), ['deleted', 'available', 'available', 'deleted']);
    const items = await on.jobs.store.items(job.id);
    assert.deepEqual(
      items.map(({ outcome }) => outcome),
      ['done', undefined, 'unsure', 'done'],
    );
  });

  it('rests where Webex refuses all of a large batch alike, and goes on past a few', async () => {
    const refuse = (count: number) => {
      for (const [at, one] of on.kept.entries())
        Object.assign(one, { status: 'available', refused: at < count ? 403 : undefined });
    };
    refuse(4);
    await goesOn(await on.keep({ data }));
    await on.stop();
    on = await stage(12);
    refuse(9);
    await goesOn(await on.keep({ data }));
    refuse(12);
    await goesOn(await on.keep({ data }), 'paused');
  });

  it('is done where it was cancelled during its last batch, and is not before that', async () => {
    const applied = async (batches: number) => {
      let left = batches;
      const { id } = await on.keep({ data, state: 'running' });
      const job: BulkJob = { ...(await on.jobs.store.get(id)), data } as BulkJob;
      const control = {
        shouldContinue: () => Promise.resolve(left > 0),
        progress: () => Promise.resolve(void (left -= 1)),
        waitOn: () => Promise.resolve(true),
        signal: new AbortController().signal,
      } as unknown as Parameters<typeof applyJob>[1];
      return await applyJob(job, control, on.deps);
    };
    assert.equal(await applied(0), undefined);
    assert.deepEqual(new Set(statuses()), new Set(['available']));
    assert.equal((await applied(1))?.state, 'done');
    assert.deepEqual(new Set(statuses()), new Set(['deleted']));
  });

  it('posts a table of what was not changed, once it has ended, and none where all was', async () => {
    await goesOn(await on.keep({ data }));
    assert.deepEqual(files(), []);
    const job = await on.keep({ data });
    await on.jobs.store.settleItems(job.id, [{ recordingId: 'r2', outcome: 'unsure' }]);
    await goesOn(job);
    assert.equal(files().length, 1);
  });
});

const whose = { personId: '11111111-1111-4111-8111-111111111111', hostId: undefined };
const kept = ['r0', 'r1', 'r2'].map((id) => ({
  ...{ id, siteUrl: 'acme.webex.com', createdAt: NOW, status: 'available' as const },
}));

/** Webex in memory, where the topic of a recording is its id; but for what is given. */
function depsOf(given: object = {}): BulkDeps {
  return {
    webex: memoryWebex(kept).webex,
    tokens: {
      get: () => Promise.resolve({ token: 't' }),
      refresh: () => Promise.reject(new NotConnected('over')),
    },
    log: readableLog().log,
    ...given,
  } as unknown as BulkDeps;
}

describe('topics that are read again', () => {
  const { webex } = memoryWebex(kept);
  /** Where one recording cannot be read. */
  const failing = (error: Error) => ({
    webex: {
      ...webex,
      call: (request: Parameters<typeof webex.call>[0]) =>
        request.path.endsWith('/r1') ? Promise.reject(error) : webex.call(request),
    },
  });
  const refused = (status: number) => refusedWith(status, '/recordings/r1', { trackingId: 't' });
  const read = async (deps: BulkDeps, ids = ['r0', 'r1', 'r2']) =>
    [...(await topicsOf(deps, whose, ids)).entries()].toSorted();

  it('are those of the recordings that are there', async () => {
    assert.deepEqual(await read(depsOf(), ['r0', 'gone', 'r2']), [
      ['r0', 'r0'],
      ['r2', 'r2'],
    ]);
  });

  it('leave out one that Webex does not show just now', async () => {
    const { log, text } = readableLog();
    assert.deepEqual(await read(depsOf({ ...failing(refused(503)), log })), [
      ['r0', 'r0'],
      ['r2', 'r2'],
    ]);
    assert.doesNotMatch(text(), /topics not read/);
  });

  it('are none where their person has no token, as the log says; the card is shown without', async () => {
    for (const error of [new NotConnected('over'), refused(503)]) {
      const { log, text } = readableLog();
      const tokens = { get: () => Promise.reject(error) };
      assert.deepEqual(await read(depsOf({ tokens, log })), []);
      assert.match(text(), /topics not read/);
    }
  });

  it('reject with a defect of our own', async () => {
    await assert.rejects(read(depsOf(failing(new TypeError('x')))), TypeError);
  });
});

describe('topics of a list', () => {
  it('are read only where the list is not known any more', async () => {
    const { webex, looks } = memoryWebex(kept);
    const known = { listing: { recordings: [{ id: 'r0', topic: 'Zebras' }] } };
    const topicsIn = async (list: string, peek: () => unknown, ...ids: string[]) => {
      const deps = depsOf({ webex, now: () => NOW, searches: { peek } });
      const job = { ...whose, data: { list } } as unknown as BulkJob;
      const actor = { personId: personIdOf(whose.personId) };
      const found = await topicsInList(deps, actor, job, ids);
      return [Object.fromEntries(found), looks.splice(0)];
    };
    const topics = (...of: [() => unknown, ...string[]]) =>
      topicsIn(writeState(latest(NOW)), ...of);
    const read = ['/recordings/r2'];
    assert.deepEqual(await topics(() => known, 'r0', 'r2'), [{ r0: 'Zebras', r2: 'r2' }, read]);
    assert.deepEqual(await topics(() => known, 'r2'), [{ r2: 'r2' }, read]);
    assert.deepEqual(await topics(() => undefined, 'r2'), [{ r2: 'r2' }, read]);
    assert.deepEqual(await topicsIn('no list', () => known, 'r2'), [{ r2: 'r2' }, read]);
  });
});

describe('in whose name a job is shown', () => {
  const me = { personId: personIdOf(whose.personId) };
  const bob: Host = { personId: 'bob', email: 'bob@example.com', displayName: 'Bob' };
  const shown = async (hostId: string | undefined, byId: () => Promise<Host | undefined>) =>
    await bannerActor(depsOf({ hosts: { byId } }), { ...whose, hostId });

  it('is its person’s own, about whom Webex is not asked', async () => {
    const asked = () => Promise.reject(new TypeError('asked'));
    assert.deepEqual(await shown(undefined, asked), me);
  });

  it('is that of its host, who is somebody else where Webex names nobody', async () => {
    assert.deepEqual(await shown('bob', () => Promise.resolve(bob)), { ...me, onBehalfOf: bob });
    const refused = refusedWith(503, '/people', { trackingId: 't' });
    for (const byId of [() => Promise.resolve(undefined), () => Promise.reject(refused)]) {
      const { onBehalfOf } = await shown('bob', byId);
      assert.deepEqual(
        [onBehalfOf?.personId, onBehalfOf?.email, onBehalfOf?.displayName],
        ['bob', '', 'somebody else'],
      );
    }
  });

  it('rejects with a defect of our own', async () => {
    await assert.rejects(
      shown('bob', () => Promise.reject(new TypeError('x'))),
      TypeError,
    );
  });
});
