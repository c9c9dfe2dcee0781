/** Something to sleep by, and to be woken by. */
export interface Bell {
  /** Wakes who sleeps, or spares them their next sleep. */
  readonly ring: () => void;
  /** Sleeps that many milliseconds, or until it rings; not at all when it rang since the last sleep. */
  readonly sleep: (ms: number) => Promise<void>;
}

/** A bell for one sleeper. */
export function bell(): Bell {
  let rang = false;
  let wake: (() => void) | undefined;
  return {
    ring: () => {
      rang = true;
      wake?.();
    },
    sleep: async (ms) => {
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
