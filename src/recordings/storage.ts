import { DateTime } from 'luxon';
import { DAY, SECOND } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { scanRecordings } from './scan.js';
import type { Authority, Recording, Window } from './types.js';

/** How many, and how much they take up. */
export interface StorageTotals {
  readonly recordings: number;
  readonly bytes: number;
}

/** What a person's own recordings take up. Those that others shared with them are not theirs. */
export interface Storage extends StorageTotals {
  /** The last twelve months, the oldest first; a month is `yyyy-MM` in the person's zone. */
  readonly months: readonly (StorageTotals & { readonly month: string })[];
  /** By what they take up, the most first. */
  readonly sites: readonly (StorageTotals & { readonly siteUrl: string })[];
  /** The ten largest. */
  readonly largest: readonly Recording[];
  /** Those made before `oldBefore`. */
  readonly old: StorageTotals;
  /** Milliseconds since the epoch: nothing was made before that, as far as was looked. */
  readonly since: number;
}

/** What to count. */
export interface StorageQuery {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** IANA name, for months. */
  readonly zone: string;
  /** What is older than this is told apart; milliseconds since the epoch. */
  readonly oldBefore: number;
  readonly signal?: AbortSignal;
  /** Told after each batch: how many were counted so far. */
  readonly onCounted?: (recordings: number) => void;
}

const LARGEST = 10;
const MONTHS = 12;
const YEAR_MS = 365 * DAY;
/** Looked at first: what most sites keep, and a bit. */
const FIRST_MS = 2 * YEAR_MS;
const MOST_YEARS = 10;

/**
 * Counts all recordings of a person, back to a whole year without any: lists take from and to, and
 * say of no recording that it is the first. What is held in memory is sums and the ten largest.
 *
 * Rejects with a WebexError.
 * https://developer.webex.com/docs/api/v1/recordings/list-recordings
 */
export async function countStorage(
  webex: WebexClient,
  authority: Authority,
  query: StorageQuery,
): Promise<Storage> {
  const { now, signal } = query;
  const sums = new Sums(query);
  const second = (Math.floor(now / SECOND) + 1) * SECOND;
  let window: Window = { from: second - FIRST_MS, to: second };
  for (;;) {
    let found = 0;
    const walk = { window, ...(signal === undefined ? {} : { signal }) };
    for await (const batch of scanRecordings(webex, authority, walk)) {
      found += batch.length;
      for (const recording of batch) sums.add(recording);
      query.onCounted?.(sums.all.recordings);
    }
    const { from } = window;
    if (found === 0 || second - from >= MOST_YEARS * YEAR_MS) return sums.storage(from);
    window = { from: from - YEAR_MS, to: from };
  }
}

/** Sums of recordings that come one by one, in no order. */
class Sums {
  readonly all = { recordings: 0, bytes: 0 };
  readonly #old = { recordings: 0, bytes: 0 };
  readonly #months = new Map<string, { recordings: number; bytes: number }>();
  readonly #sites = new Map<string, { recordings: number; bytes: number }>();
  #largest: Recording[] = [];

  constructor(private readonly query: StorageQuery) {
    const { now, zone } = query;
    const month = DateTime.fromMillis(now, { zone }).startOf('month');
    for (let back = MONTHS - 1; back >= 0; back--) {
      this.#months.set(month.minus({ months: back }).toFormat('yyyy-MM'), none());
    }
  }

  add(recording: Recording): void {
    if (recording.shareToMe) return;
    const { createTime, siteUrl = '', sizeBytes: bytes = 0 } = recording;
    const madeAt = Date.parse(createTime);
    const month = DateTime.fromMillis(madeAt, { zone: this.query.zone }).toFormat('yyyy-MM');
    const site = this.#sites.get(siteUrl) ?? none();
    this.#sites.set(siteUrl, site);
    const counted = [this.all, site];
    const ofMonth = this.#months.get(month);
    if (ofMonth !== undefined) counted.push(ofMonth);
    if (madeAt < this.query.oldBefore) counted.push(this.#old);
    for (const sum of counted) {
      sum.recordings += 1;
      sum.bytes += bytes;
    }
    const smallest = this.#largest.at(-1)?.sizeBytes ?? 0;
    if (this.#largest.length < LARGEST || bytes > smallest) {
      this.#largest.push(recording);
      this.#largest.sort((one, other) => (other.sizeBytes ?? 0) - (one.sizeBytes ?? 0));
      this.#largest = this.#largest.slice(0, LARGEST);
    }
  }

  storage(since: number): Storage {
    return {
      ...this.all,
      months: [...this.#months].map(([month, sum]) => ({ month, ...sum })),
      sites: [...this.#sites]
        .map(([siteUrl, sum]) => ({ siteUrl, ...sum }))
        .sort((one, other) => other.bytes - one.bytes),
      largest: this.#largest,
      old: this.#old,
      since,
    };
  }
}

function none(): { recordings: number; bytes: number } {
  return { recordings: 0, bytes: 0 };
}
