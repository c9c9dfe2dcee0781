import type { Recording } from './recording.js';
import { madeAt } from './totals.js';

/** What comes first; those that are alike in it stand the newest first. */
export type Order = 'newest' | 'largest' | 'longest';

/** What a recording is ordered by; what Webex does not tell comes last. */
const FIGURES: Readonly<Record<Order, (recording: Recording) => number>> = {
  newest: madeAt,
  largest: ({ sizeBytes = -1 }) => sizeBytes,
  longest: ({ durationSeconds = -1 }) => durationSeconds,
};

/**
 * The first ones with a further batch: as many as asked for are held, however many come.
 *
 * @param best what it gave for the batches before
 * @param batch recordings that were in none of those, in any order
 * @param limit how many are wanted, 1 or more
 */
export function bestOf(
  best: readonly Recording[],
  batch: readonly Recording[],
  order: Order,
  limit: number,
): readonly Recording[] {
  const figure = FIGURES[order];
  const last = best[limit - 1];
  // Most batches of a long walk change nothing.
  const worthy =
    last === undefined ? batch : batch.filter((recording) => figure(recording) >= figure(last));
  if (worthy.length === 0) return best;
  return [...best, ...worthy]
    .sort(
      (one, other) =>
        figure(other) - figure(one) ||
        madeAt(other) - madeAt(one) ||
        // Webex's order of what is made in one moment is not known: any, but always the same.
        (one.id < other.id ? -1 : 1),
    )
    .slice(0, limit);
}
