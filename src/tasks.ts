import type { Logger } from 'pino';

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
