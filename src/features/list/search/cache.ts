import { LRUCache } from 'lru-cache';
import type { Someone } from '../../../accounts/types.js';
import type { Notice } from '../../../bot/ui/card.js';
import { writeState } from '../../../query/list-state-codec.js';
import { type ListState, PAGE } from '../../../query/list-state.js';
import type { Recording } from '../../../recordings/types.js';
import { uuidOf } from '../../../webex/ids.js';
import type { MessageAt } from '../../../webex/messaging.js';
import type { KeptNotices } from './sealed-notices.js';
import { type Found, type Progress, type Search, type SearchParts, beginSearch } from './search.js';
import type { SearchCards } from './store.js';

/**
 * What was found of a list, without a recording that is in it no more.
 *
 * @returns undefined where that takes asking anew: the recording may be one of those that were not
 *   shown, or the page is not full without it
 */
export function without(
  found: Found,
  recordingId: string,
  { start }: Pick<ListState, 'start'>,
): Found | undefined {
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
  totals: NonNullable<Found['totals']>,
  { sizeBytes = 0 }: Recording,
): NonNullable<Found['totals']> {
  if (totals === 'counting') return totals;
  const { count, bytes } = totals;
  return { count: Math.max(0, count - 1), bytes: Math.max(0, bytes - sizeBytes) };
}

/** A search that somebody waits for. */
export interface Joined extends Search {
  /** Nobody waits any more here; when that was the last one, it ends. */
  readonly leave: () => void;
}

/** A search that goes on behind its person's line. */
export interface Handed extends Joined {
  /** What came of the click or the words that began it. */
  readonly notice: Notice | undefined;
}

/** The searches of this process, and what they found lately. */
export interface Searches {
  /** How long a person is left without an answer before they see that it takes longer. */
  readonly patienceMs: number;
  /** What was found of this list a short while ago, whichever page of it is asked for. */
  readonly known: (person: Someone, state: ListState) => Found | undefined;
  /** A new search for this list. */
  readonly begin: (parts: SearchParts, person: Someone, state: ListState) => Joined;
  /** The search for this list that is under way, or a new one. */
  readonly join: (parts: SearchParts, person: Someone, state: ListState) => Joined;
  /** Leaves a search to the job whose card stands there, with what is to stand on top of it. */
  readonly handOver: (at: MessageAt, search: Joined, notice?: Notice) => void;
  /** The search that was handed over with this card; undefined after a crash. */
  readonly takeOver: (at: MessageAt) => Handed | undefined;
  /** Recordings were changed by this person: nothing that was found before counts any more. */
  readonly forget: (person: Pick<Someone, 'personId'>) => void;
  /**
   * A recording was changed by this person and is in this list no more: of all that was found
   * before, this list alone still counts, without the recording.
   *
   * @returns undefined when it was not known, or has to be asked for anew
   */
  readonly keepWithout: (
    person: Someone,
    state: ListState,
    recordingId: string,
  ) => Found | undefined;
  /** Whose card is whose, known to all processes. */
  readonly cards: SearchCards;
  readonly notices: KeptNotices;
  /**
   * Ends the search on a card, at its person's wish.
   *
   * @returns how far it was; undefined when there was none any more
   */
  readonly cancel: (at: MessageAt) => Promise<Progress | undefined>;
}

/** What they stand on. */
export interface SearchesParts {
  readonly cards: SearchCards;
  readonly notices: KeptNotices;
  /** Milliseconds; default 3,000. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 3_000;
/** A person goes through a list in this time; what is older may have changed elsewhere. */
const REMEMBERED_MS = 120_000;
/** Recordings that are remembered at most, over all lists: some ten megabytes. */
const REMEMBERED = 10_000;

/** The searches of this process. Nothing of what they found leaves its memory but sealed. */
export function openSearches(parts: SearchesParts): Searches {
  const { cards, notices, patienceMs = PATIENCE_MS } = parts;
  const found = new LRUCache<string, Found>({
    maxSize: REMEMBERED,
    sizeCalculation: ({ listing }) => 1 + listing.recordings.length,
    ttl: REMEMBERED_MS,
  });
  const underWay = new Map<string, UnderWay>();
  const handed = new Map<string, Handed>();
  const turns = new Map<string, Promise<void>>();

  /** One walk of a person at a time: more would meet Webex's limits for them. */
  const turnOf = (person: string) => async (): Promise<() => void> => {
    const before = turns.get(person);
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const after = Promise.resolve(before).then(() => ended);
    turns.set(person, after);
    void after.then(() => {
      if (turns.get(person) === after) turns.delete(person);
    });
    await before;
    return end;
  };

  const begun = (parts: SearchParts, person: Someone, state: ListState, key: string): UnderWay => {
    const search = beginSearch(parts, person, state, turnOf(ownerOf(person)));
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

  const waitFor = (key: string, entry: UnderWay): Joined => {
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
    return { ...entry.search, leave };
  };

  const forget = (person: Pick<Someone, 'personId'>): void => {
    const of = `${ownerOf(person)} `;
    for (const key of found.keys()) if (key.startsWith(of)) found.delete(key);
    for (const key of underWay.keys()) if (key.startsWith(of)) underWay.delete(key);
  };

  return {
    patienceMs,
    cards,
    notices,
    known: (person, state) => found.get(keyOf(person, state)),
    begin: (parts, person, state) => {
      const key = keyOf(person, state);
      return waitFor(key, begun(parts, person, state, key));
    },
    join: (parts, person, state) => {
      const key = keyOf(person, state);
      return waitFor(key, underWay.get(key) ?? begun(parts, person, state, key));
    },
    handOver: ({ id }, search, notice) => {
      const leave = (): void => {
        handed.delete(id);
        search.leave();
      };
      handed.set(id, { ...search, leave, notice });
    },
    takeOver: ({ id }) => handed.get(id),
    cancel: async (at) => {
      const kept = await cards.overtake(at);
      if (kept === undefined) return undefined;
      // In this process it is known to the moment; and its run need not find out.
      const search = handed.get(at.id);
      const progress = search?.progress() ?? kept;
      search?.leave();
      return progress;
    },
    forget,
    keepWithout: (person, state, recordingId) => {
      const key = keyOf(person, state);
      // What else happened to the list since it was found is not known: it grows no younger.
      const ttl = Math.ceil(found.getRemainingTTL(key));
      const before = found.get(key);
      forget(person);
      const kept = before === undefined ? undefined : without(before, recordingId, state);
      if (kept !== undefined && ttl > 0) found.set(key, kept, { ttl });
      return kept;
    },
  };
}

function ownerOf({ personId }: Pick<Someone, 'personId'>): string {
  return uuidOf(personId);
}

/** A search, and how many wait for it. */
interface UnderWay {
  readonly search: Search;
  waiting: number;
}

/** All pages of a list are cut from one result. */
function keyOf(person: Someone, state: ListState): string {
  return `${ownerOf(person)} ${writeState({ ...state, start: 0 })}`;
}
