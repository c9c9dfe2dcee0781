import { type RetryPolicy, waitAfter } from './retry-policy.js';

/** Locks that all processes share. */
export interface LockProvider {
  /** Whether it was free; then it is ours until it is released, or until this process ends. */
  tryTake: (name: string) => Promise<boolean>;
  release: (name: string) => Promise<void>;
}

/** How one process at a time gets to work for a key. */
export interface WorkerLock {
  readonly locks: LockProvider;
  readonly nameOf: (key: string) => string;
  /**
   * What becomes of a run that finds the lock taken: it is attempted again by this policy, or handed
   * over by this function. Left out, it is dropped: whoever asked for it asks again.
   */
  readonly whenTaken?: RetryPolicy | ((key: string) => Promise<void>);
}

/** What a worker depends on. */
export interface KeyedWorkerDeps {
  /** One run for a key; the worker never begins two for one key at the same time. */
  readonly work: (key: string) => Promise<void>;
  /** Told of what a run, or its lock, rejected with. Must not throw. */
  readonly onError: (key: string, error: unknown) => void;
  /** Without it, keys are exclusive within this process alone. */
  readonly lock?: WorkerLock;
}

interface ActiveKey {
  again: boolean;
  readonly ended: Promise<void>;
}

/** A worker in this process; with a lock, over all processes. */
export function keyedWorker({ work, onError, lock }: KeyedWorkerDeps) {
  const active = new Map<string, ActiveKey>();
  const attempts = new Map<string, NodeJS.Timeout>();
  let stopping = false;

  /** @param failed attempts that found the lock taken, this one included */
  const defer = async (key: string, failed: number): Promise<void> => {
    const whenTaken = lock?.whenTaken;
    if (whenTaken === undefined) return;
    if (typeof whenTaken === 'function') {
      await whenTaken(key);
      return;
    }
    const waitMs = waitAfter(whenTaken, failed);
    if (stopping || waitMs === undefined) return;
    const attempt = (): void => {
      attempts.delete(key);
      void begin(key, failed);
    };
    attempts.set(key, setTimeout(attempt, waitMs).unref());
  };

  const runLocked = async (key: string, failed: number): Promise<void> => {
    if (lock === undefined) {
      await work(key);
      return;
    }
    const name = lock.nameOf(key);
    if (!(await lock.locks.tryTake(name))) {
      await defer(key, failed + 1);
      return;
    }
    try {
      if (!stopping) await work(key);
    } finally {
      await lock.locks.release(name);
    }
  };

  const begin = (key: string, failed: number): Promise<void> => {
    const current = active.get(key);
    if (current !== undefined) {
      current.again = true;
      return current.ended;
    }
    if (stopping) return Promise.resolve();
    clearTimeout(attempts.get(key));
    attempts.delete(key);
    // Not before the key counts as active: the work may ask for another run of itself at once.
    const ended = Promise.resolve()
      .then(() => runLocked(key, failed))
      .catch((error: unknown) => onError(key, error))
      .then(() => {
        const again = active.get(key)?.again === true;
        active.delete(key);
        return again ? begin(key, 0) : undefined;
      });
    active.set(key, { again: false, ended });
    return ended;
  };

  const idle = async (): Promise<void> => {
    while (active.size > 0) await Promise.all([...active.values()].map(({ ended }) => ended));
  };

  return {
    /**
     * Runs for a key. While a run is active, any number of calls make one more run after it, as that
     * one may have looked already at what they are about.
     *
     * @returns settles when no run of the key is active any more; never rejects
     */
    run: (key: string): Promise<void> => begin(key, 0),
    /** Settles when no run is active; runs that wait for a lock are left out. */
    idle,
    /** Begins no further run, and settles when the active ones have ended. */
    stop: async (): Promise<void> => {
      stopping = true;
      for (const attempt of attempts.values()) clearTimeout(attempt);
      attempts.clear();
      await idle();
    },
  };
}

/** Does work by key: one run at a time for each key, keys side by side. */
export type KeyedWorker = ReturnType<typeof keyedWorker>;
