import { setTimeout } from 'node:timers/promises';
import { isStoreFailure } from '../store/errors.js';
import type { StoreLocks } from '../store/store.js';
import { keyedWorker } from '../util/keyed-worker.js';
import { jobLockRetry } from '../util/retry-policy.js';
import { isWebexError } from '../webex/errors.js';
import type { Job, JobControl, JobKind } from './job.js';
import type { JobCards, JobDeps } from './jobs.js';
import type { JobStore } from './store.js';

/** A run in this process. */
interface ActiveRun {
  readonly abort: AbortController;
  /** Ends a wait. */
  wake: () => void;
  /** Ends a wait within a step. */
  leave: () => void;
}

interface RunnerDeps extends Pick<JobDeps, 'log' | 'now' | 'sleep' | 'takenMs'> {
  readonly store: JobStore;
  readonly cards: JobCards;
  readonly locks: StoreLocks;
  readonly kindOf: (name: string) => JobKind | undefined;
}

const lockOf = (id: string): string => `job:${id}`;

const timer = (ms: number): Promise<void> => setTimeout(ms, undefined, { ref: false });

/** Runs each job under a lock of the store, which a crash releases. */
export function jobRunner(deps: RunnerDeps) {
  const { store, cards, locks, kindOf, log, now, sleep = timer } = deps;
  const { takenMs = jobLockRetry.firstWaitMs } = deps;
  const active = new Map<string, ActiveRun>();
  let stopping = false;

  const runLocked = async (id: string, held: ActiveRun): Promise<void> => {
    const job = await store.get(id);
    const kind = job === undefined ? undefined : kindOf(job.kind);
    if (job === undefined || kind === undefined) return;
    if (job.state !== 'running') {
      if (await reconcile(id, kind)) await show(id);
      return;
    }
    const { over, problem } = await run(job, kind, held);
    try {
      // Another process may have cancelled it while we held the lock.
      if (!stopping) await reconcile(id, kind);
    } finally {
      if (over || !stopping) await show(id, problem);
    }
  };

  /** True when the job was cancelled and its card has something new to show. */
  const reconcile = async (id: string, kind: JobKind): Promise<boolean> => {
    const job = await store.get(id);
    // Data of another version is that version’s to reconcile.
    return job?.state === 'cancelled' && kind.fits(job) && (await kind.onCancelled(job));
  };

  const controlOf = (id: string, held: ActiveRun): JobControl<unknown> => ({
    // From the database: any process may pause or cancel.
    shouldContinue: async () => !stopping && (await store.get(id))?.state === 'running',
    signal: held.abort.signal,
    progress: async (data) => {
      await store.saveData(id, data, now());
      cards.renderThrottled(id);
    },
    wait: async (ms) => {
      if (!stopping) await sleepUntil(ms, held, 'wake');
    },
    waitOn: async (ms) => {
      if (!stopping) await sleepUntil(ms, held, 'leave');
      return !stopping;
    },
  });

  const sleepUntil = async (ms: number, held: ActiveRun, called: 'wake' | 'leave') => {
    await Promise.race([sleep(ms), new Promise<void>((resolve) => (held[called] = resolve))]);
    held[called] = () => undefined;
  };

  const run = async (
    job: Job,
    kind: JobKind,
    held: ActiveRun,
  ): Promise<{ readonly over: boolean; readonly problem?: unknown }> => {
    const { id } = job;
    try {
      const end = await kind.run(job, controlOf(id, held));
      if (end === undefined) return { over: false };
      // A pause or a cancellation during the last step came too late.
      await store.change(id, ['running', 'paused', 'cancelled'], end.state, now(), end.data);
      return { over: true };
    } catch (error) {
      // A call that was aborted is no failure.
      if (held.abort.signal.aborted && isWebexError(error)) return { over: false };
      // The job stays `running`: the next round resumes it.
      if (isStoreFailure(error)) throw error;
      log.warn({ err: error, job: id }, 'job paused');
      await store.change(id, ['running'], 'paused', now());
      return { over: true, problem: error };
    }
  };

  /** A card that cannot be shown now is shown later, and holds up no job. */
  const show = async (id: string, problem?: unknown): Promise<void> => {
    await cards.render(id, problem).catch((error: unknown) => {
      log.warn({ err: error, job: id }, 'job card deferred');
    });
  };

  const worker = keyedWorker({
    work: async (id) => {
      const held = { abort: new AbortController(), wake: () => undefined, leave: () => undefined };
      active.set(id, held);
      try {
        await runLocked(id, held);
      } finally {
        active.delete(id);
      }
    },
    onError: (id, error) => log.warn({ err: error, job: id }, 'job deferred'),
    lock: {
      locks,
      nameOf: lockOf,
      whenTaken: { ...jobLockRetry, firstWaitMs: takenMs },
    },
  });
  /** Resumes a `running` job or reconciles a cancelled one, now or once its lock is free. Does not wait. */
  const begin = (id: string): void => void worker.run(id);

  /** Running jobs that no process had at the last look. */
  let suspects: ReadonlySet<string> | undefined;
  /** A job seen twice is an orphan: a process that only lost its connection has its lock again by then. */
  const resumeLeft = async (): Promise<void> => {
    const before = suspects;
    const running = await store.running();
    const free = new Set(await locks.untaken(running.map(lockOf)));
    const left = running.filter((id) => free.has(lockOf(id)) && !worker.isBusy(id));
    suspects = new Set(left);
    for (const id of left) if (before === undefined || before.has(id)) begin(id);
  };

  return {
    begin,
    /** Begins jobs of processes that are gone: all on the first call, later those seen twice. */
    resumeLeft,
    /** Notifies the run of a job, if it runs here, that the job's state has changed. */
    signal: (id: string): void => {
      const held = active.get(id);
      if (held === undefined) return;
      void store.get(id).then(
        (job) => {
          if (job?.state === 'cancelled') held.abort.abort();
          held.wake();
        },
        () => undefined,
      );
    },
    /** Begins what a crash or another process left, and renders stale cards. */
    resumeOrphaned: async (): Promise<void> => {
      await resumeLeft();
      for (const id of await store.needsReconciliation(now())) begin(id);
      for (const id of await store.staleCards(now())) void show(id);
    },
    /** Settles when no job is active here. */
    idle: worker.idle,
    /** Begins nothing more, and settles when each run has finished its step. */
    stop: async (): Promise<void> => {
      stopping = true;
      for (const held of active.values()) {
        held.abort.abort();
        held.wake();
        held.leave();
      }
      await worker.stop();
    },
  };
}
