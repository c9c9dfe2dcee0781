import { LRUCache } from 'lru-cache';
import type { Actor } from '../../../accounts/types.js';
import type { Notice } from '../../../bot/ui/card.js';
import { type ListState, PAGE, writeState } from '../../../query/list-state.js';
import { keyedMutex } from '../../../util/async.js';
import { defined } from '../../../util/present.js';
import { MINUTE, SECOND } from '../../../util/time.js';
import { uuidOf } from '../../../webex/ids.js';
import type { MessageAt } from '../../../webex/messaging.js';
import {
  type ListResult,
  type Search,
  type SearchDeps,
  type SearchProgress,
  startSearch,
} from './search.js';
import type { encryptedNotices, searchCardLock } from './store.js';

/**
 * A result without a recording that has left the list.
 *
 * @returns undefined if Webex must be asked again: the recording may be one that was not shown, or the
 *   page is not full without it
 */
export function evict(
  found: ListResult,
  recordingId: string,
  { start }: Pick<ListState, 'start'>,
): ListResult | undefined {
  const { listing, totals } = found;
  const [evicted] = listing.recordings.filter(({ id }) => id === recordingId);
  if (evicted === undefined) return listing.more ? undefined : found;
  const recordings = listing.recordings.filter(({ id }) => id !== recordingId);
  if (listing.more && recordings.length < start + PAGE) return undefined;
  return {
    listing: { ...listing, recordings },
    ...defined({ totals: totalsWithout(totals, evicted.sizeBytes) }),
  };
}

function totalsWithout(totals: ListResult['totals'], sizeBytes = 0): ListResult['totals'] {
  if (totals === undefined || totals === 'counting') return totals;
  const { count, bytes } = totals;
  return { count: Math.max(0, count - 1), bytes: Math.max(0, bytes - sizeBytes) };
}

export interface SearchHandle extends Search {
  /** Stops the search when the last one who waits for it has released it. */
  readonly release: () => void;
}

type TransferredSearch = SearchHandle & { readonly notice: Notice | undefined };

/** A search, and how many wait for it. */
interface RunningSearch {
  readonly search: Search;
  waiting: number;
}

interface SearchCacheDeps {
  readonly cards: ReturnType<typeof searchCardLock>;
  readonly notices: ReturnType<typeof encryptedNotices>;
  /** Milliseconds that a person waits before the card shows progress; default 3,000. */
  readonly patienceMs?: number | undefined;
}

const PATIENCE_MS = 3 * SECOND;
/** A person goes through a list in this time; older results may have changed elsewhere. */
const TTL_MS = 2 * MINUTE;
/** Recordings over all lists: some ten megabytes. */
const MOST_RECORDINGS = 10_000;

/** The running searches of this process, and their recent results, which stay in memory. */
export function createSearchCache(deps: SearchCacheDeps) {
  const { cards, notices, patienceMs = PATIENCE_MS } = deps;
  const results = new LRUCache<string, ListResult>({
    maxSize: MOST_RECORDINGS,
    sizeCalculation: ({ listing }) => 1 + listing.recordings.length,
    ttl: TTL_MS,
  });
  const running = new Map<string, RunningSearch>();
  const transferred = new Map<string, TransferredSearch>();
  /** More than one scan at a time would meet Webex's limits per person. */
  const scans = keyedMutex();

  const begin = (deps: SearchDeps, actor: Actor, state: ListState): RunningSearch => {
    const key = keyOf(actor, state);
    const search = startSearch(deps, actor, state, () => scans.acquire(ownerOf(actor)));
    const entry: RunningSearch = { search, waiting: 0 };
    running.set(key, entry);
    const end = (whole?: ListResult): void => {
      // An invalidated search leaves no result.
      if (running.get(key) !== entry) return;
      if (whole !== undefined) results.set(key, whole);
      running.delete(key);
    };
    search.whole.then(end, () => end());
    return entry;
  };

  const handleOf = (key: string, entry: RunningSearch): SearchHandle => {
    entry.waiting += 1;
    let released = false;
    const release = (): void => {
      if (released) return;
      released = true;
      entry.waiting -= 1;
      if (entry.waiting > 0) return;
      if (running.get(key) === entry) running.delete(key);
      entry.search.stop();
    };
    return { ...entry.search, release };
  };

  /** After changes by this person: earlier results no longer hold. */
  const invalidate = (person: Pick<Actor, 'personId'>): void => {
    const owner = `${ownerOf(person)} `;
    for (const key of results.keys()) if (key.startsWith(owner)) results.delete(key);
    for (const key of running.keys()) if (key.startsWith(owner)) running.delete(key);
  };

  return {
    patienceMs,
    cards,
    notices,
    /** A recent result, for any page of the list. */
    peek: (actor: Actor, state: ListState): ListResult | undefined =>
      results.get(keyOf(actor, state)),
    /** A new search. */
    start: (deps: SearchDeps, actor: Actor, state: ListState): SearchHandle =>
      handleOf(keyOf(actor, state), begin(deps, actor, state)),
    /** The running search for this list, or a new one. */
    attach: (deps: SearchDeps, actor: Actor, state: ListState): SearchHandle => {
      const key = keyOf(actor, state);
      return handleOf(key, running.get(key) ?? begin(deps, actor, state));
    },
    /** Leaves a search to the job with this card, with a notice to show above the list. */
    transfer: ({ id }: MessageAt, search: SearchHandle, notice?: Notice): void => {
      const release = (): void => {
        transferred.delete(id);
        search.release();
      };
      transferred.set(id, { ...search, release, notice });
    },
    /** The search transferred with this card; undefined after a crash. */
    adopt: ({ id }: MessageAt): TransferredSearch | undefined => transferred.get(id),
    /** Ends the search on a card. @returns its progress; undefined if it had ended already */
    cancel: async (at: MessageAt): Promise<SearchProgress | undefined> => {
      const stored = await cards.supersede(at);
      if (stored === undefined) return undefined;
      // This process knows newer progress than the database.
      const search = transferred.get(at.id);
      const progress = search?.progress() ?? stored;
      search?.release();
      return progress;
    },
    invalidate,
    /**
     * Invalidates all results of a person except this list, from which a recording was removed.
     *
     * @returns undefined if that list was not cached, or must be asked for again
     */
    evictItem: (actor: Actor, state: ListState, recordingId: string): ListResult | undefined => {
      const key = keyOf(actor, state);
      // Other changes since then are unknown: the result keeps its age.
      const ttl = Math.ceil(results.getRemainingTTL(key));
      const before = results.get(key);
      invalidate(actor);
      const kept = before === undefined ? undefined : evict(before, recordingId, state);
      if (kept !== undefined && ttl > 0) results.set(key, kept, { ttl });
      return kept;
    },
  };
}

export type SearchCache = ReturnType<typeof createSearchCache>;

function ownerOf({ personId }: Pick<Actor, 'personId'>): string {
  return uuidOf(personId);
}

/** The same for all pages of a list. */
function keyOf(actor: Actor, state: ListState): string {
  return `${ownerOf(actor)} ${writeState({ ...state, start: 0 })}`;
}
