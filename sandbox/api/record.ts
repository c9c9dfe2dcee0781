import type { Request, RequestHandler } from 'express';
import type { Calls } from '../control/calls.js';
import { maybeCallerOf } from './caller.js';
import type { Observers } from './exchange.js';

/** Middleware that keeps every call of /v1 for GET /sandbox/calls, and shows it to the observers. */
export function record(calls: Calls, observers: Observers, now: () => number): RequestHandler {
  return (req, res, next) => {
    const start = now();
    const query = queryOf(req);
    const path = req.baseUrl + req.path;
    let body: unknown;
    if (observers.any) {
      const json = res.json.bind(res);
      res.json = (value: unknown) => {
        body = value;
        return json(value);
      };
    }
    res.once('close', () => {
      const status = res.writableFinished ? res.statusCode : 0;
      calls.add({
        method: req.method,
        path,
        query,
        token: maybeCallerOf(req)?.label ?? '',
        status,
        start,
        end: now(),
      });
      if (status !== 0 && observers.any) {
        observers.tell({
          request: {
            method: req.method,
            path,
            query,
            headers: req.headers,
            ...(req.body === undefined ? {} : { body: req.body as unknown }),
          },
          response: { status, headers: res.getHeaders(), ...(body === undefined ? {} : { body }) },
          ...(res.locals.faulted === true ? { faulted: true } : {}),
        });
      }
    });
    next();
  };
}

/** The query as flat strings; of a repeated key the values joined by a comma. */
export function queryOf(req: Request): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(req.originalUrl.split('?')[1] ?? '')) {
    query[key] = query[key] === undefined ? value : `${query[key]},${value}`;
  }
  return query;
}
