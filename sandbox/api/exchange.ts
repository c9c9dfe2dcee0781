/** One call of /v1 with its bodies, for whoever wants to hold it against the documents. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    /** With /v1, without the query. */
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string | string[] | undefined>>;
    readonly body?: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
    readonly body?: unknown;
  };
  /** The answer was made up by a fault that a test asked for, so it says nothing about Webex. */
  readonly faulted?: true;
}

/** Those who watch the exchanges. */
export class Observers {
  readonly #listeners = new Set<(exchange: Exchange) => void>();

  /** Whether anybody watches: keeping bodies costs, so nobody does it for nobody. */
  get any(): boolean {
    return this.#listeners.size > 0;
  }

  add(listener: (exchange: Exchange) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  tell(exchange: Exchange): void {
    for (const listener of this.#listeners) listener(exchange);
  }
}
