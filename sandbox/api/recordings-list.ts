import type { Request, Response } from 'express';
import type { Cursor, Cursors } from '../recordings/cursor.js';
import { matches } from '../recordings/filter.js';
import type { Recording } from '../recordings/recording.js';
import type { Shelf } from '../recordings/shelf.js';
import { resolveWindow, tooLong, type TimeWindow } from '../recordings/window.js';
import { badRequest } from './api-error.js';
import { linkNext, lostParameters } from './link.js';
import type { ListQuery } from './recordings-query.js';

/** What a list is made from, once it is known who asks. */
export interface ListSource {
  shelf: Shelf;
  /** Whom cursors are for: one caller cannot go on with another's. */
  reader: string;
  visible: (recording: Recording) => boolean;
  /** The longest window that this list takes; any when left out. */
  longestDays?: number | undefined;
  /** Called with the resolved window; throws when this list does not take it. */
  checkWindow?: (window: TimeWindow) => void;
  /** All of time, whatever from and to say (admin lists with a meetingId). */
  ignoreWindow?: boolean;
  json: (recording: Recording) => Record<string, unknown>;
}

/**
 * Answers one page of a list, with a Link header when there are more. The window is fixed by the
 * first page: the cursor carries it, so that walking pages while time passes skips nothing.
 */
export function answerPage(
  req: Request,
  res: Response,
  options: { query: ListQuery; source: ListSource; cursors: Cursors; now: number },
): void {
  const { query, source, cursors } = options;
  const scope = scopeOf(req, query, source.reader);
  const { cursor, window } = placeOf(query, { source, cursors, scope, now: options.now });
  const wanted = matches(query, options.now);
  const found = source.shelf.slice({
    from: window.from,
    to: window.to,
    after: cursor,
    limit: query.max + 1,
    wanted: (recording) => wanted(recording) && source.visible(recording),
  });
  const items = found.slice(0, query.max);
  const last = found.length > items.length ? items.at(-1) : undefined;
  const { from, to } = window;
  const next = lostParameters(res).length > 0 ? ANY_SCOPE : scope;
  linkNext(
    req,
    res,
    last && cursors.seal({ createTime: last.createTime, id: last.id, from, to }, next),
  );
  res.json({ items: items.map(source.json) });
}

/** Of cursors in addresses that lost parameters: they go on after a recording, in whatever is asked for. */
const ANY_SCOPE = 'any';

/** Where the page begins, and in which window: the first page's, or what is left of the query. */
function placeOf(
  query: ListQuery,
  options: { source: ListSource; cursors: Cursors; scope: string; now: number },
): { cursor: Cursor | undefined; window: TimeWindow } {
  const { source, cursors, scope, now } = options;
  if (query.cursor === undefined) {
    return { cursor: undefined, window: windowOf(query, source, now) };
  }
  const cursor = cursors.open(query.cursor, scope);
  if (cursor !== undefined) return { cursor, window: cursor };
  const lost = cursors.open(query.cursor, ANY_SCOPE);
  if (lost === undefined) throw badRequest('cursor: not valid for this request.');
  return { cursor: lost, window: windowOf(query, source, now) };
}

// Finite, since a cursor carries it as JSON: the last millisecond that a Date can hold.
const allOfTime: TimeWindow = { from: 0, to: 8.64e15 };

function windowOf(query: ListQuery, source: ListSource, now: number): TimeWindow {
  if (source.ignoreWindow) return allOfTime;
  const window = resolveWindow(query, now);
  if (window.from > window.to) throw badRequest('from must not be after to.');
  const { longestDays } = source;
  const problem = longestDays === undefined ? undefined : tooLong(window, longestDays);
  if (problem !== undefined) throw badRequest(problem);
  source.checkWindow?.(window);
  return window;
}

/** Everything that a cursor holds for; `max` may change, since a 504 asks for a smaller one. */
function scopeOf(req: Request, query: ListQuery, reader: string): string {
  const filters = { ...query, max: undefined, cursor: undefined };
  return JSON.stringify([reader, req.path, filters]);
}
