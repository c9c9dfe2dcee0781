import { compareNewestFirst, type Position, type Recording } from './recording.js';

/**
 * Recordings in Webex's order (newest first, ties by id), sorted when first read after a change,
 * so that 50,000 can be put on it in one go and a page is found by halving.
 */
export class Shelf {
  #recordings: Recording[] = [];
  #sorted = true;

  put(recording: Recording): void {
    this.#recordings.push(recording);
    this.#sorted = false;
  }

  remove(recording: Recording): void {
    this.#recordings = this.#recordings.filter((each) => each !== recording);
  }

  all(): readonly Recording[] {
    if (!this.#sorted) {
      this.#recordings.sort(compareNewestFirst);
      this.#sorted = true;
    }
    return this.#recordings;
  }

  /**
   * Recordings with `from <= createTime < to`, those after `after` only, in order, that pass
   * `wanted`; stops at `limit`.
   */
  slice(options: {
    from: number;
    to: number;
    after?: Position | undefined;
    limit: number;
    wanted: (recording: Recording) => boolean;
  }): Recording[] {
    const { from, to, after, limit, wanted } = options;
    const all = this.all();
    const found: Recording[] = [];
    const start = after
      ? firstIndex(all, (r) => compareNewestFirst(r, after) > 0)
      : firstIndex(all, (r) => r.createTime < to);
    for (let index = start; index < all.length && found.length < limit; index += 1) {
      const recording = all[index];
      if (!recording || recording.createTime < from) break;
      if (recording.createTime < to && wanted(recording)) found.push(recording);
    }
    return found;
  }
}

/** The first index from which `reached` holds; the list must be sorted for it. */
function firstIndex(list: readonly Recording[], reached: (r: Recording) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const recording = list[middle];
    if (recording && reached(recording)) high = middle;
    else low = middle + 1;
  }
  return low;
}
