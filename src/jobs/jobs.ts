import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { Store } from '../store/store.js';
import { every, keyedMutex } from '../util/async.js';
import { JOB_KEY_PREFIX, type Permit } from '../util/permit.js';
import { DAY, HOUR, MINUTE, SECOND } from '../util/time.js';
import type { Content } from '../webex/messages.js';
import { isFinal } from '../webex/errors.js';
import { type MessageAt, type Messaging, updateOrRepost } from '../webex/messaging.js';
import type { Job, JobKind, NewItem, NewJob } from './job.js';
import { jobRunner } from './runner.js';
import { type JobStore, jobStore } from './store.js';

/** Shows a card, e.g. `ctx.update`; returns where it is. */
export type Put = (content: Content) => Promise<MessageAt>;

export interface JobDeps {
  readonly store: Pick<Store, 'db' | 'locks'>;
  readonly messaging: Messaging;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Milliseconds between the first two progress cards; later ones come farther apart. */
  readonly showEveryMs?: number;
  /** Resolves after some milliseconds; by default a timer that keeps no process alive. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** Shown for a job whose data is of another version. */
  readonly outOfDate?: () => Content;
  /** Milliseconds before a retry while another process has the job. */
  readonly takenMs?: number;
}

const FORGET_MS = 30 * DAY;
/** Long enough to change the rule of a search that found nothing. */
const FORGET_UNDONE_MS = HOUR;
/** A job whose process is gone continues within two of these. */
const ORPHANS_MS = 1.5 * SECOND;
const SHOW_EVERY_MS = 2 * SECOND;
const LONGEST_PAUSE_MS = MINUTE;

/**
 * Milliseconds until the progress is shown again. A message takes ten edits and is posted anew after them, which
 * notifies: so the progress moves soon, then less often.
 * @param shown how many times it was
 */
export function pauseAfter(shown: number, firstMs: number): number {
  return Math.min(firstMs * 1.5 ** shown, Math.max(firstMs, LONGEST_PAUSE_MS));
}

/** Jobs in the database: they outlive this process, and each runs in one process at a time. */
export function openJobs(deps: JobDeps) {
  const { store, log, now } = deps;
  const jobs = jobStore(store.db);
  const kinds = new Map<string, JobKind>();
  const kindOf = (name: string): JobKind | undefined => kinds.get(name);
  const cards = jobCards(jobs, kindOf, deps);
  const runner = jobRunner({ ...deps, store: jobs, locks: store.locks, cards, kindOf });
  const round = async (): Promise<void> => {
    await runner.resumeOrphaned();
    await jobs.forget(now() - FORGET_MS);
    await jobs.forgetUndone(now() - FORGET_UNDONE_MS);
  };
  const onError = (error: unknown): void => log.warn({ err: error }, 'jobs: round failed');
  const rounds = every(MINUTE, round, { onError });
  const orphans = every(ORPHANS_MS, runner.resumeLeft, { onError });
  return {
    store: jobs,
    /** Stores a job whose card is shown already, and begins it when it is `running`. */
    create: async (job: NewJob, items?: readonly NewItem[]): Promise<Job> => {
      const created = await jobs.create(job, now(), items);
      if (created.state === 'running') runner.begin(created.id);
      return created;
    },
    /** Continues a job whose state has just become `running` or `cancelled`. Does not wait. */
    begin: (_permit: Permit, id: string): void => runner.begin(id),
    /** Notifies the run of a job that was just paused or cancelled, if it runs here. */
    signal: runner.signal,
    ownsAudit: async (key: string): Promise<boolean> =>
      key.startsWith(JOB_KEY_PREFIX) && (await jobs.ownsAudit(key.slice(JOB_KEY_PREFIX.length))),
    /** Renders a job's card; without `put`, in place of the old one. */
    render: (id: string, put?: Put): Promise<void> => cards.render(id, undefined, put),
    /** Resumes what a crash or another process left, now and from then on. */
    start: async (given: readonly JobKind[]): Promise<void> => {
      for (const kind of given) kinds.set(kind.name, kind);
      await round();
      rounds.start();
      orphans.start();
    },
    /** Settles when no job is active here. For tests and tools. */
    idle: async (): Promise<void> => {
      await runner.idle();
      await cards.idle();
    },
    /** Settles when each run here has finished its step; the jobs stay stored. */
    stop: async (): Promise<void> => {
      await Promise.all([rounds.stop(), orphans.stop(), runner.stop()]);
      await cards.idle();
    },
  };
}

/** Methods reject with database errors. */
export type Jobs = ReturnType<typeof openJobs>;

/** Without the start and stop of the process. */
export type JobQueue = Omit<Jobs, 'start' | 'idle' | 'stop'>;

function jobCards(
  store: JobStore,
  kindOf: (name: string) => JobKind | undefined,
  { messaging, log, outOfDate, showEveryMs: everyMs = SHOW_EVERY_MS }: JobDeps,
) {
  const mutex = keyedMutex();
  const soon = new Map<string, NodeJS.Timeout>();
  const shownAt = new LRUCache<string, number>({ max: 1_000 });
  const timesShown = new LRUCache<string, number>({ max: 1_000 });
  const renderNow = async (id: string, problem?: unknown, put?: Put): Promise<void> => {
    clearTimeout(soon.get(id));
    soon.delete(id);
    const job = await store.get(id);
    if (job === undefined) return;
    const kind = kindOf(job.kind);
    if (kind === undefined) throw new Error(`There is no kind of job "${job.kind}"`);
    const old = kind.fits(job) ? undefined : outOfDate?.();
    const content = old ?? (await kind.card(job, problem));
    const at = await (put === undefined
      ? updateOrRepost(messaging, job.at, content, job.personId).catch((error: unknown) => {
          if (!isFinal(error)) throw error;
          log.warn({ err: error, job: id }, 'job card refused');
          return job.at;
        })
      : put(content));
    shownAt.set(id, performance.now());
    await store.markRendered(job, at);
  };
  /** One at a time per job, each from the row as it is then, so old news never covers new. */
  const render = (id: string, problem?: unknown, put?: Put): Promise<void> =>
    mutex.run(id, () => renderNow(id, problem, put));
  return {
    render,
    /** Renders after the pause of {@link pauseAfter}; does not wait, and failures are logged. */
    renderThrottled: (id: string): void => {
      if (soon.has(id)) return;
      const times = timesShown.get(id) ?? 0;
      const pauseMs = pauseAfter(times, everyMs);
      // The card being shown may already be out of date.
      const since = mutex.isBusy(id) ? 0 : performance.now() - (shownAt.get(id) ?? -pauseMs);
      const draw = (): void => {
        timesShown.set(id, times + 1);
        render(id).catch((error: unknown) =>
          log.warn({ err: error, job: id }, 'job card not updated'),
        );
      };
      soon.set(id, setTimeout(draw, Math.max(0, pauseMs - since)).unref());
    },
    /** Settles when no card is being rendered; throttled renderings are dropped. */
    idle: async (): Promise<void> => {
      for (const timer of soon.values()) clearTimeout(timer);
      soon.clear();
      await mutex.idle();
    },
  };
}

export type JobCards = ReturnType<typeof jobCards>;
