import type { Logger } from 'pino';
import { auditLog } from './audit/audit.js';
import { accessGuard, rateLimit } from './bot/access/access-guard.js';
import { delayFor, eventDispatcher, isRelevant, spaceStore } from './bot/dispatcher.js';
import { catchUp } from './bot/catch-up.js';
import { BotFramework } from './bot/framework/framework.js';
import { createRouter } from './bot/router.js';
import { type Config, readConfig } from './config/config.js';
import { claimStore } from './events/claims.js';
import { type WebexEvent, idempotencyKey } from './events/event.js';
import { inboxStore, isPending } from './events/inbox-store.js';
import { openInbox } from './events/inbox.js';
import { partitionSignal } from './events/signal.js';
import { createFeatures } from './features/index.js';
import { createServer, listen, metricsRouter, readiness, serveBot } from './http/server.js';
import { openJobs } from './jobs/jobs.js';
import { settingsStore } from './settings/settings.js';
import { LOOK_AGAIN } from './recordings/change.js';
import { type Closers, botOnly, patience, startAdvice, startOrClose } from './startup/start.js';
import { openAuthority, servedBy } from './startup/authority.js';
import { openReceiver } from './startup/receiver.js';
import { openStore, sharedClock } from './store/store.js';
import { answers, every, tasks } from './util/async.js';
import { VERSION, createLog, logEvent, prettyLines } from './util/log.js';
import { defined } from './util/present.js';
import { type RetryPolicy, listedWaits } from './util/retry-policy.js';
import { MINUTE } from './util/time.js';
import { createWebexClient } from './webex/client.js';
import { createMessaging } from './webex/messaging.js';
import { getMe } from './webex/people.js';
import type { SocketReceiverDeps } from './webex/socket/receiver.js';
import { keepAliveAgent } from './webex/transport.js';

/** Every effect of the bot on the world; each has a default. */
export interface AppOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log?: Logger;
  /** Milliseconds since the epoch; by default the database's clock, which all processes share. */
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<void>;
  /** Milliseconds that a new 1:1 space may take to begin with a message before it is welcomed. */
  readonly welcomePatienceMs?: number;
  /** Milliseconds after the first look at a change for those that follow while it does not show. */
  readonly lookAgainMs?: readonly number[];
  /** For calls to Webex. */
  readonly retry?: RetryPolicy;
  /** Milliseconds for one attempt at a call to Webex. */
  readonly timeoutMs?: number;
  /** Milliseconds before each further attempt at an event. */
  readonly eventWaits?: readonly number[];
  /** Milliseconds after which a person sees the progress of a search. */
  readonly searchPatienceMs?: number;
  /** Milliseconds between two checks for due notifications. */
  readonly tellEveryMs?: number;
  /** Milliseconds that a start waits for PostgreSQL and for Webex. */
  readonly startPatienceMs?: number;
  /** Nobody waits for the start any more. */
  readonly signal?: AbortSignal;
  /** Of the web socket: see SocketReceiverDeps. */
  readonly socket?: SocketReceiverDeps['timing'];
}

export type App = Awaited<ReturnType<typeof start>>;

/** Starts the bot. Rejects with a ConfigError, or a StartError that says what to do; nothing stays open then. */
export async function startApp(options: AppOptions): Promise<App> {
  const config = readConfig(options.env);
  return await startOrClose((closers) => start(config, options, closers));
}

