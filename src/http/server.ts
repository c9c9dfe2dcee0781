import express, {
  type ErrorRequestHandler,
  type Express,
  type RequestHandler,
  Router,
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

/** For browsers, which only GET here: Webex's POSTs do without the cost. */
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
    // Cut a half-written answer off, so that no client waits for the rest or takes it for the whole.
    else if (!response.writableEnded) response.destroy();
  };
}

/** Why the bot cannot serve, or undefined when it can. */
export type ReadinessProblem = () => Promise<string | undefined>;

/** GET /livez: the process runs. GET /readyz: it can serve; 503 with the reason otherwise. */
export function healthRouter(notReady: ReadinessProblem): Router {
  const router = Router();
  router.get('/livez', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const reason = await notReady();
    if (reason === undefined) response.json({ status: 'ok' });
    else response.status(503).json({ status: 'unavailable', reason });
  });
  return router;
}

/**
 * Ready: not stopping, the webhooks exist, and the database answers.
 *
 * @param webhooks why the webhooks are not ensured yet, or undefined
 * @param ping rejects when the database does not answer
 */
export function readiness(webhooks: () => string | undefined, ping: () => Promise<void>) {
  let stopping = false;
  return {
    /** The reason why it cannot serve, or undefined. */
    problem: async (): Promise<string | undefined> => {
      if (stopping) return 'stopping';
      return await ping().then(webhooks, () => 'the database does not answer');
    },
    /** From now on it cannot: it is stopping. */
    stop: (): void => {
      stopping = true;
    },
  };
}
