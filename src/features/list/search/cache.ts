import { LRUCache } from 'lru-cache';
import { type Actor, actsForSelf } from '../../../accounts/types.js';
import type { Button, Notice } from '../../../bot/ui/card.js';
import { type ListState, PAGE, writeState } from '../../../query/list-state.js';
import { keyedMutex } from '../../../util/async.js';
import { defined } from '../../../util/present.js';
import { MINUTE, SECOND } from '../../../util/time.js';
import { uuidOf } from '../../../webex/ids.js';
import type { MessageAt } from '../../../webex/messaging.js';
import type { Pick as Wish } from '../pick.js';
import type { ListResult, Search, SearchDeps, SearchProgress } from './search.js';
import { startSearch } from './search.js';
import type { encryptedNotices, searchCardLock } from './job.js';

/**
 * A result without a recording that has left the list.
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
  if (typeof totals !== 'object') return totals;
  const { count, bytes } = totals;
  return { count: Math.max(0, count - 1), bytes: Math.max(0, bytes - sizeBytes) };
}

export interface SearchHandle extends Search {
  /** Stops the search once everybody who waits for it has released it. */
  readonly release: () => void;
}

type TransferredSearch = SearchHandle & { readonly notice: Notice | undefined };

interface RunningSearch {
  readonly search: Search;
  waiting: number;
}

/** A wish about one recording, and the list that it may be in. */
interface Picked {
  readonly state: ListState;
  readonly pick: Wish;
  /** Several that it may be are shown. */
  readonly isOpen?: boolean;
}

interface Shown {
  readonly list?: ListState;
  readonly picked?: Picked;
  /** The words of a clean-up that was asked for since, and those in front of them: “for bob@example.com”. */
  readonly cleanUp?: { readonly said: string; readonly whose: string };
  /** The recording that they changed since, as its button names it. */
  readonly changed?: Button['data'] | undefined;
  /** The id of the recording that they opened last, and may have left. */
  readonly opened?: string;
}

/** After this time the card shows progress. */
const PATIENCE_MS = 3 * SECOND;
/** A person goes through a list in this time; older results may have changed elsewhere. */
const TTL_MS = 2 * MINUTE;
/** Recordings over all lists: some ten megabytes. */
const MOST_RECORDINGS = 10_000;

/** What each person was shown last, for words that go on from it. */
function shownLately() {
  const shown = new LRUCache<string, Shown>({ max: 1_000, ttl: 10 * MINUTE });
  /** None for who acts for others: what was shown last may have been their own, or somebody else's. */
  const shownTo = (actor: Actor): Shown =>
    (actsForSelf(actor) ? shown.get(uuidOf(actor.personId)) : undefined) ?? {};
  return {
    noteShown: ({ personId }: Actor, state: ListState): void => {
      const { opened } = shown.get(uuidOf(personId)) ?? {};
      shown.set(uuidOf(personId), { list: state, ...defined({ opened }) });
    },
    /** @param isShown the person sees several of that list now */
    notePicked: ({ personId }: Actor, picked: Picked, isShown: boolean): void => {
      const key = uuidOf(personId);
      const { list: before, opened } = shown.get(key) ?? {};
      const list = isShown ? picked.state : before;
      shown.set(key, { ...defined({ list, opened }), picked: { ...picked, isOpen: isShown } });
    },
    forgetPicked: ({ personId }: Pick<Actor, 'personId'>): void => {
      const key = uuidOf(personId);
      const { list, changed, opened } = shown.get(key) ?? {};
      shown.set(key, defined({ list, changed, opened }));
    },
    noteOpened: ({ personId }: Actor, opened: string): void => {
      const key = uuidOf(personId);
      shown.set(key, { ...shown.get(key), changed: undefined, opened });
    },
    lastOpened: (actor: Actor): string | undefined => shownTo(actor).opened,
    noteChanged: ({ personId }: Actor, about: Button['data']): void => {
      const key = uuidOf(personId);
      shown.set(key, { ...shown.get(key), changed: about });
    },
    lastChanged: (actor: Actor): Button['data'] | undefined => shownTo(actor).changed,
    /** Undefined if this process has shown none lately. */
    lastShown: (actor: Actor): ListState | undefined => shownTo(actor).list,
    /** @param said undefined where it could not be done, which leaves what was asked before it */
    noteCleanUp: ({ personId }: Actor, whose: string, said: string | undefined): void => {
      const key = uuidOf(personId);
      const { cleanUp: before, ...others } = shown.get(key) ?? {};
      const kept = before?.whose === whose ? before.said : '';
      shown.set(key, { ...others, cleanUp: { said: said ?? kept, whose } });
    },
    /** As {@link lastPicked}, of a clean-up. */
    lastCleanUp: (actor: Actor) => shownTo(actor).cleanUp,
    /** Undefined unless it came after the list that was shown last. */
    lastPicked: (actor: Actor): Picked | undefined => shownTo(actor).picked,
  };
}

/** The running searches of this process, and their recent results, which stay in memory. */
export function createSearchCache(given: {
  readonly cards: ReturnType<typeof searchCardLock>;
  readonly notices: ReturnType<typeof encryptedNotices>;
  readonly patienceMs?: number | undefined;
}) {
  const { cards, notices, patienceMs = PATIENCE_MS } = given;
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
    const key = cacheKey(actor, state);
    const search = startSearch(deps, actor, state, () => scans.acquire(uuidOf(actor.personId)));
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
  const invalidate = ({ personId }: Pick<Actor, 'personId'>): void => {
    for (const map of [results, running]) {
      for (const key of map.keys()) if (key.startsWith(`${uuidOf(personId)} `)) map.delete(key);
    }
  };

  return {
    patienceMs,
    cards,
    notices,
    ...shownLately(),
    /** A recent result, for any page of the list. */
    peek: (actor: Actor, state: ListState): ListResult | undefined =>
      results.get(cacheKey(actor, state)),
    start: (deps: SearchDeps, actor: Actor, state: ListState): SearchHandle =>
      handleOf(cacheKey(actor, state), begin(deps, actor, state)),
    /** The running search for this list, or a new one. */
    attach: (deps: SearchDeps, actor: Actor, state: ListState): SearchHandle => {
      const key = cacheKey(actor, state);
      return handleOf(key, running.get(key) ?? begin(deps, actor, state));
    },
    /** Hands a search over to the job with this card, with a notice to show above the list. */
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
     * @returns undefined if that list was not cached, or must be asked for again
     */
    evictItem: (actor: Actor, state: ListState, recordingId: string): ListResult | undefined => {
      const key = cacheKey(actor, state);
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

/** The same for all pages of a list, whatever can be undone there. */
function cacheKey(actor: Actor, { undo: _undo, ...state }: ListState): string {
  return `${uuidOf(actor.personId)} ${writeState({ ...state, start: 0 })}`;
}
