/** Lets one caller at a time in for each key, in the order of their calls, within this process. */
export interface KeyedMutex {
  /** Settles when it is the caller's turn. @returns lets the next one in; once is enough */
  acquire: (key: string) => Promise<() => void>;
  /** Does some work when it is its turn; settles or rejects as the work does. */
  run: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  /** Whether somebody has the key, or waits for it. */
  isBusy: (key: string) => boolean;
  /** Settles when nobody has any key. */
  idle: () => Promise<void>;
}

/**
 * One line of callers for each key. Other than a KeyedWorker it drops nothing: each caller has work
 * of its own.
 */
export function keyedMutex(): KeyedMutex {
  /** The last of each line: settles when that caller has let go. */
  const last = new Map<string, Promise<void>>();

  const acquire: KeyedMutex['acquire'] = async (key) => {
    const before = last.get(key);
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const ended = Promise.resolve(before).then(() => released);
    last.set(key, ended);
    void ended.then(() => {
      if (last.get(key) === ended) last.delete(key);
    });
    await before;
    return release;
  };

  return {
    acquire,
    run: async (key, work) => {
      const release = await acquire(key);
      try {
        return await work();
      } finally {
        release();
      }
    },
    isBusy: (key) => last.has(key),
    idle: async () => {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}
