import type { Logger } from 'pino';
import { isStoreFailure } from '../store/errors.js';
import type { Locks } from '../store/store.js';
import { keyedWorker } from '../util/keyed-worker.js';
import { jobLockRetry } from '../util/retry-policy.js';
import { isWebexError } from '../webex/errors.js';
import type { JobCards } from './cards.js';
import type { Job, JobControl, JobKind } from './job.js';
import type { JobStore } from './store.js';

/** Handle of a job that runs here. */
export interface ActiveRun {
  readonly abort: AbortController;
  /** Ends a wait. */
  wake: () => void;
}

interface ControlDeps {
  readonly id: string;
  readonly held: ActiveRun;
  readonly book: JobStore;
  readonly cards: JobCards;
  readonly now: () => number;
  readonly stopping: () => boolean;
  /** Resolves after so many milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
}

/** What a run is given: wishes are read from the database, where any process may write them. */
export function controlOf({
  id,
  held,
  book: store,
  cards,
  now,
  stopping,
  sleep,
}: ControlDeps): JobControl<unknown> {
  return {
    shouldContinue: async () => !stopping() && (await store.get(id))?.state === 'running',
    signal: held.abort.signal,
    progress: async (data) => {
      await store.saveData(id, data, now());
      cards.renderThrottled(id);
    },
    wait: async (ms) => {
      if (stopping()) return;
      const woken = new Promise<void>((resolve) => {
        held.wake = resolve;
      });
      await Promise.race([sleep(ms), woken]);
      held.wake = () => undefined;
    },
  };
}

/** Works jobs off, each by one process at a time. */
export interface Runner {
  /**
   * Goes on with a job that is `running`, or looks after one that was cancelled, now or when whoever
   * has it lets go. Does not wait.
   */
  begin: (id: string) => void;
  /** Tells the run of a job that its state has changed, where it runs here. */
  signal: (id: string) => void;
  /**
   * Takes up what is `running` and has nobody, and what was cancelled and is not looked after: a
   * crash, another process that went away. Begins to show the cards that are behind.
   */
  resumeOrphaned: () => Promise<void>;
  /** Settles when no job is in hand here. */
  idle: () => Promise<void>;
  /** Takes up nothing more, and settles when each run has come to the end of its step. */
  stop: () => Promise<void>;
}

/** What the runner stands on. */
export interface RunnerDeps {
  readonly book: JobStore;
  readonly cards: JobCards;
  readonly locks: Locks;
  readonly kindOf: (name: string) => JobKind | undefined;
  readonly log: Logger;
  readonly now: () => number;
  /** Resolves after so many milliseconds; by default a timer that keeps no process alive. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** Milliseconds until another look, where another process has the job. */
  readonly takenMs?: number;
}

const timer = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });

/** Runs jobs under a lock of the store each, so that a crash sets them free. */
export function jobRunner(parts: RunnerDeps): Runner {
  const {
    book: store,
    cards,
    locks,
    kindOf,
    log,
    now,
    takenMs = jobLockRetry.firstWaitMs,
    sleep = timer,
  } = parts;
  const active = new Map<string, ActiveRun>();
  let stopping = false;

  /** One run of a job under our lock. */
  const runOnce = async (id: string, held: ActiveRun): Promise<void> => {
    const job = await store.get(id);
    const kind = job === undefined ? undefined : kindOf(job.kind);
    if (job === undefined || kind === undefined) return;
    if (job.state !== 'running') {
      if (await lookAfter(id, kind)) await show(id);
      return;
    }
    const { over, problem } = await run(job, kind, held);
    try {
      // It may have been cancelled in another process, which found that we have it.
      if (!stopping) await lookAfter(id, kind);
    } finally {
      if (over || !stopping) await show(id, problem);
    }
  };

  /** Sees to what a job has left in the middle, if it was cancelled. */
  const lookAfter = async (id: string, kind: JobKind): Promise<boolean> => {
    const job = await store.get(id);
    return job?.state === 'cancelled' && (await kind.onCancelled(job));
  };

  /** Whether it is over for now, and why it rests, where that is an error. */
  const run = async (
    job: Job,
    kind: JobKind,
    held: ActiveRun,
  ): Promise<{ readonly over: boolean; readonly problem?: unknown }> => {
    const { id } = job;
    const control = controlOf({
      id,
      held,
      book: store,
      cards,
      now,
      sleep,
      stopping: () => stopping,
    });
    try {
      const end = await kind.run(job, control);
      if (end === undefined) return { over: false };
      // Asked meanwhile to pause or to stop, and yet it has come to its end: that is how it stands.
      await store.change(id, ['running', 'paused', 'cancelled'], end.state, now(), end.data);
      return { over: true };
    } catch (error) {
      // What was given up by its person, or by this process, is no failure.
      if (held.abort.signal.aborted && isWebexError(error)) return { over: false };
      // The next round goes on with it.
      if (!isWebexError(error) && isStoreFailure(error)) throw error;
      log.warn({ err: error, job: id }, 'job paused');
      await store.change(id, ['running'], 'paused', now());
      return { over: true, problem: error };
    }
  };

  /** How a job goes does not hang on its card: one that cannot be shown now is shown later. */
  const show = async (id: string, problem?: unknown): Promise<void> => {
    await cards.render(id, problem).catch((error: unknown) => {
      log.warn({ err: error, job: id }, 'job card deferred');
    });
  };

  const worker = keyedWorker({
    work: async (id) => {
      const held = { abort: new AbortController(), wake: () => undefined };
      active.set(id, held);
      try {
        await runOnce(id, held);
      } finally {
        active.delete(id);
      }
    },
    onError: (id, error) => log.warn({ err: error, job: id }, 'job deferred'),
    lock: {
      locks,
      nameOf: (id) => `job:${id}`,
      whenTaken: { ...jobLockRetry, firstWaitMs: takenMs },
    },
  });
  const begin = (id: string): void => void worker.run(id);

  return {
    begin,
    signal: (id) => {
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
    resumeOrphaned: async () => {
      for (const id of await store.running()) begin(id);
      for (const id of await store.needsReconciliation(now())) begin(id);
      for (const id of await store.staleCards(now())) void show(id);
    },
    idle: worker.idle,
    stop: async () => {
      stopping = true;
      for (const held of active.values()) {
        held.abort.abort();
        held.wake();
      }
      await worker.stop();
    },
  };
}
