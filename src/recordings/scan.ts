import { SECOND } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { LARGEST_PAGE, type Page, firstPage, pageAt } from './list.js';
import { type Authority, type Filter, type Recording, type Window, windowsOf } from './types.js';

/** How to get at what a page has left over. */
export type Remainder =
  /** In these windows, the newest first, side by side; the newest begins with the last second of the page. */
  | { readonly how: 'cut'; readonly windows: readonly Window[] }
  /** By the page's Link, and all of it lies in this window. */
  | { readonly how: 'follow'; readonly window: Window }
  /** By Links alone: the page is not sorted as the documents say, so that its times prove nothing. */
  | { readonly how: 'links only' };

/** How full the page of a piece is meant to be: people do not meet evenly. */
const FULLNESS = 0.75;
/** After a burst of recordings there may be none for years: so many empty answers do no harm. */
const MOST_PIECES = 16;

/**
 * Cuts what is left of a window after its newest page, in pieces that hold about a page each if
 * recordings go on as densely as on that page.
 *
 * @param window ends on whole seconds
 * @param page recordings of it as Webex gave them, and that there are more
 */
export function planRemainder({ from, to }: Window, page: readonly Recording[]): Remainder {
  const times = page.map(({ createTime }) => Date.parse(createTime));
  const oldest = times.at(-1);
  if (oldest === undefined) return { how: 'follow', window: { from, to } };
  const sorted = times.every((time, at) => at === 0 || time <= (times[at - 1] ?? time));
  if (!sorted || oldest < from || (times[0] ?? to) >= to) return { how: 'links only' };

  // The second of the last recording may hold others that did not fit on the page.
  const end = secondOf(oldest) + SECOND;
  // All of the page in the last second of the window: cutting time would ask for the same page again.
  if (end >= to) return { how: 'follow', window: { from, to } };
  const left = end - from;
  const length = Math.max((to - secondOf(oldest)) * FULLNESS, left / MOST_PIECES, SECOND);
  const count = Math.ceil(left / length);
  if (count <= 1) return { how: 'follow', window: { from, to: end } };
  const edges = Array.from({ length: count }, (_, at) => secondOf(end - (left * at) / count));
  const windows = edges.map((edge, at) => ({ from: edges[at + 1] ?? from, to: edge }));
  return { how: 'cut', windows: windows.filter((piece) => piece.from < piece.to) };
}

/** The whole second that a time lies in. @param ms since the epoch */
export function secondOf(ms: number): number {
  return Math.floor(ms / SECOND) * SECOND;
}

/** What to walk through. */
export interface ScanQuery {
  /** Of any length. */
  readonly window: Window;
  readonly filter?: Filter;
  /**
   * What a list of the same has just begun with, newest first and nothing left out: given as the
   * first batch, and where times tell what is left, not asked for again.
   */
  readonly known?: readonly Recording[];
  /** Ends the walk within one call: it then rejects with WebexUnreachable, `ERR_CANCELED`. */
  readonly signal?: AbortSignal;
  /** Told again and again: everything made since then has been given. Milliseconds since the epoch. */
  readonly onReached?: (since: number) => void;
}

/** Calls under way at once: more would meet Webex's limits. */
export const AT_ONCE = 8;

/** One call that is to be made. */
interface Step {
  /** What it was cut as. */
  readonly piece: Window;
  /** What is left of that. */
  readonly window: Window;
  /** Recordings of the piece that were given already and may come again. */
  readonly seen: ReadonlySet<string>;
  readonly next?: string;
  readonly linksOnly?: boolean;
}

interface Stepped {
  readonly step: Step;
  readonly fresh: readonly Recording[];
  readonly rest: readonly Step[];
}

/**
 * Every recording of a span, each once, in batches as they arrive and in no order. Spans are
 * walked in windows of at most 30 days; what a page leaves over is cut in time by the density seen
 * so far, so that the pieces can be asked for side by side. Held in memory is what is under way.
 *
 * Rejects with a WebexError; what was given before stands. A consumer that stops reading calls off
 * what is under way.
 * https://developer.webex.com/docs/api/v1/recordings/list-recordings
 */
