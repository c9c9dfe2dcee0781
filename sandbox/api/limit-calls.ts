import type { RequestHandler } from 'express';
import { Limiter } from '../control/limiter.js';
import type { World } from '../world/world.js';
import { ApiError } from './api-error.js';
import { maybeCallerOf } from './caller.js';

/**
 * Middleware that refuses what is too much for one token (429). It goes by the real time, as those
 * who wait do, whatever the clock of the world is.
 */
export function limitCalls(world: World): RequestHandler {
  const limiter = new Limiter(Date.now);
  return (req, _res, next) => {
    const { limit } = world.settings;
    const caller = maybeCallerOf(req);
    if (limit === null || caller === undefined) {
      next();
      return;
    }
    const isMeant = limit.tokens === undefined || new RegExp(limit.tokens).test(caller.label);
    const wait = isMeant ? limiter.take(req.headers.authorization ?? '', limit) : undefined;
    if (wait === undefined) next();
    else next(tooMany(wait));
  };
}

function tooMany(seconds: number): ApiError {
  return new ApiError(
    429,
    'Too many requests have been sent in a given amount of time and the request has been rate limited.',
    undefined,
    { 'Retry-After': String(seconds) },
  );
}
