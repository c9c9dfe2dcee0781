import { type Recording, recordedAt } from './types.js';

export interface Totals {
  readonly count: number;
  /** Of recordings with a known size. */
  readonly bytes: number;
}

export const NOTHING: Totals = { count: 0, bytes: 0 };

/** Adds recordings that are not counted yet, in any order. */
export function withBatch(totals: Totals, batch: readonly Recording[]): Totals {
  const bytes = batch.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, totals.bytes);
  return { count: totals.count + batch.length, bytes };
}

/** Ties are sorted by newest. */
export const ORDERS = ['newest', 'oldest', 'largest', 'smallest', 'longest', 'shortest'] as const;
export type Order = (typeof ORDERS)[number];

/** Sort keys; unknown values come last. */
const FIGURES: Readonly<Record<Order, (recording: Recording) => number>> = {
  newest: recordedAt,
  oldest: (recording) => -recordedAt(recording),
  largest: ({ sizeBytes = -1 }) => sizeBytes,
  smallest: ({ sizeBytes = Infinity }) => -sizeBytes,
  longest: ({ durationSeconds = -1 }) => durationSeconds,
  shortest: ({ durationSeconds = Infinity }) => -durationSeconds,
};

/** The first `limit` (1 or more) of the best so far and a further batch. */
export function topK(
  best: readonly Recording[],
  batch: readonly Recording[],
  order: Order,
  limit: number,
): readonly Recording[] {
  const figure = FIGURES[order];
  const last = best[limit - 1];
  // Most batches of a long scan change nothing.
  const worthy =
    last === undefined ? batch : batch.filter((recording) => figure(recording) >= figure(last));
  if (worthy.length === 0) return best;
  return [...best, ...worthy]
    .map((one) => ({ one, figure: figure(one), at: recordedAt(one) }))
    .sort(
      (a, b) =>
        // Of two unknown values the difference is no number, which is as good as none.
        b.figure - a.figure ||
        b.at - a.at ||
        // Webex documents no order within one moment: any order, but always the same.
        (a.one.id < b.one.id ? -1 : 1),
    )
    .slice(0, limit)
    .map(({ one }) => one);
}
