import fc from 'fast-check';
import assert from 'node:assert/strict';
import { auditLog } from '../../src/audit/audit.js';
import type { BulkDeps } from '../../src/features/bulk/model.js';
import { bulk } from '../../src/features/bulk/index.js';
import { jobIdempotencyKey } from '../../src/jobs/job.js';
import { type Jobs, openJobs } from '../../src/jobs/jobs.js';
import type { Store } from '../../src/store/store.js';
import { Permit } from '../../src/util/permit.js';
import type { WebexClient } from '../../src/webex/client.js';
import { readableLog } from '../bot/support/log.js';
import { scriptedMessaging } from '../bot/support/messaging.js';
import { describePglite } from '../support/databases.js';
import { Crash, type Kept, type Mishap, memoryWebex } from '../support/memory-webex.js';
import { until } from '../support/until.js';

const NOW = Date.parse('2026-11-22T10:00:00Z');

/** What happens at a call of a batch: a mishap, or the person does something meanwhile. */
type Happening = Mishap | 'crash before' | 'pause' | 'cancel';

const happening = fc.constantFrom<Happening>(
  ...(['none', 'none', 'none', 'broken after', 'cut after', 'too much'] as const),
  ...(['crash after', 'crash before', 'pause', 'cancel'] as const),
);

describePglite('property: a job on many recordings', ({ open }) => {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });

  it('loses none and asks none twice, however it is paused, cancelled and killed', async function () {
    this.timeout(120_000);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a.webex.com', 'b.webex.com'), { minLength: 1, maxLength: 230 }),
        fc.array(happening, { maxLength: 6 }),
        async (sites, happenings) => {
          const kept = sites.map((siteUrl, at): Kept => ({
            id: `r${at}`,
            siteUrl,
            createdAt: NOW - at * 60_000,
            status: 'available',
          }));
          const { memory, id, jobs } = await worked(store, kept, happenings);
          const job = await jobs.store.get(id);
          const items = await jobs.store.items(id);
          assert.ok(job?.state === 'done' || job?.state === 'cancelled', job?.state);
          assert.equal(items.length, kept.length);
          for (const { recordingId, outcome } of items) {
            const status = memory.byId.get(recordingId)?.status;
            const wanted = outcome === undefined ? 'available' : 'deleted';
            assert.equal(status, wanted, `${recordingId} ${outcome ?? 'open'}`);
            assert.ok(outcome === 'done' || (outcome === undefined && job.state === 'cancelled'));
          }
          const audit = auditLog(store.db);
          const entries = await audit.ofEvent(jobIdempotencyKey(id));
          assert.ok(entries.every(({ outcome }) => outcome !== undefined));
          const moved = memory.moved();
          assert.equal(new Set(moved).size, moved.length, 'moved twice');
          await jobs.stop();
          await jobs.store.change(id, ['done', 'cancelled'], 'done', 0);
          await jobs.store.forget(1);
        },
      ),
      { numRuns: 30 },
    );
  });
});

/** Runs a job through everything that happens, in one process after the other, to its end. */
async function worked(store: Store, kept: readonly Kept[], happenings: readonly Happening[]) {
  const left = [...happenings];
  let dead = false;
  let next: Mishap = 'none';
  const memory = memoryWebex(kept, () => next);
  let running: Jobs | undefined;
  let id = '';
  /** A dead process does nothing more, and hears of nothing. */
  const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

  const webexOf = (isDead: () => boolean): WebexClient => ({
    ...memory.webex,
    call: async (request) => {
      if (isDead()) return await never();
      if (request.method === 'POST') {
        const happens = left.shift() ?? 'none';
        if (happens === 'crash before') {
          dead = true;
          return await never();
        }
        if (happens === 'pause' || happens === 'cancel') {
          const state = happens === 'pause' ? 'paused' : 'cancelled';
          await running?.store.change(id, ['running'], state, NOW);
          running?.signal(id);
          if (happens === 'cancel') running?.begin(Permit.ofJob(id), id);
          next = 'none';
        } else next = happens;
      }
      try {
        return await memory.webex.call(request);
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        dead = true;
        return await never();
      }
    },
  });

  const process = async (): Promise<Jobs> => {
    let mine = false;
    const messaging = scriptedMessaging();
    const log = readableLog().log;
    const jobs = openJobs({
      store,
      messaging,
      log,
      now: () => NOW,
      showEveryMs: 0,
      sleep: () => Promise.resolve(),
    });
    running = jobs;
    dead = false;
    const isDead = (): boolean => (mine ||= dead && running === jobs);
    const parts = { jobs, webex: webexOf(isDead), messaging, log, now: () => NOW };
    const tokens = {
      get: () => Promise.resolve({ token: 't' }),
      refresh: () => Promise.resolve({ token: 't' }),
    };
    const deps = {
      ...{ ...parts, tokens, audit: auditLog(store.db) },
      searches: { invalidate: () => undefined },
      authorityName: 'own',
      allowPurge: false,
    } as unknown as BulkDeps;
    await jobs.start(bulk(deps).jobs ?? []);
    return jobs;
  };

  let jobs = await process();
  const items = kept.map((one, position) => ({
    ...{ position, recordingId: one.id, siteUrl: one.siteUrl, sizeBytes: 1, durationSeconds: 1 },
    recordedAt: one.createdAt,
  }));
  const data = { phase: 'act', what: 'trash', seen: kept.length, found: kept.length } as const;
  const at = { id: 'm1', roomId: 's1' };
  const asking = { kind: 'clean-up', personId: 'alice', hostId: undefined, at, data };
  ({ id } = await jobs.create({ ...asking, state: 'asking' }, items));
  await jobs.store.change(id, ['asking'], 'running', NOW);
  jobs.begin(Permit.ofJob(id), id);
  for (;;) {
    let idle = false;
    void jobs.idle().then(() => {
      idle = true;
    });
    const died = (): boolean => dead;
    await until(() => idle || died());
    if (died()) {
      // The database sets free what a dead process held.
      await store.locks.release(`job:${id}`);
      jobs = await process();
      continue;
    }
    const state = (await jobs.store.get(id))?.state;
    if (state !== 'paused') break;
    await jobs.store.change(id, ['paused'], 'running', NOW);
    jobs.begin(Permit.ofJob(id), id);
  }
  // Cancelled and killed at once: whoever cancels it again sees to the rest.
  jobs.begin(Permit.ofJob(id), id);
  await jobs.idle();
  return { memory, id, jobs };
}
