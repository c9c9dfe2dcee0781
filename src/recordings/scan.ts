import { SECOND } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { LARGEST_PAGE, type Page, firstPage, pageAt } from './list.js';
import {
  type Authority,
  type Filter,
  type Recording,
  type Window,
  isWithin,
  recordedAt,
  windowsOf,
} from './types.js';

type Remainder =
  /** In parallel, the newest first, which begins with the last second of the page. */
  | { readonly how: 'split'; readonly windows: readonly Window[] }
  /** By the page's Link; all of the rest lies in this window. */
  | { readonly how: 'paginate'; readonly window: Window }
  /** By Links only: the page is not sorted as documented, so its times prove nothing. */
  | { readonly how: 'links only' };

/** Target share of a full page per window: recordings are not spread evenly. */
const FULLNESS = 0.75;
/** After a burst of recordings there may be none for years: this many empty answers do no harm. */
const MOST_PIECES = 16;

/** Splits the rest of a window (of whole seconds) into pieces of about a page each, by its newest page. */
export function planRemainder({ from, to }: Window, page: readonly Recording[]): Remainder {
  const times = page.map(({ createTime }) => Date.parse(createTime));
  const oldest = times.at(-1);
  if (oldest === undefined) return { how: 'paginate', window: { from, to } };
  const sorted = times.every((time, at) => at === 0 || time <= (times[at - 1] ?? time));
  if (!sorted || oldest < from || (times[0] ?? to) >= to) return { how: 'links only' };

  // The second of the last recording may hold others that did not fit on the page.
  const end = secondOf(oldest) + SECOND;
  // All of the page in the last second of the window: a split would request the same page again.
  if (end >= to) return { how: 'paginate', window: { from, to } };
  const left = end - from;
  const length = Math.max((to - secondOf(oldest)) * FULLNESS, left / MOST_PIECES, SECOND);
  const count = Math.ceil(left / length);
  if (count <= 1) return { how: 'paginate', window: { from, to: end } };
  const edges = Array.from({ length: count }, (_, at) => secondOf(end - (left * at) / count));
  const windows = edges.map((edge, at) => ({ from: edges[at + 1] ?? from, to: edge }));
  return { how: 'split', windows: windows.filter((piece) => piece.from < piece.to) };
}

/** Rounds down to a second. @param ms since the epoch */
export function secondOf(ms: number): number {
  return Math.floor(ms / SECOND) * SECOND;
}

export interface ScanQuery {
  readonly window: Window;
  /** Only what was recorded then; see recordedIn. */
  readonly recorded?: Window;
  readonly filter?: Filter;
  /** The newest recordings of the same list, just read: not requested again where their times allow it. */
  readonly known?: readonly Recording[];
  /** Ends the scan within one call: it then rejects with WebexUnreachable, `ERR_CANCELED`. */
  readonly signal?: AbortSignal;
  /** All recordings made since then were given. Milliseconds since the epoch. */
  readonly onReached?: (since: number) => void;
}

/** Calls in parallel: more would meet Webex's limits. */
export const AT_ONCE = 8;

interface Step {
  readonly piece: Window;
  readonly window: Window;
  /** Ids that were given already and may come again. */
  readonly seen: ReadonlySet<string>;
  readonly next?: string;
  readonly linksOnly?: boolean;
}

/**
 * Every recording of a span of any length, each once, in batches as they arrive, in no order. Spans are
 * scanned in windows of at most 30 days; the rest after a page is split by its density and requested in
 * parallel. Only calls in progress are held in memory; they are aborted when the consumer stops reading.
 *
 * Rejects with a WebexError; batches given before stand.
 */
