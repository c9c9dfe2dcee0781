/** Something to sleep by, and to be woken by. */
export interface Signal {
  /** Wakes who sleeps, or spares them their next sleep. */
  readonly set: () => void;
  /** Sleeps that many milliseconds, or until it rings; not at all when it rang since the last sleep. */
  readonly wait: (ms: number) => Promise<void>;
}

/** A bell for one sleeper. */
export function signal(): Signal {
  let rang = false;
  let wake: (() => void) | undefined;
  return {
    set: () => {
      rang = true;
      wake?.();
    },
    wait: async (ms) => {
      if (!rang) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = undefined;
      rang = false;
    },
  };
}
