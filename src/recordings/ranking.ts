import type { Recording } from './types.js';

/** What recordings come to. Of all that were seen only the sums and three recordings are held. */
export interface Totals {
  readonly count: number;
  /** Of those whose size Webex tells. */
  readonly bytes: number;
  /** Of those whose length Webex tells. */
  readonly seconds: number;
  /** By when they were made. */
  readonly oldest?: Recording;
  readonly newest?: Recording;
  readonly largest?: Recording;
}

/** Of no recordings. */
export const NOTHING: Totals = { count: 0, bytes: 0, seconds: 0 };

/** Totals with a further batch. @param batch recordings that are not in yet, in any order */
export function withBatch(totals: Totals, batch: readonly Recording[]): Totals {
  return batch.reduce(withOne, totals);
}

function withOne(totals: Totals, recording: Recording): Totals {
  const { count, bytes, seconds, oldest, newest, largest } = totals;
  const { sizeBytes = 0, durationSeconds = 0 } = recording;
  const made = madeAt(recording);
  return {
    count: count + 1,
    bytes: bytes + sizeBytes,
    seconds: seconds + durationSeconds,
    oldest: oldest === undefined || made < madeAt(oldest) ? recording : oldest,
    newest: newest === undefined || made > madeAt(newest) ? recording : newest,
    largest: largest === undefined || sizeBytes > (largest.sizeBytes ?? 0) ? recording : largest,
  };
}

/** When its file was made; lists go by it. Milliseconds since the epoch. */
export function madeAt({ createTime }: Pick<Recording, 'createTime'>): number {
  return Date.parse(createTime);
}

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
export function topK(
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
