/** How many people's work goes on at the same time. */
const AT_ONCE = 8;

/**
 * Works all off, some at a time, and so that one which fails holds up no other.
 *
 * @param failed told of each failure; must not throw
 * @param signal when it is aborted, no more is begun
 */
export async function sideBySide<T>(
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
