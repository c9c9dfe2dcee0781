/** Which calls of /v1 are held, or which deliveries to webhooks. */
export interface HeldWhat {
  readonly method?: string;
  /** With /v1 or without, as in faults; of a delivery the path of its target. */
  readonly path: RegExp;
  /**
   * `asked` (when left out): nothing has come of it yet, not even a fault. `done`: Webex has acted on
   * it, and its answer is what waits. `delivery`: not a call, but what a webhook is to be told.
   */
  readonly when?: Moment;
  /** Whose calls, by what GET /sandbox/calls names their token; anybody's, when left out. */
  readonly token?: RegExp;
}
type Moment = 'asked' | 'done' | 'delivery';

/** Calls that wait until whoever steers the sandbox lets them go on: no test depends on how long. */
export interface Hold {
  /** How many have come to it, those included that were let through. */
  readonly came: () => number;
  /** How many wait here now. */
  readonly waiting: () => number;
  /** Which ones, e.g. `GET /recordings`, in the order in which they came. */
  readonly who: () => string[];
  /** Lets some through: those that wait, the oldest first, and then those that come. */
  readonly pass: (count: number) => void;
  /** Lets all of them through, and holds no more. */
  readonly open: () => void;
}

/** One that has come to a gate. @param gone tells when it has given up */
type Come = (go: () => void, gone: (listener: () => void) => void) => void;

interface Gate {
  readonly what: HeldWhat;
  readonly come: (who: string) => Come;
  readonly open: () => void;
}

/** All that is held. */
export class Holds {
  readonly #gates = new Set<Gate>();

  hold(what: HeldWhat): Hold {
    const waiting = new Map<() => void, string>();
    let came = 0;
    let passes = 0;
    let isOpen = false;
    const letThrough = (): void => {
      for (const go of waiting.keys()) {
        if (!isOpen && passes === 0) return;
        passes -= 1;
        waiting.delete(go);
        go();
      }
    };
    const gate: Gate = {
      what,
      come: (who) => (go, gone) => {
        came += 1;
        waiting.set(go, who);
        // Who has gone does not wait any more.
        gone(() => waiting.delete(go));
        letThrough();
      },
      open: () => {
        isOpen = true;
        this.#gates.delete(gate);
        letThrough();
      },
    };
    this.#gates.add(gate);
    return {
      came: () => came,
      waiting: () => waiting.size,
      who: () => [...waiting.values()],
      pass: (count) => {
        passes += count;
        letThrough();
      },
      open: gate.open,
    };
  }

  /** Lets everything go on. */
  open(): void {
    for (const gate of this.#gates) gate.open();
  }

  /** @returns where a call waits before it goes on, the first gate that fits; undefined for none */
  gateOf(method: string, path: string, when: Moment, token = ''): Come | undefined {
    const bare = path.replace(/^\/v1(?=\/|$)/, '');
    for (const { what, come } of this.#gates) {
      if ((what.when ?? 'asked') !== when) continue;
      if (what.method !== undefined && what.method !== method) continue;
      if (what.token?.test(token) === false) continue;
      if (what.path.test(path) || what.path.test(bare)) return come(`${method} ${bare}`);
    }
    return undefined;
  }
}
