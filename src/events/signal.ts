/** Something to wait for, with a longest time. */
export interface Signal {
  /** Ends the wait of whoever waits, or spares them their next one. */
  readonly set: () => void;
  /** Waits so many milliseconds, or until it is set; not at all when it was set since the last wait. */
  readonly wait: (ms: number) => Promise<void>;
}

/** A signal for one who waits. */
export function signal(): Signal {
  let isSet = false;
  let wake: (() => void) | undefined;
  return {
    set: () => {
      isSet = true;
      wake?.();
    },
    wait: async (ms) => {
      if (!isSet) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      wake = undefined;
      isSet = false;
    },
  };
}
