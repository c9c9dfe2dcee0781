/** One call of /v1, as GET /sandbox/calls tells it. */
export interface ApiCall {
  readonly method: string;
  /** With /v1, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** `sandbox-alice`, `oauth:alice`, or '' without a good token. */
  readonly token: string;
  /** 0 when the connection was cut before the answer was through. */
  readonly status: number;
  /** ms since the epoch. */
  readonly start: number;
  readonly end: number;
}

/** The calls made, the last `limit` of them. */
export class Calls {
  #calls: ApiCall[] = [];
  readonly #limit: number;

  constructor(limit = 200_000) {
    this.#limit = limit;
  }

  add(call: ApiCall): void {
    this.#calls.push(call);
    // Cut seldom: one copy of the list per quarter of its length, not one per call.
    if (this.#calls.length > this.#limit * 1.25) this.#calls = this.#calls.slice(-this.#limit);
  }

  list(): readonly ApiCall[] {
    return this.#calls.slice(-this.#limit);
  }

  clear(): void {
    this.#calls = [];
  }
}
