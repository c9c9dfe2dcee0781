import { type TokenProvider, withToken } from '../../../accounts/token-provider.js';
import type { Actor } from '../../../accounts/types.js';
import { type ListState, USUAL_LIMIT, windowOf } from '../../../query/list-state.js';
import { keeps, needsSifting } from '../../../query/fields.js';
import type { Listing, NotTold, PageQuery } from '../../../recordings/list.js';
import { listRecordings } from '../../../recordings/list.js';
import { transcriptsOf } from '../../../recordings/meeting-text.js';
import { NOTHING, type Totals, topK, withBatch, type Filter } from '../../../recordings/filter.js';
import { SCANS_AT_ONCE, scanRecordings } from '../../../recordings/scan.js';
import type { Authority, Recording, Window } from '../../../recordings/types.js';
import { recordedIn } from '../../../recordings/types.js';
import { viewsOf } from '../../../recordings/access-report.js';
import { defined } from '../../../util/present.js';
import { SECOND } from '../../../util/time.js';
import type { WebexClient } from '../../../webex/client.js';

export interface ListResult {
  readonly listing: Listing;
  /**
   * Of the whole list, shown or not; `counting` until they are known. Missing if the person said how
   * many they want, and one call gave them.
   */
  readonly totals?: Totals | 'counting';
}

export interface SearchProgress {
  readonly count: number;
  /** Everything made since then was found. Milliseconds since the epoch. */
  readonly since?: number | undefined;
  /** Webex is busy, and the search goes on then. Milliseconds since the epoch. */
  readonly busyUntil?: number | undefined;
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
  const { limit, filter = {}, sort = 'newest' } = state;
  const abort = new AbortController();
  let progress: SearchProgress = { count: 0 };
  let busyUntil: number | undefined;
  const query = {
    ...recordedIn(windowOf(state), state.asOf * SECOND),
    ...{ signal: abort.signal, ...(Object.keys(filter).length === 0 ? {} : { filter }) },
    onBusy: (until: number | undefined) => (busyUntil = until),
  };

  const fetchNewest = async (): Promise<ListResult> => {
    const most = Math.min(limit, USUAL_LIMIT);
    const spare = limit < USUAL_LIMIT ? SPARE : 0;
    const { recordings, more, ...oddities } = await withToken(tokens, actor, (authority) =>
      listRecordings(webex, authority, { ...query, limit: most, spare }),
    );
    const newest = topK([], recordings, 'newest', most);
    const isMore = more || newest.length < recordings.length;
    const listing = { recordings: newest, more: isMore, ...oddities };
    if (listing.more) return limit < USUAL_LIMIT ? { listing } : { listing, totals: 'counting' };
    return { listing, totals: withBatch(NOTHING, recordings) };
  };

  const scan = async (found: FoundSoFar): Promise<ListResult> => {
    const release = await acquireTurn();
    try {
      const onProgress = (reached: SearchProgress): void => void (progress = reached);
      return await withToken(tokens, actor, (authority) =>
        scanWhole(webex, authority, { actor, state, query, found, onProgress }),
      );
    } finally {
      release();
    }
  };

  const isAtOnce = sort === 'newest' && !needsSifting(filter);
  const first = isAtOnce ? fetchNewest() : scan({ recordings: [] });
  const whole = first.then((found) => (found.totals === 'counting' ? scan(found.listing) : found));
  // Whoever waits gets the error; possibly nobody does any more.
  first.catch(() => undefined);
  let isOver = false;
  whole.catch(() => undefined).finally(() => (isOver = true));
  return {
    first,
    whole,
    progress: () => ({ ...progress, ...defined({ busyUntil }) }),
    // An abort makes an error, with its stack.
    stop: () => {
      if (!isOver) abort.abort();
    },
  };
}

type FoundSoFar = Pick<Listing, 'recordings'> & Partial<Listing>;

interface Scan {
  readonly actor: Actor;
  readonly state: ListState;
  readonly query: PageQuery & { readonly signal: AbortSignal };
  /** Shown already, and keeps its place. */
  readonly found: FoundSoFar;
  readonly onProgress: (progress: SearchProgress) => void;
}

