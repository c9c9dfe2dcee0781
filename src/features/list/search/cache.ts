import { LRUCache } from 'lru-cache';
import type { Actor } from '../../../accounts/types.js';
import type { Notice } from '../../../bot/ui/card.js';
import { type ListState, PAGE, writeState } from '../../../query/list-state.js';
import type { Recording } from '../../../recordings/types.js';
import { keyedMutex } from '../../../util/async.js';
import { MINUTE } from '../../../util/time.js';
import { uuidOf } from '../../../webex/ids.js';
import type { MessageAt } from '../../../webex/messaging.js';
import type { EncryptedNotices } from './sealed-notices.js';
import {
  type ListResult,
  type Search,
  type SearchDeps,
  type SearchProgress,
  startSearch,
} from './search.js';
import type { SearchCardLock } from './store.js';

/**
 * What was found of a list, without a recording that is in it no more.
 *
 * @returns undefined where that takes asking anew: the recording may be one of those that were not
 *   shown, or the page is not full without it
 */
export function evict(
  found: ListResult,
  recordingId: string,
  { start }: Pick<ListState, 'start'>,
): ListResult | undefined {
  const { listing, totals } = found;
  const [cut] = listing.recordings.filter(({ id }) => id === recordingId);
  if (cut === undefined) return listing.more ? undefined : found;
  const recordings = listing.recordings.filter(({ id }) => id !== recordingId);
  if (listing.more && recordings.length < start + PAGE) return undefined;
  return {
    listing: { ...listing, recordings },
    ...(totals === undefined ? {} : { totals: lessOf(totals, cut) }),
  };
}

function lessOf(
  totals: NonNullable<ListResult['totals']>,
  { sizeBytes = 0 }: Recording,
): NonNullable<ListResult['totals']> {
  if (totals === 'counting') return totals;
  const { count, bytes } = totals;
  return { count: Math.max(0, count - 1), bytes: Math.max(0, bytes - sizeBytes) };
}

/** A search that somebody waits for. */
export interface SearchHandle extends Search {
  /** Nobody waits any more here; when that was the last one, it ends. */
  readonly release: () => void;
}

/** A search that goes on behind its person's line. */
export interface TransferredSearch extends SearchHandle {
  /** What came of the click or the words that began it. */
  readonly notice: Notice | undefined;
}

/** The searches of this process, and what they found lately. */
export interface SearchCache {
  /** How long a person is left without an answer before they see that it takes longer. */
  readonly patienceMs: number;
  /** What was found of this list a short while ago, whichever page of it is asked for. */
  readonly peek: (actor: Actor, state: ListState) => ListResult | undefined;
  /** A new search for this list. */
  readonly start: (parts: SearchDeps, actor: Actor, state: ListState) => SearchHandle;
  /** The search for this list that is under way, or a new one. */
  readonly attach: (parts: SearchDeps, actor: Actor, state: ListState) => SearchHandle;
  /** Leaves a search to the job whose card stands there, with what is to stand on top of it. */
  readonly transfer: (at: MessageAt, search: SearchHandle, notice?: Notice) => void;
  /** The search that was handed over with this card; undefined after a crash. */
  readonly adopt: (at: MessageAt) => TransferredSearch | undefined;
  /** Recordings were changed by this person: nothing that was found before counts any more. */
  readonly invalidate: (person: Pick<Actor, 'personId'>) => void;
  /**
   * A recording was changed by this person and is in this list no more: of all that was found
   * before, this list alone still counts, without the recording.
   *
   * @returns undefined when it was not known, or has to be asked for anew
   */
  readonly evictItem: (
    actor: Actor,
    state: ListState,
    recordingId: string,
  ) => ListResult | undefined;
  /** Whose card is whose, known to all processes. */
  readonly cards: SearchCardLock;
  readonly notices: EncryptedNotices;
  /**
   * Ends the search on a card, at its person's wish.
   *
   * @returns how far it was; undefined when there was none any more
   */
  readonly cancel: (at: MessageAt) => Promise<SearchProgress | undefined>;
}

/** What they stand on. */
export interface SearchCacheDeps {
  readonly cards: SearchCardLock;
  readonly notices: EncryptedNotices;
  /** Milliseconds; default 3,000. */
  readonly patienceMs?: number | undefined;
}