async function start(config: Config, options: AppOptions, closers: Closers) {
  const clock = sharedClock();
  const { now = clock.now, retry, timeoutMs, signal, startPatienceMs: patienceMs } = options;
  const pretty = prettyLines((line) => process.stdout.write(line));
  const { log = createLog(config.logLevel, config.logFormat === 'pretty' ? pretty : undefined) } =
    options;
  const wait = options.wait ?? ((ms) => new Promise<void>((done) => setTimeout(done, ms)));
  const patiently = patience({ log, wait, signal, patienceMs });
  const { limits, botToken } = config;
  const baseUrl = config.apiBaseUrl;
  const isMetered = config.metrics.token !== undefined || config.metrics.port !== undefined;
  // Costs nothing where nobody reads it.
  const metrics = isMetered ? (await import('./startup/metrics.js')).openMetrics() : undefined;
  const webex = createWebexClient({
    ...{ baseUrl, now, log, agent: keepAliveAgent(config.proxy) },
    ...defined({ retry, timeoutMs, wait: metrics?.pausing(wait) ?? options.wait }),
    ...defined({ observe: metrics?.call }),
  });
  closers.add(webex.close);
  const store = await patiently(() => openStore(config.store));
  closers.add(store.close);
  const onLost = (error: unknown): void =>
    log.warn({ err: error }, 'clock of the database not read');
  const following = every(MINUTE, () => clock.follow(store), { onError: onLost });
  closers.add(following.stop);
  await patiently(() => clock.follow(store));
  following.start();

  const whoAmI = () => getMe(webex, botToken).catch(startAdvice('WEBEX_BOT_TOKEN'));
  const me = botOnly(await patiently(whoAmI));
  const messaging = createMessaging(webex, botToken, now, log);
  const onRenewal = metrics?.renewal;
  const authority = await patiently(() =>
    openAuthority({ config, webex, store, log, now, wait, onRenewal }),
  );
  const jobs = openJobs({ store, messaging, log, now, ...defined({ sleep: options.wait }) });
  closers.add(jobs.stop);
  const background = tasks(log);
  const audit = auditLog(store.db);
  const features = createFeatures({
    ...authority,
    ...{ webex, messaging, audit, jobs, store, background, now, log },
    webhook: config.webhook,
    settings: settingsStore(store.db),
    isPending: async (key) => (await isPending(store.db, key)) || (await jobs.ownsAudit(key)),
    allowPurge: limits.allowPurge,
    lookAgain: { at: options.lookAgainMs ?? LOOK_AGAIN.at, wait },
    timing: { searchPatienceMs: options.searchPatienceMs, notifyEveryMs: options.tellEveryMs },
  });
  const services = features.all.flatMap((feature) => feature.background ?? []);
  closers.add(...services.map(({ stop }) => stop));

  const addressOf = async (uuid: string): Promise<string | undefined> => {
    const found = authority.hosts.byId(uuid).catch((error: unknown) => {
      log.info({ err: error }, 'no address for a mention');
      return undefined;
    });
    return (await found)?.email;
  };
  const framework = new BotFramework(botToken, me, messaging, addressOf);
  const limit = rateLimit(limits.ratePerMinute, now);
  const router = createRouter({
    ...authority,
    ...{ features: features.all, messaging, log, now },
    guard: accessGuard({ admits: authority.admits, limit, log, now }),
    isBegun: audit.isBegun,
  });
  await framework.listen(router);
  const spaces = spaceStore(store.db, messaging.isDirect);
  const events = inboxStore(store.db, options.now);
  const handler = eventDispatcher({ framework, messaging, spaces, log, now });
  const inbox = openInbox({
    store: events,
    claims: claimStore(store.session, options.now),
    locks: store.locks,
    signal: partitionSignal(store, log),
    handler: {
      handle: (event, ...turn) =>
        logEvent(idempotencyKey(event), () => {
          const handle = () => handler.handle(event, ...turn);
          return metrics === undefined ? handle() : metrics.counted(event, now, handle);
        }),
      onExhausted: async (event, error) => {
        await handler.onExhausted(event, error);
        metrics?.dead(event);
      },
    },
    isWebexThere: async () => {
      const isThere = await answers(getMe(webex, botToken));
      if (!isThere) receiver.look();
      return isThere;
    },
    onRefused: () => receiver.look(),
    onRegained: (since) => {
      receiver.look();
      hearMissed(since);
    },
    ...{ log, now },
    ...defined({ retry: options.eventWaits && listedWaits(options.eventWaits) }),
  });
  closers.add(background.idle);
  const acceptLate = (event: WebexEvent, late: boolean) => inbox.accept(event, 0, late);
  const missed = catchUp({ messaging, botId: me.id, accept: acceptLate, log, now });
  const hearMissed = (since: number): void => background.run('catch-up', () => missed(since));
  const accept = async (event: WebexEvent): Promise<void> => {
    const delay = delayFor(event, options.welcomePatienceMs);
    if (!isRelevant(event, me.id)) return;
    await inbox.accept(event, delay);
    metrics?.received(event);
  };
  const receiver = openReceiver({
    ...{ config, webex, store, accept, hearMissed, lastHeardAt: events.lastHeardAt, log, now },
    ...defined({ retry, timeoutMs, wait: options.wait, timing: options.socket }),
  });
  closers.add(receiver.stop);
  const ready = readiness(() => inbox.problem() ?? receiver.problem(), store.ping);
  const page = metrics && {
    contentType: metrics.contentType,
    text: () => metrics.text({ version: VERSION, store, notReady: ready.problem }),
  };
  const { port: metricsPort, token } = config.metrics;
  if (page && metricsPort !== undefined) {
    const server = createServer([metricsRouter(page)], log);
    closers.add((await listen(server, metricsPort, '127.0.0.1')).close);
  }
  const listening = await serveBot({
    metrics: page && token !== undefined ? { ...page, token } : undefined,
    ...{ host: config.host, port: config.port, proxyHops: limits.proxyHops, log },
    notReady: ready.problem,
    secrets: config.webhookSecrets,
    accept,
    hear: features.recordingReady,
    oauth: authority.accounts?.oauth,
    onConnected: (actor, role, question) => {
      const answer = question === undefined ? undefined : router.resume(actor, question);
      features.connected(actor, role, answer);
    },
  });
  const stopped = new AbortController();
  // While the inbox drains, events are still received and stored: none is turned away.
  closers.add(listening.close, inbox.stop, () => {
    ready.stop();
    stopped.abort();
  });
  await jobs.start(features.all.flatMap((feature) => feature.jobs ?? []));
  await inbox.start();
  for (const service of services) await service.start();
  await patiently(receiver.ensure);
  const { rotateKeys, authorityName } = authority;
  if (rotateKeys !== undefined) background.run('key rotation', () => rotateKeys(stopped.signal));

  const { port } = listening;
  const serves = servedBy(limits.admission, authorityName);
  const about = {
    transport: config.transport,
    serves,
    authority: authorityName,
    store: store.kind,
  };
  log.info({ port, bot: me.id, ...about }, 'ready');
  return {
    /** e.g. `http://127.0.0.1:3000` */
    url: `http://${config.host}:${port}`,
    /** Settles when everything received so far is answered. */
    idle: async (): Promise<void> => {
      await inbox.idle();
      await background.idle();
      await jobs.idle();
      await inbox.idle();
    },
    /** Health says 503, no new requests, work under way is finished, everything closed. */
    stop: closers.close,
  };
}
