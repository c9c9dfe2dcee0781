/** Work that is repeated. */
export interface Repeating {
  /** Begins; a second call does nothing. */
  start: () => void;
  /** Begins no further round, aborts the one under way, and settles when that one has ended. */
  stop: () => Promise<void>;
}

/** How work is repeated. */
export interface RepeatOptions {
  /** Told why a round failed; the rounds go on. Must not throw. */
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
): Repeating {
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
    start: () => {
      if (started || stopping.signal.aborted) return;
      started = true;
      if (immediately) begin();
      else roundIn(ms);
    },
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await underWay;
    },
  };
}
