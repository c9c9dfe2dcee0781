import express, { type ErrorRequestHandler, type Express, Router } from 'express';
import helmet from 'helmet';
import { LRUCache } from 'lru-cache';
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Server, createServer as createHttpServer } from 'node:http';
import type { Logger } from 'pino';
import { StartError, codeOf } from '../util/log.js';
import { MINUTE, SECOND } from '../util/time.js';
import { ADDRESS_PROOF_PATH, NONCE, addressProof } from '../util/webhook-secret.js';
import { type CallbackDeps, oauthCallbackRouter } from './oauth-callback.js';
import { type WebhookDeps, webhookRouter } from './webhook.js';

interface BotServerOptions extends WebhookDeps, Pick<CallbackDeps, 'onConnected'> {
  readonly host: string;
  readonly port: number;
  readonly proxyHops: number;
  readonly notReady: ReadinessProblem;
  /** Undefined where nobody can connect. */
  readonly oauth: CallbackDeps['oauth'] | undefined;
  readonly log: Logger;
  /** Undefined where nobody reads them; with a token here, without one on a port of this machine. */
  readonly metrics: (Pick<MetricsPage, 'contentType' | 'text'> & MetricsAt) | undefined;
}

interface MetricsAt {
  readonly token: string | undefined;
  readonly port: number | undefined;
}

