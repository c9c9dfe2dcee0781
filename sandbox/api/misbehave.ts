import type { Request, RequestHandler, Response } from 'express';
import type { Faults } from '../control/faults.js';
import { answerFault } from './answer-fault.js';
import { maybeCallerOf } from './caller.js';

/** What of a batch is done before it is refused; in `res.locals.partly` for whoever works it off. */
export interface Partly {
  readonly count: number;
  readonly status: number;
}

/** Middleware that makes /v1 fail as the faults in force say. */
export function misbehave(faults: Faults): RequestHandler {
  return (req, res, next) => {
    const fault = faults.forRequest(req.method, req.baseUrl + req.path, {
      query: queryTextOf(req),
      token: maybeCallerOf(req)?.label ?? '',
      body: req.body as unknown,
    });
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
      if (fault.items !== undefined) res.locals.oddItems = fault.items;
      if (fault.next !== undefined) res.locals.nextLink = fault.next;
      const { status } = fault;
      if (status === undefined) {
        res.set(fault.headers);
        next();
        return;
      }
      res.locals.faulted = true;
      if (fault.partly !== undefined) {
        res.locals.partly = { count: fault.partly, status } satisfies Partly;
        next();
      } else {
        answerFault(res, { ...fault, status });
      }
    };
    if (fault.latencyMs > 0) setTimeout(act, fault.latencyMs).unref();
    else act();
  };
}

/** The query as one can read it, e.g. `status=deleted&from=2026-11-01T00:00:00Z`. */
function queryTextOf(req: Request): string {
  const [, query = ''] = req.originalUrl.split('?');
  return [...new URLSearchParams(query)].map(([key, value]) => `${key}=${value}`).join('&');
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
