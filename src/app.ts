import { auditLog } from './audit/audit.js';
import { accessGuard, rateLimit } from './bot/access/access-guard.js';
import { BotFramework } from './bot/framework/framework.js';
import { openEventPipeline } from './bot/event-pipeline.js';
import { createRouter } from './bot/router.js';
import { inZoneOf } from './bot/ui/text-of-card.js';
import { type Config, readConfig } from './config/config.js';
import { isPending } from './events/inbox-store.js';
import { createFeatures } from './features/index.js';
import { readiness, serveBot } from './http/server.js';
import { oldJobCard } from './bot/ui/message.js';
import { openJobs } from './jobs/jobs.js';
import { settingsStore } from './settings/settings.js';
import { LOOK_AGAIN } from './recordings/change.js';
import { type AppOptions, type Closers, openConnections, startOrClose } from './startup/start.js';
import { openAuthority, servedBy } from './startup/authority.js';
import { openReceiver } from './startup/receiver.js';
import { tasks } from './util/async.js';
import { VERSION } from './util/log.js';
import { defined } from './util/present.js';
import { createMessaging } from './webex/messaging.js';

export type { AppOptions };
export type App = Awaited<ReturnType<typeof start>>;

/** Starts the bot. Rejects with a ConfigError, or a StartError that says what to do; nothing stays open then. */
export async function startApp(options: AppOptions): Promise<App> {
  const config = readConfig(options.env);
  return await startOrClose((closers) => start(config, options, closers));
}

async function start(config: Config, options: AppOptions, closers: Closers) {
  const opened = await openConnections(config, options, closers);
  const { log, now, wait, untilAnswered, metrics, webex, store, me } = opened;
  const { limits, botToken } = config;
  const { retry, timeoutMs } = options;
  const settings = settingsStore(store.db);
  const messaging = createMessaging(webex, botToken, now, log, (personId, content) =>
    inZoneOf(personId, settings, content),
  );
  const onRenewal = metrics?.renewal;
  const authority = await untilAnswered(() =>
    openAuthority({ config, webex, store, log, now, wait, onRenewal }),
  );
  const jobs = openJobs({
    ...{ store, messaging, log, now, outOfDate: oldJobCard },
    ...defined({ sleep: options.wait }),
  });
  closers.add(jobs.stop);
  const background = tasks(log);
  const audit = auditLog(store.db);
  const features = createFeatures({
    ...authority,
    ...{ webex, messaging, settings, audit, jobs, store, background, now, log },
    webhook: config.webhook,
    isPending: async (key) => (await isPending(store.db, key)) || (await jobs.ownsAudit(key)),
    allowPurge: limits.allowPurge,
    lookAgain: { at: options.lookAgainMs ?? LOOK_AGAIN.at, wait },
    timing: {
      searchPatienceMs: options.searchPatienceMs,
      notifyEveryMs: options.notifyEveryMs,
      codesEveryMs: options.codesEveryMs,
    },
    resume: (actor, question) => router.resume(actor, question),
  });
  const services = features.all.flatMap((feature) => feature.background ?? []);
  closers.add(...services.map(({ stop }) => stop));

  const addressOf = async (uuid: string): Promise<string | undefined> => {
    const found = authority.hosts.byId(uuid).catch((error: unknown) => {
      log.info({ err: error }, 'mentioned person not found');
      return undefined;
    });
    return (await found)?.email;
  };
  const framework = new BotFramework(botToken, me, messaging, addressOf);
  const limit = rateLimit(limits.ratePerMinute, now);
  const router = createRouter({
    ...authority,
    ...{ features: features.all, messaging, settings, log, now },
    guard: accessGuard({ admits: authority.admits, limit, log, now }),
    isBegun: audit.isBegun,
  });
  await framework.listen(router);
  const pipeline = await openEventPipeline({
    ...{ framework, me, botToken, webex, messaging, store, background, metrics, log, now },
    ...{ clock: options.now, eventWaits: options.eventWaits },
    welcomePatienceMs: options.welcomePatienceMs,
    openSource: (sink) =>
      openReceiver({
        ...{ ...sink, config, webex, store, log, now },
        ...defined({ retry, timeoutMs, wait: options.wait, timing: options.socket }),
      }),
  });
  const { inbox, source: receiver, accept } = pipeline;
  closers.add(background.idle, receiver.stop, pipeline.stop);
  const ready = readiness(pipeline.problem, store.ping);
  const listening = await serveBot({
    metrics: metrics && {
      ...config.metrics,
      contentType: metrics.contentType,
      text: () => metrics.text({ version: VERSION, store, notReady: ready.problem }),
    },
    ...{ host: config.host, port: config.port, proxyHops: limits.proxyHops, log },
    notReady: ready.problem,
    secrets: config.webhookSecrets,
    accept,
    onRecordingReady: features.recordingReady,
    // With codes nobody is sent back.
    oauth: authority.accounts?.device === undefined ? authority.accounts?.oauth : undefined,
    onConnected: features.connected,
  });
  const stopped = new AbortController();
  // While the inbox drains, events are still received and stored, not turned away.
  closers.add(listening.close, inbox.stop, () => {
    ready.stop();
    stopped.abort();
  });
  await jobs.start(features.all.flatMap((feature) => feature.jobs ?? []));
  await inbox.start();
  for (const service of services) await service.start();
  await untilAnswered(receiver.ensure);
  const { rotateKeys, authorityName } = authority;
  if (rotateKeys !== undefined) background.run('key rotation', () => rotateKeys(stopped.signal));

  const { port } = listening;
  const about = servedBy(limits.admission, config.authority.kind, authorityName);
  const { transport } = config;
  log.info({ port, bot: me.id, transport, ...about, store: store.kind }, 'ready');
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
