import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';

/** More calls in parallel would meet Webex's limits. */
const CONCURRENCY = 8;

/**
 * Processes all items, eight at a time, until aborted.
 * @param failed takes each failure, and must not throw; without it, nothing more begins after the first
 *   failure, which rejects once the work under way has ended: a retry must not meet it
 */
export async function forEachConcurrent<T>(
  all: readonly T[],
  work: (one: T) => Promise<void>,
  failed?: (error: unknown) => void,
  signal?: AbortSignal,
): Promise<void> {
  // One iterator for all workers: each takes the next item.
  const left = all.values();
  const failures: unknown[] = [];
  const takes = failed ?? ((error: unknown): void => void failures.push(error));
  const worker = async (): Promise<void> => {
    for (const one of left) {
      if (signal?.aborted === true || failures.length > 0) return;
      await work(one).catch(takes);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  if (failures.length > 0) throw failures[0];
}

/** Undefined when the work takes longer; its signal is aborted then. Rejects as the work does in time. */
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

const SLICE = 100;

/**
 * Does long work in slices, so that events and health checks are answered in between.
 * @param breathe lets other work run, after each slice but the last
 */
export async function inSlices<T, R>(
  all: readonly T[],
  work: (one: T) => R,
  breathe: () => Promise<void> = nextTurn,
): Promise<R[]> {
  const done: R[] = [];
  for (let at = 0; at < all.length; at += SLICE) {
    if (at > 0) await breathe();
    for (const one of all.slice(at, at + SLICE)) done.push(work(one));
  }
  return done;
}

/** Background work that a stop waits for; failures are logged. */
export function tasks(log: Logger) {
  const underWay = new Set<Promise<void>>();
  return {
    run: (name: string, work: () => Promise<void>): void => {
      const task = Promise.resolve()
        .then(work)
        .catch((error: unknown) => log.error({ err: error, task: name }, 'background task failed'))
        .finally(() => underWay.delete(task));
      underWay.add(task);
    },
    idle: async (): Promise<void> => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

export type Tasks = ReturnType<typeof tasks>;

/**
 * Repeats some work. The wait begins when a round has ended, so rounds never overlap; waiting keeps no process
 * alive.
 * @param work gets a signal that a stop aborts
 * @param options `onError` must not throw; `immediately` makes the first round without a wait; `afterErrorMs`
 *   is the wait after a failed round
 */
export function every(
  ms: number,
  work: (signal: AbortSignal) => Promise<void>,
  options: {
    readonly onError: (error: unknown) => void;
    readonly immediately?: boolean;
    readonly afterErrorMs?: number;
  },
) {
  const { onError, immediately = false, afterErrorMs = ms } = options;
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
    isRunning = false;
    if (again === undefined) roundIn(waitMs);
    else soon(again);
  };
  let startedAt = 0;
  let isRunning = false;
  let again: number | undefined;
  const begin = (): void => {
    startedAt = performance.now();
    isRunning = true;
    underWay = round();
  };
  const roundIn = (waitMs: number): void => {
    if (!stopping.signal.aborted) timer = setTimeout(begin, waitMs).unref();
  };

  const soon = (spacingMs: number): void => {
    again = isRunning ? spacingMs : undefined;
    if (isRunning || !started) return;
    clearTimeout(timer);
    roundIn(Math.max(0, startedAt + spacingMs - performance.now()));
  };

  return {
    /**
     * Makes the next round as soon as the one under way has ended and so many milliseconds have passed since
     * the last one began. Before the start it does nothing.
     */
    soon,
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
 * One caller at a time for each key, in the order of their calls, within this process. Unlike a keyedWorker it
 * drops no call: each has its own work.
 */
export function keyedMutex() {
  /** For each key, the promise that its last caller ends. */
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
    run: async <T>(key: string, work: () => Promise<T>): Promise<T> => {
      const release = await acquire(key);
      try {
        return await work();
      } finally {
        release();
      }
    },
    isBusy: (key: string): boolean => last.has(key),
    idle: async (): Promise<void> => {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}

/**
 * Batches work that costs as much for many as for one. Calls in one turn of the event loop, or while a batch is
 * under way, make up the next batch; nothing waits longer than that.
 * @param work does a whole batch
 * @returns a result for each, in their order
 * @param mayDivide whether to retry a failed batch one by one: a single item may be to blame
 */
export function gather<T, R>(
  work: (batch: readonly T[]) => Promise<readonly R[]>,
  mayDivide: (error: unknown) => boolean,
  most = 100,
): (one: T) => Promise<R> {
  interface Waiting {
    readonly one: T;
    readonly resolve: (result: R) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let isUnderWay = false;

  const settle = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const results = await work(batch.map(({ one }) => one));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const result = results[index];
        if (result === undefined) reject(new Error('a batch has no result for one'));
        else resolve(result);
      }
    } catch (error) {
      if (batch.length > 1 && mayDivide(error)) for (const single of batch) await settle([single]);
      else for (const { reject } of batch) reject(error);
    }
  };

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      await settle(batch);
    }
    isUnderWay = false;
  };

  return (one) =>
    new Promise((resolve, reject) => {
      waiting.push({ one, resolve, reject });
      if (isUnderWay) return;
      isUnderWay = true;
      setImmediate(() => void run());
    });
}