/** Finds all of a list. Rejects with a WebexError. */
async function scanWhole(
  webex: WebexClient,
  authority: Authority,
  { actor, state, query, found, onProgress }: Scan,
): Promise<ListResult> {
  const { limit, filter = {}, sort = 'newest' } = state;
  const shown = found.recordings;
  let totals = NOTHING;
  // Who watched, and what has a transcript, is asked once all that may be meant is found.
  const unsifted: Recording[] = [];
  let best: readonly Recording[] = [];
  let hostless = 0;
  let since: number | undefined;
  let { unread, brokeOff } = found;
  const onReached = (reached: number): void => {
    since = reached;
    onProgress({ count: totals.count, since });
  };
  // As Webex has them: its lists go by when files were made.
  const known = shown.toSorted((one, other) => madeAt(other) - madeAt(one));
  const all = scanRecordings(webex, authority, {
    ...{ ...query, known, knownUnread: found.unread ?? [], onReached },
    // Somebody waits for the totals. A bin has years of days, with little in most.
    ...(filter.status === 'deleted' ? {} : { pieces: SCANS_AT_ONCE }),
    onUnread: (keys) => (unread = keys),
    onBrokeOff: () => (brokeOff = true),
  });
  const add = (batch: readonly Recording[]): void => {
    totals = withBatch(totals, batch);
    best = topK(best, batch, sort, limit);
  };
  const { views, transcript, hostedBy, ...others } = filter;
  const isOfHosts = hostedBy !== undefined || filter.of !== undefined;
  const isReported = views !== undefined || transcript !== undefined;
  for await (const batch of all) {
    const named = isOfHosts ? batch.map((one) => withHost(one, actor)) : batch;
    const meant = named.filter((one) => keeps(filter, one));
    if (hostedBy !== undefined) {
      hostless += named.filter((one) => isHostUntold(one) && keeps(others, one)).length;
    }
    if (isReported) unsifted.push(...meant);
    else add(meant);
    onProgress({ count: totals.count + unsifted.length, since });
  }
  const sifted = await siftByReports(webex, authority, filter, unsifted, query);
  add(sifted.recordings);
  const ids = new Set(shown.map(({ id }) => id));
  const rest = best.filter(({ id }) => !ids.has(id));
  const recordings = [...shown, ...rest].slice(0, limit);
  const more = totals.count > recordings.length;
  const { notTold, unsure, untold, views: counts } = sifted;
  const told = { notTold, unsure, untold, hostless, views: counts };
  const listing = { recordings, more, ...defined({ unread, brokeOff }), ...told };
  return { listing, totals };
}

/** Keeps all of them where Webex does not tell. */
async function siftByReports(
  webex: WebexClient,
  authority: Authority,
  { views, transcript }: Filter,
  all: readonly Recording[],
  { window, signal, onBusy }: Pick<PageQuery, 'onBusy'> & { window: Window; signal: AbortSignal },
): Promise<Required<Pick<Listing, 'recordings' | 'notTold' | 'unsure' | 'untold' | 'views'>>> {
  let recordings = all.map((one) => ({ ...one, createdAt: madeAt(one) }));
  const notTold: NotTold[] = [];
  let unsure = 0;
  let untold = 0;
  const counts = new Map<string, number>();
  if (views !== undefined) {
    const query = { now: window.to, signal, ...defined({ onBusy }) };
    const told = await viewsOf(webex, authority, recordings, query);
    if (told.known) {
      untold = recordings.filter((one) => told.of(one) === undefined).length;
      recordings = recordings.filter((one) => told.fits(views, one));
    } else notTold.push('views');
    for (const one of recordings) {
      const count = told.of(one);
      if (count !== undefined) counts.set(one.id, count);
    }
  }
  if (transcript !== undefined) {
    const query = { signal, ...defined({ onBusy }) };
    const isOthers = ({ shareToMe }: Recording): boolean => shareToMe;
    const told = await transcriptsOf(webex, authority, recordings, isOthers, query);
    if (told.known) {
      unsure = recordings.filter((one) => told.fits(transcript, one) === undefined).length;
      recordings = recordings.filter((one) => told.fits(transcript, one) === true);
    } else
      notTold.push(
        told.permission && authority.isConfigured !== true
          ? 'transcripts-permission'
          : 'transcripts',
      );
  }
  return { recordings, notTold, unsure, untold, views: counts };
}

/** Webex may leave out the host of what is the person's own. */
function withHost(recording: Recording, { email, onBehalfOf, scope }: Actor): Recording {
  const isOwn = !recording.shareToMe && scope === undefined;
  if (!isOwn || !isHostUntold(recording)) return recording;
  return { ...recording, hostEmail: onBehalfOf?.email ?? email };
}

function isHostUntold({ hostEmail = '', hostDisplayName = '' }: Recording): boolean {
  return hostEmail === '' && hostDisplayName === '';
}

function madeAt({ createTime }: Recording): number {
  return Date.parse(createTime);
}
