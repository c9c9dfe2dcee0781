import type { Recording } from './recording.js';

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
