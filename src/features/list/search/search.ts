import { type TokenProvider, withToken } from '../../../accounts/token-provider.js';
import type { Actor } from '../../../accounts/types.js';
import { type ListState, USUAL_LIMIT, windowOf } from '../../../query/list-state.js';
import { type Listing, listRecordings } from '../../../recordings/list.js';
import { NOTHING, type Totals, topK, withBatch } from '../../../recordings/ranking.js';
import { scanRecordings } from '../../../recordings/scan.js';
import { type Recording, recordedIn } from '../../../recordings/types.js';
import { defined } from '../../../util/present.js';
import { SECOND } from '../../../util/time.js';
import type { WebexClient } from '../../../webex/client.js';

export interface ListResult {
  readonly listing: Listing;
  /**
   * Of the whole list, shown or not; `counting` until they are known. Missing if the person said how
   * many they want, and one call gave them.
   */
  readonly totals?: Pick<Totals, 'count' | 'bytes'> | 'counting';
}

export interface SearchProgress {
  readonly count: number;
  /** Everything made since then was found. Milliseconds since the epoch. */
  readonly since?: number | undefined;
}

export interface Search {
  /** After one call; the whole list if its order needs all recordings. */
  readonly first: Promise<ListResult>;
  readonly whole: Promise<ListResult>;
  readonly progress: () => SearchProgress;
  /** Within one call, pending promises reject with `ERR_CANCELED`. */
  readonly stop: () => void;
}

export interface SearchDeps {
  readonly webex: WebexClient;
  readonly tokens: TokenProvider;
}

/** Asked for beside a small number: the last files that were ready need not be the last recorded. */
const SPARE = 20;

/**
 * Searches for the recordings of a list: the newest by one call, and the whole span by a scan only if
 * that call has not given everything. Both promises reject with NotConnected, NotServed or a WebexError.
 * @param actor checked already
 * @param acquireTurn waits until the person has no other scan; resolves with its release
 */
export function startSearch(
  { webex, tokens }: SearchDeps,
  actor: Actor,
  state: ListState,
  acquireTurn: () => Promise<() => void>,
): Search {
  const { limit, filter, sort = 'newest' } = state;
  const abort = new AbortController();
  const span = recordedIn(windowOf(state), state.asOf * SECOND);
  const query = { ...span, signal: abort.signal, ...defined({ filter }) };
  let progress: SearchProgress = { count: 0 };

  const fetchNewest = async (): Promise<ListResult> => {
    const most = Math.min(limit, USUAL_LIMIT);
    const spare = limit < USUAL_LIMIT ? SPARE : 0;
    const { recordings, more } = await withToken(tokens, actor, (authority) =>
      listRecordings(webex, authority, { ...query, limit: most, spare }),
    );
    const newest = topK([], recordings, 'newest', most);
    const listing = { recordings: newest, more: more || newest.length < recordings.length };
    if (listing.more) return limit < USUAL_LIMIT ? { listing } : { listing, totals: 'counting' };
    return { listing, totals: sumOf(withBatch(NOTHING, recordings)) };
  };

  /** Recordings that the person sees already keep their place. */
  const scan = async (shown: readonly Recording[]): Promise<ListResult> => {
    const release = await acquireTurn();
    try {
      return await withToken(tokens, actor, async (authority) => {
        let totals = NOTHING;
        let best: readonly Recording[] = [];
        let since: number | undefined;
        const onReached = (reached: number): void => {
          since = reached;
          progress = { count: totals.count, since };
        };
        // As Webex has them: its lists go by when files were made.
        const known = shown.toSorted((one, other) => madeAt(other) - madeAt(one));
        const all = scanRecordings(webex, authority, { ...query, known, onReached });
        for await (const batch of all) {
          totals = withBatch(totals, batch);
          best = topK(best, batch, sort, limit);
          progress = { count: totals.count, since };
        }
        const ids = new Set(shown.map(({ id }) => id));
        const rest = best.filter(({ id }) => !ids.has(id));
        const recordings = [...shown, ...rest].slice(0, limit);
        const more = totals.count > recordings.length;
        return { listing: { recordings, more }, totals: sumOf(totals) };
      });
    } finally {
      release();
    }
  };

  const first = sort === 'newest' ? fetchNewest() : scan([]);
  const whole = first.then((found) =>
    found.totals === 'counting' ? scan(found.listing.recordings) : found,
  );
  // Whoever waits gets the error; possibly nobody does any more.
  first.catch(() => undefined);
  whole.catch(() => undefined);
  return { first, whole, progress: () => progress, stop: () => abort.abort() };
}

function madeAt({ createTime }: Recording): number {
  return Date.parse(createTime);
}

function sumOf({ count, bytes }: Totals) {
  return { count, bytes };
}
