import type { Logger } from 'pino';
import { webexHosts } from './accounts/hosts.js';
import { auditLog } from './audit/audit.js';
import { accessGuard } from './bot/access/access-guard.js';
import { admission } from './bot/access/admission.js';
import { rateLimit } from './bot/access/rate-limit.js';
import { rolesBy } from './bot/access/roles.js';
import { delayFor, eventDispatcher, isRelevant } from './bot/dispatcher.js';
import { BotFramework } from './bot/framework/framework.js';
import { createRouter } from './bot/router.js';
import { spaceStore } from './bot/spaces.js';
import { type Config, readConfig } from './config/config.js';
import { inboxStore, isPending } from './events/inbox-store.js';
import { openInbox } from './events/inbox.js';
import { partitionSignal } from './events/queue.js';
import { createFeatures } from './features/index.js';
import { createServer, healthRouter, readiness } from './http/server.js';
import { listen } from './http/listen.js';
import { oauthCallbackRouter } from './http/oauth-callback.js';
import { webhookRouter } from './http/webhook.js';
import { openJobs } from './jobs/jobs.js';
import { settingsStore } from './settings/settings.js';
import { openAuthority } from './startup/authority.js';
import { asStartError, startAdvice } from './startup/errors.js';
import { webhookMonitor } from './startup/webhook-monitor.js';
import { openStore } from './store/store.js';
import { tasks } from './util/async.js';
import { createLog } from './util/log.js';
import { type RetryPolicy, listedWaits } from './util/retry-policy.js';
import { createWebexClient } from './webex/client.js';
import { createMessaging } from './webex/messaging.js';
import { type Person, getMe, getPerson, isMember } from './webex/people.js';

/** Every effect of the bot on the world; each has a default. */
export interface AppOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log?: Logger;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<void>;
  /** How long a new 1:1 space may begin with a message before it is welcomed, in milliseconds. */
  readonly welcomePatienceMs?: number;
  /** How stubborn we are with Webex. */
  readonly retry?: RetryPolicy;
  /** Milliseconds for one attempt at a call to Webex. */
  readonly timeoutMs?: number;
  /** Milliseconds before each further attempt at an event. */
  readonly eventWaits?: readonly number[];
  /** Milliseconds after which a person sees how far a search is. */
  readonly searchPatienceMs?: number;
  /** Milliseconds between two looks for what people are to be told. */
  readonly tellEveryMs?: number;
}

/** A bot that runs. */
export interface App {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Settles when everything received so far is answered. */
  readonly idle: () => Promise<void>;
  /** Health says 503, no new requests, what is in hand is finished, everything closed. */
  readonly stop: () => Promise<void>;
}

/**
 * Puts the bot together and starts it.
 *
 * Rejects with a ConfigError, or with a StartError that says what to do: nothing starts half.
 */
export async function startApp(options: AppOptions): Promise<App> {
  const config = readConfig(options.env);
  const log = options.log ?? createLog(config.logLevel);
  // What was opened is closed in reverse, when the bot stops and when it cannot start.
  const closers: (() => Promise<void>)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const closer of closers.reverse()) await closer();
  };
  // Asked twice (two signals), it stops once.
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= closeAll());
  try {
    return await start(config, log, options, closers, close);
  } catch (error) {
    await close();
    throw asStartError(error);
  }
}

