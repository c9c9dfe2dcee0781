import { type TokenProvider, withToken } from '../../../accounts/token-provider.js';
import type { Actor } from '../../../accounts/types.js';
import { type ListState, USUAL_LIMIT, windowOf } from '../../../query/list-state.js';
import { type Listing, listRecordings } from '../../../recordings/list.js';
import { NOTHING, type Totals, topK, withBatch } from '../../../recordings/ranking.js';
import { scanRecordings } from '../../../recordings/scan.js';
import type { Authority, Recording } from '../../../recordings/types.js';
import type { WebexClient } from '../../../webex/client.js';

/** What is told of a walk, and what ends it. */
export interface Gathering {
  readonly signal?: AbortSignal;
  /** What the list shows already, newest first: not asked for again where that can be. */
  readonly known?: readonly Recording[];
  /** After each batch. @param since all that was made since then was found */
  readonly onProgress?: (count: number, since: number | undefined) => void;
}

/**
 * Walks through all that a list means, and keeps of it what the list shows: the first ones in its
 * order, and the totals. Rejects with a WebexError.
 */
export async function gather(
  webex: WebexClient,
  authority: Authority,
  state: ListState,
  { signal, known = [], onProgress }: Gathering = {},
): Promise<{ readonly listing: Listing; readonly totals: Totals }> {
  const { limit, filter, sort = 'newest' } = state;
  let totals = NOTHING;
  let best: readonly Recording[] = [];
  let reached: number | undefined;
  const query = {
    window: windowOf(state),
    known,
    onReached: (since: number): void => {
      reached = since;
      onProgress?.(totals.count, since);
    },
    ...(filter === undefined ? {} : { filter }),
    ...(signal === undefined ? {} : { signal }),
  };
  for await (const batch of scanRecordings(webex, authority, query)) {
    totals = withBatch(totals, batch);
    best = topK(best, batch, sort, limit);
    onProgress?.(totals.count, reached);
  }
  return { listing: { recordings: best, more: totals.count > best.length }, totals };
}

/** How many recordings a whole list has, and what they take up. */
export type ListTotals = Pick<Totals, 'count' | 'bytes'>;

/** What there is to show of a list. */
export interface ListResult {
  readonly listing: Listing;
  /**
   * Of everything that was asked for, shown or not; `counting` until that is known. None where the
   * person said how many they want, and one call gave them.
   */
  readonly totals?: ListTotals | 'counting';
}

/** How far a search is. */
export interface SearchProgress {
  readonly count: number;
  /** All that was made since then was found. Milliseconds since the epoch. */
  readonly since?: number | undefined;
}

/** A search under way. */
export interface Search {
  /** What can be shown before all is found: after one call, or all of it where the order needs all. */
  readonly first: Promise<ListResult>;
  /** Everything, with its totals. */
  readonly whole: Promise<ListResult>;
  readonly progress: () => SearchProgress;
  /** Ends it within one call: what has not settled rejects with `ERR_CANCELED`. */
  readonly stop: () => void;
}

/** What a search asks with. */
export interface SearchDeps {
  readonly webex: WebexClient;
  readonly tokens: TokenProvider;
}

/** Waits until the person has no other walk under way; gives what lets the next one begin. */
export type AcquireTurn = () => Promise<() => void>;

/**
 * Begins to look for the recordings of a list. The newest come by one call; the whole, for which
 * all of the span is walked through, only where that one call has not given all.
 *
 * Both promises reject with NotConnected, NotServed or a WebexError.
 *
 * @param actor in whose name; checked already
 */
export function startSearch(
  { webex, tokens }: SearchDeps,
  actor: Actor,
  state: ListState,
  turn: AcquireTurn,
): Search {
  const { limit, filter, sort = 'newest' } = state;
  const abort = new AbortController();
  const { signal } = abort;
  const what = { window: windowOf(state), signal, ...(filter === undefined ? {} : { filter }) };
  let progress: SearchProgress = { count: 0 };

  const glance = async (): Promise<ListResult> => {
    const listing = await withToken(tokens, actor, (authority) =>
      listRecordings(webex, authority, { ...what, limit: Math.min(limit, USUAL_LIMIT) }),
    );
    if (listing.more) return limit < USUAL_LIMIT ? { listing } : { listing, totals: 'counting' };
    return { listing, totals: amountOf(withBatch(NOTHING, listing.recordings)) };
  };

  const walk = async (before: readonly Recording[]): Promise<ListResult> => {
    const done = await turn();
    try {
      const { listing, totals } = await withToken(tokens, actor, (authority) =>
        gather(webex, authority, state, {
          signal,
          known: before,
          onProgress: (count, since) => {
            progress = { count, since };
          },
        }),
      );
      // What the person sees already stays where it is.
      const shown = new Set(before.map(({ id }) => id));
      const rest = listing.recordings.filter(({ id }) => !shown.has(id));
      const recordings = [...before, ...rest].slice(0, limit);
      const more = totals.count > recordings.length;
      return { listing: { recordings, more }, totals: amountOf(totals) };
    } finally {
      done();
    }
  };

  const first = sort === 'newest' ? glance() : walk([]);
  const whole = first.then((found) =>
    found.totals === 'counting' ? walk(found.listing.recordings) : found,
  );
  // Whoever waits for them hears of it; it may be that nobody does any more.
  first.catch(() => undefined);
  whole.catch(() => undefined);
  return { first, whole, progress: () => progress, stop: () => abort.abort() };
}

function amountOf({ count, bytes }: Totals): ListTotals {
  return { count, bytes };
}
