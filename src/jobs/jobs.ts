import type { Logger } from 'pino';
import type { Store } from '../store/store.js';
import { every } from '../util/async.js';
import { JOB_KEY_PREFIX, type Permit } from '../util/permit.js';
import { DAY, HOUR, MINUTE, SECOND } from '../util/time.js';
import type { Messaging } from '../webex/messaging.js';
import { type Put, jobCards } from './cards.js';
import type { Job, JobKind, NewItem, NewJob } from './job.js';
import { jobRunner } from './runner.js';
import { type JobStore, jobStore } from './store.js';

/** Work that goes on after its click is answered. Methods reject with what the database says. */
export interface JobQueue {
  readonly store: JobStore;
  /** Keeps a new job, and begins it where it is to run. Its card stands already. */
  create: (job: NewJob, items?: readonly NewItem[]) => Promise<Job>;
  /** Goes on with a job whose state has just become `running` or `cancelled`. Does not wait. */
  begin: (permit: Permit, id: string) => void;
  /** Tells a run that its job was just paused or cancelled, so that it need not find out. */
  signal: (id: string) => void;
  /** Whether this names a job that settles its open audit entries itself. */
  ownsAudit: (eventKey: string) => Promise<boolean>;
  /**
   * Shows a job on its card as it is now, after whatever is being shown of it.
   *
   * @param put how, e.g. `ctx.update`; left out: in the place of its card
   */
  render: (id: string, put?: Put) => Promise<void>;
}

/** The same, and its beginning and end with this process. */
export interface Jobs extends JobQueue {
  /** Takes up what a crash or another process left; from then on every minute. */
  start: (kinds: readonly JobKind[]) => Promise<void>;
  /** Settles when no job is in hand here. For tests and tools. */
  idle: () => Promise<void>;
  /** Settles when each run here has come to the end of its step. The rest stays kept. */
  stop: () => Promise<void>;
}

/** What jobs stand on. */
export interface JobDeps {
  readonly store: Pick<Store, 'db' | 'locks'>;
  readonly messaging: Messaging;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds between two looks of progress. */
  readonly showEveryMs?: number;
  /** Resolves after so many milliseconds; by default a timer that keeps no process alive. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** Milliseconds until another look, where another process has the job. */
  readonly takenMs?: number;
}

const REMEMBER_MS = 30 * DAY;
/** As long as somebody may still want to change the rule of a search that led to nothing. */
const REMEMBER_UNDONE_MS = HOUR;
const SHOW_EVERY_MS = 2 * SECOND;

/** Jobs on the database: they outlive this process, and run in one at a time. */
export function openJobs(parts: JobDeps): Jobs {
  const { store, messaging, log, now, showEveryMs = SHOW_EVERY_MS, takenMs, sleep } = parts;
  const book = jobStore(store.db);
  const kinds = new Map<string, JobKind>();
  const kindOf = (name: string): JobKind | undefined => kinds.get(name);
  const cards = jobCards({
    book,
    messaging,
    everyMs: showEveryMs,
    draw: async (job, problem) => {
      const kind = kindOf(job.kind);
      if (kind === undefined) throw new Error(`There is no kind of job "${job.kind}"`);
      return await kind.card(job, problem);
    },
    failed: (id, error) => log.warn({ err: error, job: id }, 'job card not updated'),
  });
  const runner = jobRunner({
    book,
    cards,
    locks: store.locks,
    kindOf,
    log,
    now,
    ...(takenMs === undefined ? {} : { takenMs }),
    ...(sleep === undefined ? {} : { sleep }),
  });
  const round = async (): Promise<void> => {
    await runner.resumeOrphaned();
    await book.forget(now() - REMEMBER_MS);
    await book.forgetUndone(now() - REMEMBER_UNDONE_MS);
  };
  const rounds = every(MINUTE, round, {
    onError: (error) => log.warn({ err: error }, 'jobs: round failed'),
  });
  return {
    store: book,
    create: async (job, items) => {
      const created = await book.create(job, now(), items);
      if (created.state === 'running') runner.begin(created.id);
      return created;
    },
    begin: (_permit, id) => runner.begin(id),
    signal: runner.signal,
    ownsAudit: async (key) =>
      key.startsWith(JOB_KEY_PREFIX) && (await book.ownsAudit(key.slice(JOB_KEY_PREFIX.length))),
    render: (id, put) => cards.render(id, undefined, put),
    start: async (given) => {
      for (const kind of given) kinds.set(kind.name, kind);
      await round();
      rounds.start();
    },
    idle: async () => {
      await runner.idle();
      await cards.idle();
    },
    stop: async () => {
      await Promise.all([rounds.stop(), runner.stop()]);
      await cards.idle();
    },
  };
}
