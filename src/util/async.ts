import type { Logger } from 'pino';

/** How many people's work goes on at the same time. */
const AT_ONCE = 8;

/**
 * Works all off, some at a time, and so that one which fails holds up no other.
 *
 * @param failed told of each failure; must not throw
 * @param signal when it is aborted, no more is begun
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
 * What is welcome, and not worth waiting for: the result of a piece of work, if it comes in time.
 *
 * @param ms milliseconds that are waited
 * @param work is told to stop when its time is over
 * @returns undefined when it is late; rejects as the work does, while it is awaited
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

/** Work that nobody waits for now, and that a stop waits for. */
export interface Tasks {
  /** Begins it; a failure is logged under this name. */
  run: (name: string, work: () => Promise<void>) => void;
  /** Settles when none is under way. */
  idle: () => Promise<void>;
}

/** Keeps track of background work. */
export function tasks(log: Logger): Tasks {
  const underWay = new Set<Promise<void>>();
  return {
    run: (name, work) => {
      const task = Promise.resolve()
        .then(work)
        .catch((error: unknown) => log.error({ err: error, task: name }, 'a task failed'))
        .finally(() => underWay.delete(task));
      underWay.add(task);
    },
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
