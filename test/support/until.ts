/** Less than mocha gives a test, so that what was missed is told by name. */
export const WAITS_MS = 45_000;
const LOOK_MS = 10;

/**
 * Resolves once something is so; for what another process or the database does in its own time.
 * Rejects when it is not so for too long.
 *
 * @param hope what was hoped for, in words; the condition itself when left out
 */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  hope: string | (() => string) = String(isSo),
  longestMs = WAITS_MS,
): Promise<void> {
  const end = performance.now() + longestMs;
  for (;;) {
    // Told before the look: also after the whole process stood still there is one more.
    const isOver = performance.now() > end;
    if (await isSo()) return;
    if (isOver) throw new Error(`Waited in vain: ${typeof hope === 'string' ? hope : hope()}`);
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
}

/** A promise and what settles it. */
export function deferred<T = void>(): {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
} {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
