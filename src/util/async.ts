import type { Logger } from 'pino';

const AT_ONCE = 8;

/**
 * Processes all items, eight at a time; a failure holds up no other item.
 *
 * @param failed called with each failure; must not throw
 * @param signal when aborted, no more items are started
 */
export async function forEachConcurrent<T>(
  all: readonly T[],
  work: (one: T) => Promise<void>,
  failed: (error: unknown) => void,
  signal?: AbortSignal,
): Promise<void> {
  // One iterator for all of them: each takes the next one.
  const left = all.values();
  const worker = async (): Promise<void> => {
    for (const one of left) {
      if (signal?.aborted === true) return;
      await work(one).catch(failed);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/**
 * The result of some work, if it comes in time.
 *
 * @param ms milliseconds to wait
 * @param work gets a signal that is aborted when the time is over
 * @returns undefined when it is late; rejects as the work does in time
 */
export async function withTimeout<T>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
      stop.abort();
    }, ms);
  });
  try {
    return await Promise.race([work(stop.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Background work, which a stop waits for. */
export function tasks(log: Logger) {
  const underWay = new Set<Promise<void>>();
  return {
    /** Starts the work; a failure is logged under this name. */
    run: (name: string, work: () => Promise<void>): void => {
      const task = Promise.resolve()
        .then(work)
        .catch((error: unknown) => log.error({ err: error, task: name }, 'background task failed'))
        .finally(() => underWay.delete(task));
      underWay.add(task);
    },
    /** Settles when no task is active. */
    idle: async (): Promise<void> => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

export type Tasks = ReturnType<typeof tasks>;

export interface RepeatOptions {
  /** Called with the error of a round; the rounds go on. Must not throw. */
  readonly onError: (error: unknown) => void;
  /** Makes the first round at the start, and not only after the first wait. */
  readonly immediately?: boolean;
  /** Milliseconds from a round that failed to the next; as after any other where left out. */
  readonly afterErrorMs?: number;
}

/**
 * Repeats some work. The wait begins when a round has ended, so that rounds never overlap; waiting
 * keeps no process alive.
 *
 * @param ms milliseconds from the end of one round to the next
 * @param work is given a signal that a stop aborts
 */
export function every(
  ms: number,
  work: (signal: AbortSignal) => Promise<void>,
  { onError, immediately = false, afterErrorMs = ms }: RepeatOptions,
) {
  const stopping = new AbortController();
  let started = false;
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();

  const round = async (): Promise<void> => {
    let waitMs = ms;
    try {
      await work(stopping.signal);
    } catch (error) {
      onError(error);
      waitMs = afterErrorMs;
    }
    roundIn(waitMs);
  };
  const begin = (): void => {
    underWay = round();
  };
  const roundIn = (waitMs: number): void => {
    if (!stopping.signal.aborted) timer = setTimeout(begin, waitMs).unref();
  };

  return {
    /** Begins; a second call does nothing. */
    start: (): void => {
      if (started || stopping.signal.aborted) return;
      started = true;
      if (immediately) begin();
      else roundIn(ms);
    },
    /** Begins no further round, aborts the one under way, and settles when that one has ended. */
    stop: async (): Promise<void> => {
      stopping.abort();
      clearTimeout(timer);
      await underWay;
    },
  };
}

export type Repeating = ReturnType<typeof every>;

/**
 * One caller at a time for each key, in the order of their calls, within this process. Unlike a
 * KeyedWorker it drops nothing: each caller has work of its own.
 */
export function keyedMutex() {
  /** The last caller of each key: settles when that one has released it. */
  const last = new Map<string, Promise<void>>();

  const acquire = async (key: string): Promise<() => void> => {
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
    /** Settles when the caller has the key. @returns releases it; idempotent */
    acquire,
    /** Runs the work with the key; settles or rejects as the work does. */
    run: async <T>(key: string, work: () => Promise<T>): Promise<T> => {
      const release = await acquire(key);
      try {
        return await work();
      } finally {
        release();
      }
    },
    /** Whether a caller has the key, or waits for it. */
    isBusy: (key: string): boolean => last.has(key),
    /** Settles when nobody has any key. */
    idle: async (): Promise<void> => {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}
