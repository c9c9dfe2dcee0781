import { type RetryPolicy, waitAfter } from './retry-policy.js';

/** Locks that all processes share. */
export interface LockProvider {
  /** True when it was free: now it is ours until it is released, or this process ends. */
  tryTake: (name: string) => Promise<boolean>;
  release: (name: string) => Promise<void>;
}

/** Does the work, unless another process holds the lock. Rejects as both do. */
export async function unlessLocked(
  locks: LockProvider,
  name: string,
  work: () => Promise<void>,
): Promise<void> {
  if (!(await locks.tryTake(name))) return;
  try {
    await work();
  } finally {
    await locks.release(name);
  }
}

export interface KeyedWorkerDeps {
  readonly work: (key: string) => Promise<void>;
  /** For errors of a run, or of its lock. Must not throw. */
  readonly onError: (key: string, error: unknown) => void;
  /** Left out, keys are exclusive within this process alone. */
  readonly lock?: {
    readonly locks: LockProvider;
    readonly nameOf: (key: string) => string;
    /** For a run that finds the lock taken. Left out, the run is dropped: its caller will ask again. */
    readonly whenTaken?: RetryPolicy;
  };
}

/** Does work by key: one run at a time for each key, different keys in parallel. */
export function keyedWorker({ work, onError, lock }: KeyedWorkerDeps) {
  const active = new Map<string, { again: boolean; readonly ended: Promise<void> }>();
  const attempts = new Map<string, NodeJS.Timeout>();
  let stopping = false;

  /** @param failed attempts that found the lock taken, this one included */
  const defer = (key: string, failed: number): void => {
    const waitMs = lock?.whenTaken && waitAfter(lock.whenTaken, failed);
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
      defer(key, failed + 1);
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
    // Asynchronously, once the key counts as active: the work may ask for another run of itself at once.
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
     * While a run of the key is active, any number of calls add one more run after it. Settles when none is
     * active any more; never rejects.
     */
    run: (key: string): Promise<void> => begin(key, 0),
    isBusy: (key: string): boolean => active.has(key),
    busy: (): string[] => [...active.keys()],
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
