import type { RequestHandler, Response } from 'express';
import type { Faults } from '../control/faults.js';
import { ApiError } from './api-error.js';

/** What of a batch is done before it is refused; in `res.locals.partly` for whoever works it off. */
export interface Partly {
  readonly count: number;
  readonly status: number;
}

/** Middleware that makes /v1 fail as the faults in force say. */
export function misbehave(faults: Faults): RequestHandler {
  return (req, res, next) => {
    const fault = faults.forRequest(req.method, req.baseUrl + req.path);
    if (fault === undefined) {
      next();
      return;
    }
    const act = (): void => {
      if (res.destroyed) return;
      if (fault.cut === 'before') {
        req.socket.destroy();
        return;
      }
      if (fault.slowBodyMs !== undefined) slowDown(res, fault.slowBodyMs);
      if (fault.cut === 'after') cutInsteadOfAnswering(res);
      if (fault.status === undefined) {
        res.set(fault.headers);
        next();
        return;
      }
      res.locals.faulted = true;
      if (fault.partly !== undefined) {
        res.locals.partly = { count: fault.partly, status: fault.status } satisfies Partly;
        next();
      } else if (fault.status < 300) {
        // Says that it is done, and does nothing.
        res.status(fault.status).set(fault.headers);
        if (fault.status === 204) res.end();
        else res.json({});
      } else {
        next(new ApiError(fault.status, wordsFor(fault.status), undefined, fault.headers));
      }
    };
    if (fault.latencyMs > 0) setTimeout(act, fault.latencyMs);
    else act();
  };
}

function wordsFor(status: number): string {
  if (status === 429) return 'Too many requests have been sent in a given amount of time.';
  if (status === 423) return 'The requested resource is temporarily unavailable.';
  if (status === 428)
    return 'File(s) cannot be scanned for malware and need to be force downloaded.';
  return `The sandbox was told to answer ${status}.`;
}

/** The request is acted on, and the connection breaks where the answer would be. */
function cutInsteadOfAnswering(res: Response): void {
  res.end = () => {
    res.socket?.destroy();
    return res;
  };
}

/** Half of the body at once, the rest after `ms`. */
function slowDown(res: Response, ms: number): void {
  const end = res.end.bind(res);
  res.end = (chunk?: unknown) => {
    const body =
      typeof chunk === 'string' || Buffer.isBuffer(chunk) ? Buffer.from(chunk) : Buffer.alloc(0);
    if (!res.headersSent) res.flushHeaders();
    const half = Math.floor(body.length / 2);
    if (half > 0) res.write(body.subarray(0, half));
    setTimeout(() => {
      if (!res.destroyed) end(body.subarray(half));
    }, ms);
    return res;
  };
}
