import type { Recording } from './recording.js';
import type { Window } from './window.js';

/** How to get at what a page has left over. */
export type Rest =
  /** In these windows, the newest first, side by side; the newest begins with the last second of the page. */
  | { readonly how: 'cut'; readonly windows: readonly Window[] }
  /** By the page's Link, and all of it lies in this window. */
  | { readonly how: 'follow'; readonly window: Window }
  /** By Links alone: the page is not sorted as the documents say, so that its times prove nothing. */
  | { readonly how: 'links only' };

const SECOND = 1_000;
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
export function restOf({ from, to }: Window, page: readonly Recording[]): Rest {
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
