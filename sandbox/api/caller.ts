import type { Request, RequestHandler } from 'express';
import type { Grant, TokenSource } from '../world/tokens.js';
import { MESSAGING_SCOPE } from '../world/scopes.js';
import { ApiError } from './api-error.js';

/** Who asks, by the bearer token. */
export type Caller = Grant;

const callers = new WeakMap<object, Caller>();

/** Middleware that finds out who asks; a missing or unknown token is only refused by {@link callerOf}. */
export function identify(tokens: TokenSource): RequestHandler {
  return (req, _res, next) => {
    const token = bearerToken(req);
    const caller = token === undefined ? undefined : tokens.find(token);
    if (caller !== undefined) callers.set(req, caller);
    next();
  };
}

/** The caller, or undefined without a token that is good. */
export function maybeCallerOf(req: Request): Caller | undefined {
  return callers.get(req);
}

/** The caller; 401 without a token that is good. */
export function callerOf(req: Request): Caller {
  const caller = callers.get(req);
  if (caller === undefined) {
    throw new ApiError(
      401,
      'The request requires a valid access token set in the Authorization request header.',
      undefined,
      { 'WWW-Authenticate': 'Bearer' },
    );
  }
  return caller;
}

/** The caller, who must hold one of the scopes; else 401 or 403. */
export function callerWith(req: Request, ...scopes: readonly string[]): Caller {
  const caller = callerOf(req);
  if (!scopes.some((scope) => caller.scopes.has(scope))) {
    throw new ApiError(
      403,
      'The server understood the request, but refused to fulfill it because the access token is missing required scopes or the user is missing required roles or licenses.',
    );
  }
  return caller;
}

/** The caller, who must be allowed to read and write messages; else 401 or 403. */
export function messagingCallerOf(req: Request): Caller {
  return callerWith(req, MESSAGING_SCOPE);
}

function bearerToken(req: Request): string | undefined {
  return /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? '')?.[1];
}
