import type { Request, Response } from 'express';
import type { NextLinkFault } from '../control/fault-rule.js';
import { badRequest } from './api-error.js';
import { maxOf } from './input.js';
import { queryOf } from './record.js';

/**
 * Sets the Link header to the page that follows this one: same query, with that cursor, or what a
 * fault makes of it. Called without a cursor on the last page, which has none unless a fault says so.
 */
export function linkNext(req: Request, res: Response, cursor: string | undefined): void {
  const url = new URL(req.originalUrl, `${req.protocol}://${req.get('host') ?? '127.0.0.1'}`);
  const fault = nextLinkFault(res);
  const goesRound = fault === 'stuck' || (fault === 'loop' && cursor === undefined);
  if (!goesRound) {
    if (cursor === undefined) return;
    url.searchParams.set('cursor', fault === 'expired' ? 'expired' : cursor);
    for (const lost of lostParameters(res)) url.searchParams.delete(lost);
  }
  res.setHeader('Link', `<${url.href}>; rel="next"`);
}

/** The parameters that the address of the next page shall lack. */
export function lostParameters(res: Response): readonly string[] {
  const fault = nextLinkFault(res);
  return typeof fault === 'object' ? fault.lose : [];
}

function nextLinkFault(res: Response): NextLinkFault | undefined {
  return res.locals.nextLink as NextLinkFault | undefined;
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
  const more = start + max < all.length;
  linkNext(req, res, more ? Buffer.from(String(start + max)).toString('base64url') : undefined);
  return all.slice(start, start + max);
}
