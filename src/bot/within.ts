/**
 * What is welcome, and not worth waiting for: the result of a piece of work, if it comes in time.
 *
 * @param ms milliseconds that are waited
 * @param work is told to stop when its time is over
 * @returns undefined when it is late; rejects as the work does, while it is awaited
 */
export async function within<T>(
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
