import type { JobBook } from './book.js';
import type { JobCards } from './cards.js';
import type { Control } from './kind.js';

/** A job in hand, as those see it who want something of its run. */
export interface Held {
  readonly abort: AbortController;
  /** Ends a wait. */
  wake: () => void;
}

interface ControlParts {
  readonly id: string;
  readonly held: Held;
  readonly book: JobBook;
  readonly cards: JobCards;
  readonly now: () => number;
  readonly stopping: () => boolean;
  /** Resolves after so many milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
}

/** What a run is given: wishes are read from the database, where any process may write them. */
export function controlOf({
  id,
  held,
  book,
  cards,
  now,
  stopping,
  sleep,
}: ControlParts): Control<unknown> {
  return {
    goesOn: async () => !stopping() && (await book.get(id))?.state === 'running',
    signal: held.abort.signal,
    progress: async (data) => {
      await book.saveData(id, data, now());
      cards.showSoon(id);
    },
    wait: async (ms) => {
      if (stopping()) return;
      const woken = new Promise<void>((resolve) => {
        held.wake = resolve;
      });
      await Promise.race([sleep(ms), woken]);
      held.wake = () => undefined;
    },
  };
}
