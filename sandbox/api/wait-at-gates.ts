import type { RequestHandler } from 'express';
import type { Holds } from '../control/holds.js';
import { maybeCallerOf } from './caller.js';

/** Middleware that lets calls of /v1, or their answers, wait for as long as they are held. */
export function waitAtGates(holds: Holds): RequestHandler {
  return (req, res, next) => {
    const path = req.baseUrl + req.path;
    const token = maybeCallerOf(req)?.label;
    const gone = (listener: () => void): void => void res.once('close', listener);
    const end = res.end.bind(res);
    res.end = (chunk?: unknown) => {
      const answer = (): void => {
        if (!res.destroyed) end(chunk);
      };
      const come = holds.gateOf(req.method, path, 'done', token);
      if (come === undefined) answer();
      else come(answer, gone);
      return res;
    };
    const come = holds.gateOf(req.method, path, 'asked', token);
    const go = (): void => {
      if (!res.destroyed) next();
    };
    if (come === undefined) go();
    else come(go, gone);
  };
}