/** Serves health, webhooks, sign-ins and metrics. Rejects with a StartError when a port is not free. */
export async function serveBot(options: BotServerOptions): Promise<Listening> {
  const { host, port, proxyHops, notReady, oauth, onConnected, metrics, log } = options;
  // Webhooks first: they arrive most. Without a secret no request could be verified.
  const routers = options.secrets.length > 0 ? [webhookRouter(options)] : [];
  routers.push(healthRouter(notReady, options.secrets[0]));
  if (metrics?.token !== undefined) routers.push(metricsRouter(metrics));
  if (oauth !== undefined) routers.push(oauthCallbackRouter({ oauth, onConnected, log }));
  const bot = await listen(createServer(routers, log, proxyHops), port, host);
  if (metrics?.port === undefined) return bot;
  const page = metricsRouter({ ...metrics, token: undefined });
  const inside = await listen(
    createServer([page], log),
    metrics.port,
    THIS_MACHINE,
    LIMITS,
    'METRICS_PORT',
  ).catch(async (error: unknown) => {
    await bot.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    await Promise.all([bot.close(), inside.close()]);
  };
  return { ...bot, close };
}

const THIS_MACHINE = '127.0.0.1';

const policy = {
  defaultSrc: ["'none'"],
  styleSrc: ["'unsafe-inline'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

/** @param proxyHops proxies in front: so many of the last addresses in X-Forwarded-For are believed */
export function createServer(routers: readonly Router[], log: Logger, proxyHops = 0): Express {
  const app = express();
  app.set('trust proxy', proxyHops);
  app.disable('x-powered-by');
  const safeHeaders = helmet({ contentSecurityPolicy: { directives: policy } });
  app.use((request, response, next) => {
    // A proxy and we could each believe another one of two.
    const hosts = request.rawHeaders.filter((name, at) => at % 2 === 0 && /^host$/i.test(name));
    if (hosts.length > 1) response.sendStatus(400);
    else next();
  });
  app.use((request, response, next) => {
    // For browsers, which only GET here: Webex's POSTs skip the cost.
    if (request.method === 'POST') next();
    else safeHeaders(request, response, next);
  });
  for (const router of routers) app.use(router);
  app.use((_request, response) => response.sendStatus(404));
  app.use(failureHandler(log));
  return app;
}

/** Like failures less than this apart count as one. */
const SPELL_MS = MINUTE;

/** Logs a failure once, not with each request while it lasts, such as deliveries while the database is away. */
function failureHandler(log: Logger): ErrorRequestHandler {
  const recent = new LRUCache<string, true>({ max: 100, ttl: SPELL_MS });
  const isNew = (path: unknown, error: unknown): boolean => {
    const kind = `${String(path)} ${error instanceof Error ? error.name : ''} ${codeOf(error) ?? ''}`;
    const known = recent.has(kind);
    recent.set(kind, true);
    return !known;
  };
  return (error: unknown, request, response, _next) => {
    // body-parser's errors carry a status (413, 400); any other error is ours.
    const { status } = error as { status?: unknown };
    const known = typeof status === 'number' && status >= 400 && status < 500;
    const { path } = (request.route ?? {}) as { path?: unknown };
    if (!known && isNew(path, error)) log.error({ err: error }, 'HTTP request failed');
    if (!response.headersSent) response.sendStatus(known ? status : 503);
    // Cut off a half-written answer, so that no client waits for the rest or takes it for the whole.
    else if (!response.writableEnded) response.destroy();
  };
}

/** Why the bot cannot serve, or undefined when it can. */
type ReadinessProblem = () => Promise<string | undefined>;

/**
 * GET /livez: the process runs. GET /readyz: it can serve; 503 with the reason otherwise. GET /door/{nonce}:
 * the process has the secret (`npm run doctor` asks).
 */
export function healthRouter(notReady: ReadinessProblem, secret?: string): Router {
  const router = Router();
  router.get(`${ADDRESS_PROOF_PATH}:nonce`, (request, response, next) => {
    const { nonce } = request.params;
    if (secret === undefined || !NONCE.test(nonce)) next();
    else response.set('Cache-Control', 'no-store').type('text').send(addressProof(secret, nonce));
  });
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

interface MetricsPage {
  readonly contentType: string;
  readonly text: () => Promise<string>;
  /** Grants access; undefined on a port that only this machine reaches. */
  readonly token?: string | undefined;
}

/** GET /metrics, for Prometheus. */
function metricsRouter({ contentType, text, token }: MetricsPage): Router {
  const router = Router();
  const hash = (value: string) => createHash('sha256').update(value).digest();
  router.get('/metrics', async (request, response) => {
    // Hashed to one length, whatever was sent.
    const given = hash(request.get('authorization') ?? '');
    if (token !== undefined && !timingSafeEqual(given, hash(`Bearer ${token}`))) {
      response.set('WWW-Authenticate', 'Bearer').sendStatus(401);
      return;
    }
    response
      .set('Cache-Control', 'no-store')
      .set('Content-Type', contentType)
      .send(await text());
  });
  return router;
}

/**
 * Ready: not stopping, events can be received and stored, and the database answers.
 * @param receiving why events cannot be received or stored, or undefined
 * @param ping rejects when the database does not answer
 */
export function readiness(receiving: () => string | undefined, ping: () => Promise<void>) {
  let stopping = false;
  const problem: ReadinessProblem = async () =>
    stopping ? 'stopping' : await ping().then(receiving, () => 'the database does not answer');
  return { problem, stop: (): void => void (stopping = true) };
}

/** Far more than Webex and people need; a client that sends byte by byte is cut off. */
export const LIMITS = {
  headersTimeout: 10 * SECOND,
  requestTimeout: 15 * SECOND,
  connectionsCheckingInterval: SECOND,
  maxConnections: 1_000,
};

interface Listening {
  readonly port: number;
  /** Takes no more requests; those under way are answered, idle connections closed. */
  readonly close: () => Promise<void>;
}

/** @param port 0 for any; `variable` sets it. Rejects with a StartError when it is not free. */
export function listen(
  app: Express,
  port: number,
  host: string,
  limits = LIMITS,
  variable = 'PORT',
): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = createHttpServer(limits, app);
    server.maxConnections = limits.maxConnections;
    const close = closing(server);
    server.on('error', (error) => reject(whyNotListening(error, host, port, variable)));
    server.listen(port, host, () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' ? (address?.port ?? port) : port, close });
    });
  });
}

function whyNotListening(error: Error, host: string, port: number, variable: string): StartError {
  const code = codeOf(error) ?? '';
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(code)) {
    const advice = 'set HOST to one of its own, or leave it out.';
    return new StartError(
      `This machine has no address ${host}: ${advice}`,
      { cause: error },
      'wrong',
    );
  }
  return new StartError(
    code === 'EADDRINUSE'
      ? `Port ${port} is in use: stop what uses it, or set ${variable} to another one.`
      : `Cannot listen on port ${port}: set ${variable} to another one.`,
    { cause: error },
  );
}

/**
 * Node's own `close` waits for every kept-alive connection, and a client that goes on asking over one, such as
 * a load balancer, would keep the process alive: so the last answer over each says `Connection: close`.
 */
function closing(server: Server): () => Promise<void> {
  let isClosing = false;
  server.prependListener('request', (_request, response) => {
    if (isClosing) response.setHeader('Connection', 'close');
    // An answer may have promised a kept-alive connection before it was known to be the last.
    response.once('close', () => {
      if (isClosing) setImmediate(() => server.closeIdleConnections());
    });
  });
  return () =>
    new Promise((resolve) => {
      isClosing = true;
      server.close(() => resolve());
      server.closeIdleConnections();
    });
}
