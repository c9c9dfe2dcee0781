import { DateTime } from 'luxon';
import { defined } from '../util/present.js';
import { DAY, SECOND } from '../util/time.js';
import type { OnBusy, WebexClient } from '../webex/client.js';
import { topK } from './filter.js';
import { scanRecordings, secondOf } from './scan.js';
import { type Authority, type Recording, type Window, recordedAt } from './types.js';

export interface StorageTotals {
  readonly recordings: number;
  readonly bytes: number;
}

export type Storage = ReturnType<Sums['storage']> & {
  /** More recordings, which could not be read. */
  readonly unread?: number;
  /** Webex's list broke off: there may be more. */
  readonly brokeOff?: boolean;
};

export interface StorageQuery {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** IANA name. */
  readonly zone: string;
  /** Older recordings are counted as `old`; milliseconds since the epoch. */
  readonly oldBefore: number;
  readonly signal?: AbortSignal;
  readonly onBusy?: OnBusy;
  /** The number counted so far, after each batch. */
  readonly onCounted?: (recordings: number) => void;
}

const LARGEST = 10;
const MONTHS_SHOWN = 12;
const YEAR_MS = 365 * DAY;
/** A bit more than most sites keep. */
const FIRST_MS = 2 * YEAR_MS;
const MOST_YEARS = 10;

/**
 * Counts a person's own recordings, back to a whole year without any: a list does not say which recording
 * is the first. Rejects with a WebexError.
 */
export async function countStorage(
  webex: WebexClient,
  authority: Authority,
  query: StorageQuery,
): Promise<Storage> {
  const { now, signal, onBusy } = query;
  let unread: readonly string[] = [];
  let brokeOff = false;
  const sums = new Sums(query);
  const second = secondOf(now) + SECOND;
  let window: Window = { from: second - FIRST_MS, to: second };
  for (;;) {
    // Unread recordings are there, too.
    let found = -unread.length;
    const scan = {
      ...{ window, knownUnread: unread, ...defined({ signal, onBusy }) },
      onUnread: (keys: readonly string[]) => (unread = keys),
      onBrokeOff: () => (brokeOff = true),
    };
    for await (const batch of scanRecordings(webex, authority, scan)) {
      found += batch.length;
      sums.add(batch.filter(({ shareToMe }) => !shareToMe));
      query.onCounted?.(sums.all.recordings);
    }
    const { from } = window;
    if (found + unread.length === 0 || second - from >= MOST_YEARS * YEAR_MS)
      return { ...sums.storage(from), unread: unread.length, brokeOff };
    window = { from: from - YEAR_MS, to: from };
  }
}

class Sums {
  readonly all = none();
  readonly #old = none();
  readonly #months = new Map<string, ReturnType<typeof none>>();
  readonly #sites = new Map<string, ReturnType<typeof none>>();
  #largest: readonly Recording[] = [];

  constructor(private readonly query: StorageQuery) {
    const { now, zone } = query;
    const month = DateTime.fromMillis(now, { zone }).startOf('month');
    for (let back = MONTHS_SHOWN - 1; back >= 0; back--) {
      this.#months.set(month.minus({ months: back }).toFormat('yyyy-MM'), none());
    }
  }

  add(batch: readonly Recording[]): void {
    for (const recording of batch) this.#count(recording);
    this.#largest = topK(this.#largest, batch, 'largest', LARGEST);
  }

  #count(recording: Recording): void {
    const { siteUrl = '', sizeBytes: bytes = 0 } = recording;
    const at = recordedAt(recording);
    const month = DateTime.fromMillis(at, { zone: this.query.zone }).toFormat('yyyy-MM');
    const site = this.#sites.get(siteUrl) ?? none();
    this.#sites.set(siteUrl, site);
    const counted = [this.all, site];
    const ofMonth = this.#months.get(month);
    if (ofMonth !== undefined) counted.push(ofMonth);
    if (at < this.query.oldBefore) counted.push(this.#old);
    for (const sum of counted) {
      sum.recordings += 1;
      sum.bytes += bytes;
    }
  }

  /** @param since how far back it looked, milliseconds since the epoch */
  storage(since: number) {
    return {
      ...this.all,
      /** The last twelve, the oldest first; `yyyy-MM` in the person's zone. */
      months: [...this.#months].map(([month, sum]) => ({ month, ...sum })),
      /** The largest first. */
      sites: [...this.#sites]
        .map(([siteUrl, sum]) => ({ siteUrl, ...sum }))
        .sort((one, other) => other.bytes - one.bytes),
      /** The ten largest. */
      largest: this.#largest,
      /** Recorded before `oldBefore`. */
      old: this.#old,
      since,
    };
  }
}

function none(): { recordings: number; bytes: number } {
  return { recordings: 0, bytes: 0 };
}
