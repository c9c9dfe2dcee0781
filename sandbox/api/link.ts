import type { Request, Response } from 'express';
import { badRequest } from './api-error.js';
import { maxOf } from './input.js';
import { queryOf } from './record.js';

/** Sets the Link header to the page that follows this one: same query, with that cursor. */
export function linkNext(req: Request, res: Response, cursor: string): void {
  const url = new URL(req.originalUrl, `${req.protocol}://${req.get('host') ?? '127.0.0.1'}`);
  url.searchParams.set('cursor', cursor);
  res.setHeader('Link', `<${url.href}>; rel="next"`);
}

/** The page of the list that the query asks for, by `max` and our own `cursor`; sets Link when more follow. */
export function pageOf<T>(
  req: Request,
  res: Response,
  all: readonly T[],
  limits: { standard: number; most: number },
): T[] {
  const query = queryOf(req);
  const max = maxOf(query, limits.standard, limits.most);
  const start =
    query.cursor === undefined ? 0 : Number(Buffer.from(query.cursor, 'base64url').toString());
  if (!Number.isSafeInteger(start) || start < 0)
    throw badRequest('The cursor is not one of this list.');
  if (start + max < all.length)
    linkNext(req, res, Buffer.from(String(start + max)).toString('base64url'));
  return all.slice(start, start + max);
}
