import express, {
  type ErrorRequestHandler,
  type Express,
  type RequestHandler,
  type Router,
} from 'express';
import helmet from 'helmet';
import type { Logger } from 'pino';

/**
 * The web server: routers, safe headers, and errors that say nothing about the inside.
 *
 * @param proxyHops proxies in front: so many of the last addresses in X-Forwarded-For are believed
 */
export function createServer(routers: readonly Router[], log: Logger, proxyHops = 0): Express {
  const app = express();
  app.set('trust proxy', proxyHops);
  app.disable('x-powered-by');
  app.use(safeHeaders());
  for (const router of routers) app.use(router);
  app.use((_request, response) => response.sendStatus(404));
  app.use(failed(log));
  return app;
}

/** For browsers, which only ever GET here: to write them for each of Webex's POSTs costs, for nobody. */
function safeHeaders(): RequestHandler {
  const safe = helmet({ contentSecurityPolicy: { directives: policy } });
  return (request, response, next) => {
    if (request.method === 'POST') next();
    else safe(request, response, next);
  };
}

const policy = {
  defaultSrc: ["'none'"],
  styleSrc: ["'unsafe-inline'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

function failed(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    // body-parser's errors carry a status (413, 400); anything else is ours.
    const { status } = error as { status?: unknown };
    const known = typeof status === 'number' && status >= 400 && status < 500;
    if (!known) log.error({ err: error }, 'a request failed');
    if (!response.headersSent) response.sendStatus(known ? status : 503);
    // Half an answer is cut off, so that nobody waits for the rest or takes it for the whole.
    else if (!response.writableEnded) response.destroy();
  };
}
