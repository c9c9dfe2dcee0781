import type { Request, Response } from 'express';
import type { Cursors } from '../recordings/cursor.js';
import { matches } from '../recordings/filter.js';
import type { Recording } from '../recordings/recording.js';
import type { Shelf } from '../recordings/shelf.js';
import { resolveWindow, type TimeWindow } from '../recordings/window.js';
import { badRequest } from './api-error.js';
import type { ListQuery } from './recordings-query.js';

/** What a list is made from, once it is known who asks. */
export interface ListSource {
  shelf: Shelf;
  /** Whom cursors are for: one caller cannot go on with another's. */
  reader: string;
  visible: (recording: Recording) => boolean;
  /** Called with the resolved window; throws when it is too long for this list. */
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
  const cursor = query.cursor === undefined ? undefined : cursors.open(query.cursor, scope);
  if (query.cursor !== undefined && !cursor)
    throw badRequest('cursor: not valid for this request.');
  const window = cursor ?? windowOf(query, source, options.now);
  const wanted = matches(query, options.now);
  const found = source.shelf.slice({
    from: window.from,
    to: window.to,
    after: cursor,
    limit: query.max + 1,
    wanted: (recording) => wanted(recording) && source.visible(recording),
  });
  const items = found.slice(0, query.max);
  const last = items.at(-1);
  if (found.length > items.length && last) {
    const { createTime, id } = last;
    const next = new URL(`${req.protocol}://${req.get('host') ?? ''}${req.originalUrl}`);
    const { from, to } = window;
    next.searchParams.set('cursor', cursors.seal({ createTime, id, from, to }, scope));
    res.set('Link', `<${next.href}>; rel="next"`);
  }
  res.json({ items: items.map(source.json) });
}

// Finite, since a cursor carries it as JSON: the last millisecond that a Date can hold.
const allOfTime: TimeWindow = { from: 0, to: 8.64e15 };

function windowOf(query: ListQuery, source: ListSource, now: number): TimeWindow {
  if (source.ignoreWindow) return allOfTime;
  const window = resolveWindow(query, now);
  if (window.from >= window.to) throw badRequest('from must be before to.');
  source.checkWindow?.(window);
  return window;
}

/** Everything that a cursor holds for; `max` may change, since a 504 asks for a smaller one. */
function scopeOf(req: Request, query: ListQuery, reader: string): string {
  const filters = { ...query, max: undefined, cursor: undefined };
  return JSON.stringify([reader, req.path, filters]);
}
