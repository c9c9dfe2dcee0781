import type { Contract } from './contract.js';
import { headerOf, type Exchange } from './exchange.js';
import { nextPageOf, sameRequest } from './next-page.js';
import { describeViolation, type Violation } from './violation.js';

/** What can be observed: the sandbox, or anything that tells its exchanges. */
export interface Observable {
  observe(listener: (exchange: Exchange) => void): () => void;
}

/** How a recorder judges. */
export interface RecorderOptions {
  /**
   * Requests that were answered with 4xx may be wrong: for tests that ask wrongly on purpose.
   * Their answers are held against the documents all the same.
   */
  readonly forgiveRefused?: boolean;
}

/** Collects what the exchanges of one test do against the documents. */
export interface ContractRecorder {
  /** All departures so far, each told once however often it happened. */
  violations(): readonly Violation[];
  /** How many exchanges were held against the documents. */
  seen(): number;
  /** Throws when there was a departure, naming each with what to do; then begins anew. */
  assertNoViolations(): void;
  /** Stops listening. */
  stop(): void;
}

/** Attaches to a sandbox and holds each exchange against a contract. */
export function recordContract(
  observable: Observable,
  contract: Contract,
  { forgiveRefused = false }: RecorderOptions = {},
): ContractRecorder {
  const violations = new Map<string, Violation>();
  const nextPages = new Set<string>();
  let seen = 0;
  const stop = observable.observe((exchange) => {
    seen += 1;
    const followsLink = [...nextPages].some((url) => sameRequest(url, exchange.request));
    const { status } = exchange.response;
    const refused = status >= 400 && status < 500;
    for (const violation of contract.check(exchange, { followsLink })) {
      if (forgiveRefused && refused && violation.side === 'request') continue;
      // The same fault in each of a hundred rows is one thing to mend.
      const place = violation.place.replace(/\/items\/\d+/, '/items/*');
      violations.set(describeViolation({ ...violation, place }), violation);
    }
    const next = nextPageOf(headerOf(exchange.response.headers, 'link'));
    if (next !== undefined) nextPages.add(next);
  });
  return {
    violations: () => [...violations.values()],
    seen: () => seen,
    assertNoViolations() {
      const told = [...violations.keys()];
      violations.clear();
      if (told.length > 0)
        throw new Error(`Against the official Webex documents:\n- ${told.join('\n- ')}`);
    },
    stop,
  };
}
