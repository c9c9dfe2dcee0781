import { settingsStore } from '../../../../src/settings/settings.js';
import { passingKeys } from '../../../../src/accounts/keys.js';
import { NotConnected, type Actor } from '../../../../src/accounts/types.js';
import { createVault } from '../../../../src/accounts/vault.js';
import { auditLog } from '../../../../src/audit/audit.js';
import { NO_ROLES } from '../../../bot/support/gate.js';
import type { Feature } from '../../../../src/bot/feature.js';
import { type BulkDeps, type BulkData, CLEAN_UP } from '../../../../src/features/bulk/model.js';
import { bulk, foundLately } from '../../../../src/features/bulk/index.js';
import {
  createSearchCache,
  encryptedNotices,
  searchCardLock,
} from '../../../../src/features/list/index.js';
import type { Job, NewJob } from '../../../../src/jobs/job.js';
import { type Jobs, openJobs } from '../../../../src/jobs/jobs.js';
import type { Store } from '../../../../src/store/store.js';
import { personIdOf } from '../../../../src/webex/ids.js';
import { type ReadableLog, readableLog } from '../../../bot/support/log.js';
import { type ScriptedMessaging, scriptedMessaging } from '../../../bot/support/messaging.js';
import { type Kept, memoryWebex } from '../../../support/memory-webex.js';

export const ALICE_ID = '11111111-1111-4111-8111-111111111111';
export const BOB_ID = '22222222-2222-4222-8222-222222222222';
export const ALICE: Actor = { personId: personIdOf(ALICE_ID), email: 'alice@example.com' };
export const BOB: Actor = { personId: personIdOf(BOB_ID), email: 'bob@example.com' };

const DAY = 86_400_000;

/** Work on many recordings, on a Webex in memory: r0, r1, …, each a day older than the one before. */
export interface BulkStage {
  readonly deps: BulkDeps;
  readonly feature: Feature;
  readonly jobs: Jobs;
  readonly messaging: ScriptedMessaging;
  readonly log: ReadableLog;
  readonly kept: readonly Kept[];
  /** Ids of the jobs that were begun, where nothing runs them. */
  readonly begun: string[];
  /** A job on all of them, as it is kept; but for what is given. */
  readonly keep: (given?: Partial<Omit<NewJob, 'state'> & Pick<Job, 'state'>>) => Promise<Job>;
  readonly stop: () => Promise<void>;
}

export async function bulkStage(
  store: Store,
  statuses: readonly Kept['status'][],
  /** Whether a job that is begun goes on. */
  runs: boolean,
  given: Partial<BulkDeps> = {},
): Promise<BulkStage> {
  const { db } = store;
  const now = Date.now();
  const kept = statuses.map((status, at): Kept => {
    return { id: `r${at}`, siteUrl: 'acme.webex.com', createdAt: now - (at + 1) * DAY, status };
  });
  const { webex } = memoryWebex(kept);
  const messaging = scriptedMessaging();
  const log = readableLog();
  const jobs = openJobs({ store, messaging, log: log.log, now: Date.now });
  const begun: string[] = [];
  const deps: BulkDeps = {
    webex,
    tokens: {
      get: () => Promise.resolve({ token: 't' }),
      refresh: () => Promise.reject(new NotConnected('over')),
    },
    accounts: undefined,
    authorityName: 'own',
    roles: NO_ROLES,
    hosts: {
      byEmail: () => Promise.resolve(undefined),
      byName: () => Promise.resolve([]),
      byId: () => Promise.resolve(undefined),
    },
    audit: auditLog(db),
    settings: settingsStore(db),
    jobs: runs ? jobs : { ...jobs, begin: (_permit, id) => void begun.push(id) },
    messaging,
    now: Date.now,
    log: log.log,
    lately: foundLately(),
    searches: createSearchCache({
      cards: searchCardLock(db, Date.now),
      notices: encryptedNotices(createVault(passingKeys())),
    }),
    findForm: () => Promise.reject(new Error('no form here')),
    ofSiteMeant: (_actor, read) => Promise.resolve(read),
    allowPurge: false,
    ...given,
  };
  const feature = bulk(deps);
  await jobs.start(feature.jobs ?? []);
  const items = kept.map(({ id, siteUrl, createdAt }, position) => {
    const about = { recordingId: id, siteUrl, recordedAt: createdAt };
    return { position, ...about, sizeBytes: 1_000_000, durationSeconds: 60 };
  });
  const keep: BulkStage['keep'] = async ({ state = 'asking', ...rest } = {}) => {
    const data: BulkData = { phase: 'choose', what: 'trash', seen: 9, found: items.length };
    const job: NewJob = {
      ...{ kind: CLEAN_UP, personId: ALICE_ID, hostId: undefined, data },
      ...{ at: { id: 'm1', roomId: 's1' }, state: 'asking' },
      ...rest,
    };
    const made = await jobs.store.create(job, Date.now(), items);
    if (state === 'asking') return made;
    return (await jobs.store.change(made.id, ['asking'], state, Date.now())) ?? made;
  };
  return { deps, feature, jobs, messaging, log, kept, begun, keep, stop: jobs.stop };
}
