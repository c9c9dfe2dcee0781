/**
 * Work that costs as much for many as for one. While a batch is under way, what comes is gathered, and
 * goes together as the next one; nothing waits longer than for that.
 * @param work does all of a batch. @returns a result for each, in their order
 * @param mayDivide whether to retry a batch that failed like this one by one: a single item may be to blame
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
    isUnderWay = true;
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
      if (!isUnderWay) void run();
    });
}