export async function* scanRecordings(
  webex: WebexClient,
  authority: Authority,
  query: ScanQuery,
): AsyncGenerator<readonly Recording[], void, undefined> {
  const stop = new AbortController();
  const { signal: given, window, onReached, known = [] } = query;
  const signal = given === undefined ? stop.signal : AbortSignal.any([given, stop.signal]);
  const run = stepper(webex, authority, { ...query, signal });
  const afterwards = afterKnown(query);
  const waiting = afterwards ?? windowsOf(window).map(begun);
  const running = new Map<Step, ReturnType<typeof run>>();
  try {
    if (afterwards !== undefined) yield known;
    while (waiting.length > 0 || running.size > 0) {
      for (const step of waiting.splice(0, AT_ONCE - running.size)) {
        const made = run(step);
        // Awaited later: it may fail while the consumer is busy.
        made.catch(() => undefined);
        running.set(step, made);
      }
      const { step, fresh, rest } = await Promise.race(running.values());
      running.delete(step);
      // The newest first, so that few steps wait at any time.
      waiting.unshift(...rest);
      if (fresh.length > 0) yield fresh;
      const open = [...waiting, ...running.keys()].map((left) => left.window.to);
      onReached?.(Math.max(window.from, ...open));
    }
  } finally {
    stop.abort();
  }
}

/** Undefined where the times of known recordings do not show the rest. */
function afterKnown({ window, filter, known = [] }: ScanQuery): Step[] | undefined {
  // With a meeting Webex ignores times. Longer spans are requested side by side from the start.
  if (filter?.meetingId !== undefined || windowsOf(window).length !== 1) return undefined;
  const rest = planRemainder(window, known);
  if (rest.how === 'split') return pieces(rest.windows, known);
  const isLess = rest.how === 'paginate' && rest.window.to < window.to;
  return isLess ? pieces([rest.window], known) : undefined;
}

/** Windows, newest first, that begin in the last second of a page. */
function pieces(windows: readonly Window[], page: readonly Recording[]): Step[] {
  const [first, ...others] = windows;
  if (first === undefined) return [];
  const top = first.to - SECOND;
  const again = page.filter(({ createTime }) => secondOf(Date.parse(createTime)) === top);
  return [{ ...begun(first), seen: new Set(again.map(({ id }) => id)) }, ...others.map(begun)];
}

function begun(window: Window): Step {
  return { piece: window, window, seen: new Set() };
}

function stepper(webex: WebexClient, authority: Authority, query: ScanQuery) {
  // A size that timed out once is not requested again in every piece.
  let largest = LARGEST_PAGE;
  // With a meeting Webex ignores times, and gives all of the meeting for each window. Those are few.
  const ofMeeting = query.filter?.meetingId === undefined ? undefined : new Set<string>();
  const isNew = ({ seen, piece }: Step, { id, createTime }: Recording): boolean => {
    if (seen.has(id)) return false;
    const at = Date.parse(createTime);
    if (ofMeeting === undefined) {
      // The end is exclusive. Should Webex see it otherwise, the newer piece has it too.
      return at < piece.to || at >= piece.to + SECOND;
    }
    if (ofMeeting.has(id) || at < query.window.from || at >= query.window.to) return false;
    ofMeeting.add(id);
    return true;
  };
  const fetch = async ({ next, window }: Step): Promise<Page> => {
    if (next !== undefined) return await pageAt(webex, authority, query, next);
    const { page, max } = await firstPage(webex, authority, { ...query, window }, largest);
    largest = Math.min(largest, max);
    return page;
  };
  /** Makes one call; `rest` are the steps after it. */
  return async (step: Step) => {
    const { data, next } = await fetch(step);
    const { recorded } = query;
    const fresh = data.items.filter(
      (item) =>
        isNew(step, item) && (recorded === undefined || isWithin(recorded, recordedAt(item))),
    );
    return { step, fresh, rest: next === undefined ? [] : left(step, data.items, next) };
  };
}

function left(step: Step, items: readonly Recording[], next: string): Step[] {
  const rest = step.linksOnly === true ? undefined : planRemainder(step.window, items);
  if (rest?.how === 'split') return pieces(rest.windows, items);
  const seen = new Set([...step.seen, ...items.map(({ id }) => id)]);
  if (rest?.how === 'paginate') return [{ ...step, window: rest.window, seen, next }];
  return [{ ...step, seen, next, linksOnly: true }];
}