async function start(
  config: Config,
  log: Logger,
  options: AppOptions,
  closers: (() => Promise<void>)[],
  close: () => Promise<void>,
): Promise<App> {
  const now = options.now ?? Date.now;
  const wait = options.wait ?? ((ms) => new Promise<void>((done) => setTimeout(done, ms)));
  const { retry, timeoutMs, eventWaits } = options;
  const webex = createWebexClient({
    baseUrl: config.apiBaseUrl,
    now,
    ...(retry === undefined ? {} : { retry }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  closers.push(webex.close);
  const store = await openStore(config.store);
  closers.push(store.close);

  const me = await getMe(webex, config.botToken).catch(startAdvice('WEBEX_BOT_TOKEN'));
  const messaging = createMessaging(webex, config.botToken, now);
  const { limits, botToken } = config;
  const whoIs = (id: string): Promise<Person> => getPerson(webex, botToken, id);
  const isIn = (space: string, id: string) => isMember(webex, botToken, space, id);
  const admits = admission(limits.admission, whoIs, now);
  const authority = await openAuthority({ config, webex, store, log, whoIs, admits, now, wait });
  const { accounts, rotateKeys } = authority;
  const jobs = openJobs({
    ...{ store, messaging, log, now },
    ...(options.wait === undefined ? {} : { sleep: options.wait }),
  });
  closers.push(jobs.stop);
  const background = tasks(log);
  const webhook = { targetUrl: `${config.publicUrl}/webhook`, secret: config.webhookSecrets[0] };
  const audit = auditLog(store.db);
  const features = createFeatures({
    ...{ webex, messaging, audit, jobs, store, webhook, background, now, log },
    tokens: authority.tokens,
    revokingTokens: authority.revokingTokens,
    accounts,
    authorityName: authority.authorityName,
    vault: authority.vault,
    roles: rolesBy(config.roles, { whoIs, isMember: isIn, log }),
    hosts: webexHosts(webex, botToken),
    settings: settingsStore(store.db),
    isPending: async (key) => (await isPending(store.db, key)) || (await jobs.ownsAudit(key)),
    allowPurge: limits.allowPurge,
    timing: { searchPatienceMs: options.searchPatienceMs, notifyEveryMs: options.tellEveryMs },
  });
  const services = features.all.flatMap((feature) => feature.background ?? []);
  for (const service of services) closers.push(service.stop);

  const framework = new BotFramework(botToken, me, messaging);
  const limit = rateLimit(limits.ratePerMinute, now);
  await framework.listen(
    createRouter({
      ...{ features: features.all, messaging, log, now, accounts },
      tokens: authority.tokens,
      authorityName: authority.authorityName,
      guard: accessGuard({ admits, limit, log, now }),
      isBegun: audit.isBegun,
    }),
  );
  const spaces = spaceStore(store.db, messaging.isDirect);
  const inbox = openInbox({
    store: inboxStore(store.db),
    locks: store.locks,
    signal: await partitionSignal(store, log),
    handler: eventDispatcher({ framework, messaging, spaces, log, now }),
    log,
    now,
    ...(eventWaits === undefined ? {} : { retry: listedWaits(eventWaits) }),
  });
  closers.push(background.idle);
  const webhooks = webhookMonitor({ webex, token: botToken, ...webhook, log });
  closers.push(webhooks.stop);
  const ready = readiness(webhooks.problem, store.ping);
  const server = createServer(
    [
      healthRouter(ready.problem),
      webhookRouter({
        secrets: config.webhookSecrets,
        accept: async (event) => {
          const delay = delayFor(event, options.welcomePatienceMs);
          if (isRelevant(event, me.id)) await inbox.accept(event, delay);
        },
        hear: features.recordingReady,
      }),
      ...(accounts === undefined
        ? []
        : [oauthCallbackRouter({ oauth: accounts.oauth, onConnected: features.connected, log })]),
    ],
    log,
    limits.proxyHops,
  );
  const listening = await listen(server, config.port, config.host);
  closers.push(listening.close);
  // While what is in hand is finished, events are still taken in and kept: nothing is turned away.
  closers.push(inbox.stop);
  const stopped = new AbortController();
  closers.push(() => {
    ready.stop();
    stopped.abort();
    return Promise.resolve();
  });
  await jobs.start(features.all.flatMap((feature) => feature.jobs ?? []));
  await inbox.start();
  for (const service of services) await service.start();
  await webhooks.ensure().catch(startAdvice('PUBLIC_URL'));
  if (rotateKeys !== undefined) background.run('key rotation', () => rotateKeys(stopped.signal));

  const { port } = listening;
  log.info({ port, bot: me.id, authority: authority.authorityName, store: store.kind }, 'ready');
  return {
    url: `http://${config.host}:${port}`,
    idle: async () => {
      await inbox.idle();
      await background.idle();
      await jobs.idle();
      await inbox.idle();
    },
    stop: close,
  };
}
