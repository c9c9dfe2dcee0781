import { LRUCache } from 'lru-cache';
import { keyedMutex } from '../util/async.js';
import type { Content } from '../webex/messages.js';
import { type MessageAt, type Messaging, updateOrRepost } from '../webex/messaging.js';
import type { Job } from './job.js';
import type { JobStore } from './store.js';

/** Shows what a job is about, on its own card. */
export interface JobCards {
  /**
   * Shows how it is now. One at a time for each job, each drawn from what is kept at that moment:
   * what was known earlier never covers what is known later.
   *
   * @param put how it is put there; left out: in the place of the card as it stands
   */
  render: (id: string, problem?: unknown, put?: Put) => Promise<void>;
  /** The same, but not more often than every two seconds; does not wait, and failures are told. */
  renderThrottled: (id: string) => void;
  /** Settles when nothing is being shown; what was to be shown soon is left. */
  idle: () => Promise<void>;
}

/** A way to answer; gives where the answer stands. */
export type Put = (content: Content) => Promise<MessageAt>;

/** What cards stand on. */
export interface JobCardDeps {
  readonly book: JobStore;
  readonly messaging: Messaging;
  readonly draw: (job: Job, problem: unknown) => Promise<Content>;
  readonly failed: (id: string, error: unknown) => void;
  /** Milliseconds between two looks of progress. */
  readonly everyMs: number;
}

/** The cards of all jobs. */
export function jobCards({ book: store, messaging, draw, failed, everyMs }: JobCardDeps): JobCards {
  const mutex = keyedMutex();
  const soon = new Map<string, NodeJS.Timeout>();
  const shownAt = new LRUCache<string, number>({ max: 1_000 });

  const renderNow = async (id: string, problem: unknown, put: Put | undefined): Promise<void> => {
    clearTimeout(soon.get(id));
    soon.delete(id);
    const job = await store.get(id);
    if (job === undefined) return;
    const content = await draw(job, problem);
    const at = await (put === undefined
      ? updateOrRepost(messaging, job.at, content)
      : put(content));
    shownAt.set(id, performance.now());
    await store.markRendered(job, at);
  };

  const show: JobCards['render'] = (id, problem, put) =>
    mutex.run(id, () => renderNow(id, problem, put));

  return {
    render: show,
    renderThrottled: (id) => {
      if (soon.has(id) || mutex.isBusy(id)) return;
      const since = performance.now() - (shownAt.get(id) ?? -everyMs);
      const draw = (): void => {
        show(id).catch((error: unknown) => failed(id, error));
      };
      soon.set(id, setTimeout(draw, Math.max(0, everyMs - since)).unref());
    },
    idle: async () => {
      for (const timer of soon.values()) clearTimeout(timer);
      soon.clear();
      await mutex.idle();
    },
  };
}