export async function* scanRecordings(
  webex: WebexClient,
  authority: Authority,
  query: ScanQuery,
): AsyncGenerator<readonly Recording[], void, undefined> {
  const stop = new AbortController();
  const { signal: given, window, onReached, known = [] } = query;
  const signal = given === undefined ? stop.signal : AbortSignal.any([given, stop.signal]);
  const make = stepper(webex, authority, { ...query, signal });
  const afterwards = afterKnown(query);
  const waiting = afterwards ?? windowsOf(window).map(begun);
  const under = new Map<Step, Promise<Stepped>>();
  try {
    if (afterwards !== undefined) yield known;
    while (waiting.length > 0 || under.size > 0) {
      for (const step of waiting.splice(0, AT_ONCE - under.size)) {
        const made = make(step);
        // Looked at in its turn: it may fail while the consumer is busy.
        made.catch(() => undefined);
        under.set(step, made);
      }
      const { step, fresh, rest } = await Promise.race(under.values());
      under.delete(step);
      // What is newer comes first, so that little waits at any time.
      waiting.unshift(...rest);
      if (fresh.length > 0) yield fresh;
      const open = [...waiting, ...under.keys()].map((left) => left.window.to);
      onReached?.(Math.max(window.from, ...open));
    }
  } finally {
    stop.abort();
  }
}

/** What is left of a span whose newest recordings are known; undefined where times do not tell. */
function afterKnown({ window, filter, known = [] }: ScanQuery): Step[] | undefined {
  // Beside a meeting Webex heeds no times. Longer spans are asked for side by side from the start.
  if (filter?.meetingId !== undefined || windowsOf(window).length !== 1) return undefined;
  const rest = planRemainder(window, known);
  if (rest.how === 'cut') return pieces(rest.windows, known);
  const isLess = rest.how === 'follow' && rest.window.to < window.to;
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

/** A window of which nothing is known yet. */
function begun(window: Window): Step {
  return { piece: window, window, seen: new Set() };
}

/** Makes single calls, and says what is left to do after each. */
function stepper(
  webex: WebexClient,
  authority: Authority,
  query: ScanQuery,
): (step: Step) => Promise<Stepped> {
  // What timed out once need not be asked for again in every piece.
  let largest = LARGEST_PAGE;
  // Documented for administrators: beside a meeting Webex heeds no times, and gives all of a meeting
  // for each window. Those are few.
  const ofMeeting = query.filter?.meetingId === undefined ? undefined : new Set<string>();
  const isNew = ({ seen, piece }: Step, { id, createTime }: Recording): boolean => {
    if (seen.has(id)) return false;
    const at = Date.parse(createTime);
    if (ofMeeting === undefined) {
      // The end is exclusive. Should Webex think otherwise, the newer piece has it too.
      return at < piece.to || at >= piece.to + SECOND;
    }
    if (ofMeeting.has(id) || at < query.window.from || at >= query.window.to) return false;
    ofMeeting.add(id);
    return true;
  };
  const ask = async ({ next, window }: Step): Promise<Page> => {
    if (next !== undefined) return await pageAt(webex, authority, query, next);
    const { page, max } = await firstPage(webex, authority, { ...query, window }, largest);
    largest = Math.min(largest, max);
    return page;
  };
  return async (step) => {
    const { data, next } = await ask(step);
    const fresh = data.items.filter((item) => isNew(step, item));
    return { step, fresh, rest: next === undefined ? [] : left(step, data.items, next) };
  };
}

/** What is to be asked for after a page that has a next one. */
function left(step: Step, items: readonly Recording[], next: string): Step[] {
  const rest = step.linksOnly === true ? undefined : planRemainder(step.window, items);
  if (rest?.how === 'cut') return pieces(rest.windows, items);
  const seen = new Set([...step.seen, ...items.map(({ id }) => id)]);
  if (rest?.how === 'follow') return [{ ...step, window: rest.window, seen, next }];
  return [{ ...step, seen, next, linksOnly: true }];
}
