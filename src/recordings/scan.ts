import { SECOND } from '../util/time.js';
import { type WebexClient } from '../webex/client.js';
import { MOST_EMPTY, saysNothingNew } from '../webex/lists.js';
import type { Page, PageQuery } from './list.js';
import { LARGEST_PAGE, firstPage, pageKeys, linkedPage, spanLimit } from './list.js';
import type { Authority, Recording, Window } from './types.js';
import { isWithin, listedAt, recordedAt } from './types.js';

type Remainder =
  /** In parallel, the newest first; begins with the last second of the page. */
  | { readonly how: 'split'; readonly windows: readonly Window[] }
  /** By the page's Link; all of the rest lies in this window. */
  | { readonly how: 'paginate'; readonly window: Window }
  /** By Links only: the page is not sorted as documented, so its times prove nothing. */
  | { readonly how: 'links only' };

/** Pages per piece, roughly: each piece costs a part of a page. */
const PAGES = 2;
/** Calls in parallel: more would meet Webex's limits. */
export const SCANS_AT_ONCE = 8;
/** Pieces of a scan in parallel, beside its first page: as many calls more than there are pages. */
const FEW_PIECES = 3;

/** Splits the rest of a window (whole seconds) into pieces of some pages each, judging by its newest page. */
export function planRemainder(
  { from, to }: Window,
  page: readonly Recording[],
  most = FEW_PIECES,
): Remainder {
  const times = page.map(({ createTime }) => Date.parse(createTime));
  const oldest = times.at(-1);
  if (oldest === undefined) return { how: 'paginate', window: { from, to } };
  const sorted = times.every((time, at) => at === 0 || time <= (times[at - 1] ?? time));
  if (!sorted || oldest < from || (times[0] ?? to) >= to) return { how: 'links only' };

  // That second may hold more recordings, which did not fit on the page.
  const end = secondOf(oldest) + SECOND;
  // The whole page is in the last second of the window: a split would request the same page again.
  if (end >= to) return { how: 'paginate', window: { from, to } };
  const left = end - from;
  const length = Math.max((to - secondOf(oldest)) * PAGES, left / most, SECOND);
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

export interface ScanQuery extends PageQuery {
  /** The newest recordings of the same list, just read: not requested again if their times allow it. */
  readonly known?: readonly Recording[];
  /** Pieces in parallel, and calls more than there are pages; 3. */
  readonly pieces?: number;
  /** Keys of items beside `known` that could not be read. */
  readonly knownUnread?: readonly string[];
  /** All recordings made since then were given. Milliseconds since the epoch. */
  readonly onReached?: (since: number) => void;
  /** Keys of all items that could not be read so far. */
  readonly onUnread?: (unread: readonly string[]) => void;
  /** Webex's list broke off: there may be more, but no way to get it. */
  readonly onBrokeOff?: () => void;
  /** After this many calls it breaks off, too. */
  readonly mostCalls?: number;
}

/** No scan needs that many. */
const MOST_CALLS = 10_000;

interface Step {
  readonly window: Window;
  /** Keys that were given already and may come again; pages that follow each other add to one set. */
  readonly seen: Set<string>;
  readonly next?: string | undefined;
  readonly linksOnly?: boolean;
  /** Asked for anew after a Link that led nowhere. */
  readonly again?: boolean;
  /** Empty pages in a row; a filter can leave some. */
  readonly empty?: number;
}

/**
 * Every recording of a span of any length, each once, in batches as they arrive, in no order. The span is
 * asked for as a whole, or in windows as long as Webex takes. After the first page the rest is split once,
 * by how dense that page is, and requested in parallel; each piece follows its Links. A Link that leads
 * nowhere is replaced by a request for the time it stood for. Calls in progress are aborted when the
 * consumer stops reading.
 *
 * Rejects with a WebexError; batches given before are valid. When `signal` aborts, it ends within one call
 * and rejects with WebexUnreachable, `ERR_CANCELED`.
 */
export async function* scanRecordings(
  webex: WebexClient,
  authority: Authority,
  query: ScanQuery,
): AsyncGenerator<readonly Recording[], void, undefined> {
  const stop = new AbortController();
  const { signal: given, window, onReached, known = [] } = query;
  const signal = given === undefined ? stop.signal : AbortSignal.any([given, stop.signal]);
  const scan = stepper(webex, authority, { ...query, signal });
  const afterwards = scan.afterKnown();
  const waiting = afterwards ?? scan.windows();
  const running = new Map<Step, ReturnType<typeof scan.run>>();
  try {
    if (afterwards !== undefined) yield known;
    while (waiting.length > 0 || running.size > 0) {
      for (const step of waiting.splice(0, scan.atOnce() - running.size)) {
        const made = scan.run(step);
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

/** Steps for windows, newest first, the first of which begins in the last second of a page. */
function pieces(windows: readonly Window[], page: readonly Recording[]): Step[] {
  const [first, ...others] = windows;
  if (first === undefined) return [];
  const top = first.to - SECOND;
  const again = page.filter(({ createTime }) => secondOf(Date.parse(createTime)) === top);
  return [{ ...begun(first), seen: new Set(again.map(({ id }) => id)) }, ...others.map(begun)];
}

function begun(window: Window): Step {
  return { window, seen: new Set() };
}

function stepper(webex: WebexClient, authority: Authority, query: ScanQuery) {
  const { window: span, filter, known = [], mostCalls = MOST_CALLS } = query;
  const limit = spanLimit(webex, authority);
  const unread = new Set(query.knownUnread);
  // A page size that timed out once is not requested again in every piece.
  let largest = LARGEST_PAGE;
  let mayLink = true;
  let spare = query.pieces ?? FEW_PIECES;
  let calls = 0;
  // With a meeting Webex ignores times, and gives all of the meeting for each window.
  const isOfMeeting = filter?.meetingId !== undefined;
  /** Ids given so far: one may come again on a page, on two, or in two pieces. */
  const given = new Set<string>();

  const isNew = ({ id, createTime }: Recording): boolean => {
    if (given.has(id) || (isOfMeeting && !isWithin(span, Date.parse(createTime)))) return false;
    given.add(id);
    return true;
  };
  /** Each piece but one costs a call more than there are pages: a scan splits as often as it can afford. */
  const plan = (window: Window, page: readonly Recording[]): Remainder => {
    const rest = planRemainder(window, page, Math.max(1, spare));
    if (rest.how === 'split') spare -= rest.windows.length;
    return rest;
  };
  /** Undefined where the Link does not work (any more). */
  const fetch = async ({ next, window }: Step): Promise<Page | undefined> => {
    if (next !== undefined) return await linkedPage(webex, authority, query, next);
    const { page, max } = await firstPage(webex, authority, { ...query, window }, largest);
    limit.taken();
    largest = Math.min(largest, max);
    return page;
  };
  /** Asks by time for what a Link should have led to; nothing where that makes no progress either. */
  const anew = (step: Step): Step[] => {
    if (step.again !== true && step.linksOnly !== true) {
      return [{ ...step, next: undefined, again: true }];
    }
    query.onBrokeOff?.();
    return [];
  };
  const left = (step: Step, page: Page): Step[] => {
    const { items, next, isCut } = page;
    const rest = step.linksOnly === true ? undefined : plan(step.window, items);
    if (rest?.how === 'split') return pieces(rest.windows, items);
    for (const key of pageKeys(page)) step.seen.add(key);
    const isLess = rest?.how === 'paginate' && rest.window.to < step.window.to;
    const window = rest?.how === 'paginate' ? rest.window : step.window;
    const linksOnly = rest?.how !== 'paginate';
    const on = { ...step, window, linksOnly, next: undefined, again: false };
    if (isCut || (!mayLink && isLess)) return isLess ? [on] : anew({ ...on, again: true });
    return next === undefined ? [] : [{ ...on, next }];
  };
  /** Makes one call at most; `rest` are the steps after it. */
  const run = async (step: Step) => {
    const none = (rest: Step[]) => ({ step, fresh: [], rest });
    if (step.next === undefined && !limit.fits(step.window)) {
      return none(
        limit
          .windowsOf(step.window)
          .map((window) => ({ ...begun(window), seen: new Set(step.seen) })),
      );
    }
    if ((calls += 1) > mostCalls) {
      query.onBrokeOff?.();
      return none([]);
    }
    let page: Page | undefined;
    try {
      page = await fetch(step);
    } catch (error) {
      if (step.next === undefined && limit.refused(error, step.window)) return none([step]);
      throw error;
    }
    if (page === undefined) return none(anew(step));
    const keys = pageKeys(page);
    const isAgain = step.next !== undefined || step.again === true;
    if (isAgain && keys.length > 0 && keys.every((key) => step.seen.has(key))) {
      saysNothingNew(webex, listedAt(authority));
      mayLink = false;
      // A short page is the last one, wherever its Link leads.
      return none(keys.length < largest ? [] : anew(step));
    }
    const empty = keys.length === 0 ? (step.empty ?? 0) + 1 : 0;
    for (const { key } of page.unread) unread.add(key);
    if (page.unread.length > 0) query.onUnread?.([...unread]);
    const { recorded } = query;
    const fresh = page.items.filter(
      (item) => isNew(item) && (recorded === undefined || isWithin(recorded, recordedAt(item))),
    );
    const isOver = (page.next === undefined && !page.isCut) || empty > MOST_EMPTY;
    return { step, fresh, rest: isOver ? [] : left({ ...step, empty }, page) };
  };
  return {
    run,
    atOnce: (): number => limit.atOnce(SCANS_AT_ONCE),
    windows: (): Step[] => limit.windowsOf(span).map(begun),
    /** Undefined where the times of the known recordings do not tell where the rest begins. */
    afterKnown: (): Step[] | undefined => {
      // With a meeting Webex ignores times. Spans of many windows are requested in parallel from the start.
      if (isOfMeeting || limit.windowsOf(span).length !== 1) return undefined;
      if (known.length === 0) return undefined;
      limit.taken();
      const rest = plan(span, known);
      const isLess = rest.how === 'paginate' && rest.window.to < span.to;
      if (rest.how !== 'split' && !isLess) return undefined;
      for (const { id } of known) given.add(id);
      return pieces(rest.how === 'split' ? rest.windows : [rest.window], known);
    },
  };
}
