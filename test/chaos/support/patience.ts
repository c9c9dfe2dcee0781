/** Waits until something is so; rejects when it takes too long, with what was hoped for. */
export type Patience = (
  isSo: () => boolean | Promise<boolean>,
  hope: string | (() => string),
) => Promise<void>;

/** @param longestMs from now on, for everything that is waited for with it together */
export function patience(longestMs: number): Patience {
  const end = Date.now() + longestMs;
  return async (isSo, hope) => {
    while (!(await isSo())) {
      if (Date.now() > end) {
        throw new Error(`Waited in vain: ${typeof hope === 'string' ? hope : hope()}`);
      }
      await new Promise((done) => setTimeout(done, 10));
    }
  };
}