const PATIENCE_MS = 3_000;
/** A person goes through a list in this time; what is older may have changed elsewhere. */
const REMEMBERED_MS = 2 * MINUTE;
/** Recordings that are remembered at most, over all lists: some ten megabytes. */
const REMEMBERED = 10_000;

/** The searches of this process. Nothing of what they found leaves its memory but sealed. */
export function createSearchCache(parts: SearchCacheDeps): SearchCache {
  const { cards, notices, patienceMs = PATIENCE_MS } = parts;
  const found = new LRUCache<string, ListResult>({
    maxSize: REMEMBERED,
    sizeCalculation: ({ listing }) => 1 + listing.recordings.length,
    ttl: REMEMBERED_MS,
  });
  const underWay = new Map<string, UnderWay>();
  const handed = new Map<string, TransferredSearch>();
  /** One walk of a person at a time: more would meet Webex's limits for them. */
  const walks = keyedMutex();

  const begun = (parts: SearchDeps, actor: Actor, state: ListState, key: string): UnderWay => {
    const search = startSearch(parts, actor, state, () => walks.acquire(ownerOf(actor)));
    const entry: UnderWay = { search, waiting: 0 };
    underWay.set(key, entry);
    const over = (): void => {
      if (underWay.get(key) === entry) underWay.delete(key);
    };
    search.whole.then((whole) => {
      // Forgotten meanwhile, its result is no longer worth remembering.
      if (underWay.get(key) === entry) found.set(key, whole);
      over();
    }, over);
    return entry;
  };

  const waitFor = (key: string, entry: UnderWay): SearchHandle => {
    entry.waiting += 1;
    let left = false;
    const leave = (): void => {
      if (left) return;
      left = true;
      entry.waiting -= 1;
      if (entry.waiting > 0) return;
      if (underWay.get(key) === entry) underWay.delete(key);
      entry.search.stop();
    };
    return { ...entry.search, release: leave };
  };

  const forget = (person: Pick<Actor, 'personId'>): void => {
    const of = `${ownerOf(person)} `;
    for (const key of found.keys()) if (key.startsWith(of)) found.delete(key);
    for (const key of underWay.keys()) if (key.startsWith(of)) underWay.delete(key);
  };

  return {
    patienceMs,
    cards,
    notices,
    peek: (actor, state) => found.get(keyOf(actor, state)),
    start: (parts, actor, state) => {
      const key = keyOf(actor, state);
      return waitFor(key, begun(parts, actor, state, key));
    },
    attach: (parts, actor, state) => {
      const key = keyOf(actor, state);
      return waitFor(key, underWay.get(key) ?? begun(parts, actor, state, key));
    },
    transfer: ({ id }, search, notice) => {
      const leave = (): void => {
        handed.delete(id);
        search.release();
      };
      handed.set(id, { ...search, release: leave, notice });
    },
    adopt: ({ id }) => handed.get(id),
    cancel: async (at) => {
      const kept = await cards.supersede(at);
      if (kept === undefined) return undefined;
      // In this process it is known to the moment; and its run need not find out.
      const search = handed.get(at.id);
      const progress = search?.progress() ?? kept;
      search?.release();
      return progress;
    },
    invalidate: forget,
    evictItem: (actor, state, recordingId) => {
      const key = keyOf(actor, state);
      // What else happened to the list since it was found is not known: it grows no younger.
      const ttl = Math.ceil(found.getRemainingTTL(key));
      const before = found.get(key);
      forget(actor);
      const kept = before === undefined ? undefined : evict(before, recordingId, state);
      if (kept !== undefined && ttl > 0) found.set(key, kept, { ttl });
      return kept;
    },
  };
}

function ownerOf({ personId }: Pick<Actor, 'personId'>): string {
  return uuidOf(personId);
}

/** A search, and how many wait for it. */
interface UnderWay {
  readonly search: Search;
  waiting: number;
}

/** All pages of a list are cut from one result. */
function keyOf(actor: Actor, state: ListState): string {
  return `${ownerOf(actor)} ${writeState({ ...state, start: 0 })}`;
}
