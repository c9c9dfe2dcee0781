/** How many calls in how many seconds. */
export interface Limit {
  readonly calls: number;
  readonly seconds: number;
  /** Instead of the time until the next call would go through. */
  readonly retryAfterSeconds?: number | undefined;
}

/** Counts the calls of each token over the last seconds; refused ones do not count. */
export class Limiter {
  readonly #taken = new Map<string, number[]>();

  /** @param now ms, of a clock that goes on */
  constructor(private readonly now: () => number) {}

  /** @returns undefined when the call may go through, else after how many seconds to come back */
  take(token: string, limit: Limit): number | undefined {
    const now = this.now();
    const since = now - limit.seconds * 1000;
    const taken = (this.#taken.get(token) ?? []).filter((at) => at > since);
    this.#taken.set(token, taken);
    const blocking = taken[taken.length - limit.calls];
    if (blocking === undefined) {
      taken.push(now);
      return undefined;
    }
    return limit.retryAfterSeconds ?? Math.max(1, Math.ceil((blocking - since) / 1000));
  }
}
