import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { Authorities } from './accounts/authorities.js';
import { connectedAccounts } from './accounts/connected.js';
import { createIntegration } from './accounts/integration.js';
import { createLinking, type Someone } from './accounts/linking.js';
import { memoryAccounts } from './accounts/memory-accounts.js';
import { memoryPendingLinks } from './accounts/pending-links.js';
import { personalToken } from './accounts/personal-token.js';
import { changeMemo } from './bot/change-memo.js';
import { conversation } from './bot/conversation.js';
import { BotFramework } from './bot/framework/framework.js';
import { memoryInbox } from './bot/inbox.js';
import { concerns, intake } from './bot/intake.js';
import type { Services } from './bot/services.js';
import { sendFirstList } from './bot/first-list.js';
import { readConfig, type Config } from './config.js';
import { healthRouter } from './http/health.js';
import { CALLBACK_PATH, oauthCallbackRouter } from './http/oauth-callback.js';
import { createServer } from './http/server.js';
import { webhookRouter } from './http/webhook.js';
import { createLog } from './log.js';
import { tasks } from './tasks.js';
import { createWebexClient, type WebexClient } from './webex/client.js';
import { createMessaging } from './webex/messaging.js';
import { getMe } from './webex/people.js';
import type { RetryPolicy } from './webex/retry.js';
import { webhookKeeper } from './webhook-keeper.js';
import { StartError, startAdvice } from './start-error.js';

/** Every effect of the bot on the world; each has a default. */
export interface AppOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log?: Logger;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<void>;
  /** How stubborn it is with Webex; default {@link patient}. */
  readonly retry?: RetryPolicy;
  /** Milliseconds for one attempt of a call to Webex. */
  readonly timeoutMs?: number;
  /** How long a new 1:1 space may begin with a message before it is welcomed, in milliseconds. */
  readonly welcomePatienceMs?: number;
}

/** A bot that runs. */
export interface App {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Settles when everything received so far is answered. */
  readonly idle: () => Promise<void>;
  /** Health says 503, no new requests, what is under way is finished, connections closed. */
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
  const now = options.now ?? Date.now;
  const wait = options.wait ?? ((ms) => new Promise<void>((done) => setTimeout(done, ms)));
  const { retry, timeoutMs } = options;
  const webex = createWebexClient({
    baseUrl: config.apiBaseUrl,
    now,
    ...(retry === undefined ? {} : { retry }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });

  const me = await getMe(webex, config.botToken).catch(startAdvice('WEBEX_BOT_TOKEN'));
  const messaging = createMessaging(webex, config.botToken, now);
  const { authorities, accounts } = await authority(config, webex, now);
  const services: Services = { webex, authorities, accounts, changes: changeMemo(), now, log };
  const framework = new BotFramework(config.botToken, me, messaging);
  await framework.listen(conversation(services, messaging));

  const welcomePatienceMs = options.welcomePatienceMs ?? 2_000;
  const parts = { framework, messaging, botId: me.id, log, welcomePatienceMs, wait };
  const inbox = memoryInbox(intake(parts), wait);
  const background = tasks(log);
  const hooks = webhookKeeper({
    webex,
    token: config.botToken,
    targetUrl: `${config.publicUrl}/webhook`,
    secret: config.webhookSecrets[0],
    log,
  });
  let stopping = false;
  const onConnected = (person: Someone): void => {
    background.run('first list', () => sendFirstList(services, messaging, person));
  };
  const server = createServer(
    [
      healthRouter(() => (stopping ? 'stopping' : hooks.problem())),
      webhookRouter({
        secrets: config.webhookSecrets,
        accept: async (event) => {
          if (concerns(event, me.id)) await inbox.accept(event);
        },
      }),
      ...(accounts === undefined
        ? []
        : [oauthCallbackRouter({ linking: accounts.linking, onConnected, log })]),
    ],
    log,
  );
  const listening = await listen(server, config);
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    stopping = true;
    hooks.stop();
    await closed(listening);
    await inbox.idle();
    await background.idle();
    await webex.close();
  };
  try {
    await hooks.ensure();
  } catch (error) {
    await close();
    return startAdvice('PUBLIC_URL')(error);
  }
  const { port } = listening.address() as AddressInfo;
  log.info({ port, bot: me.id, authority: config.authority.kind }, 'ready');
  return {
    url: `http://${config.host}:${port}`,
    idle: async () => {
      await inbox.idle();
      await background.idle();
    },
    // Asked twice (two signals), it stops once.
    stop: () => (closing ??= close()),
  };
}

async function authority(
  config: Config,
  webex: WebexClient,
  now: () => number,
): Promise<{ authorities: Authorities; accounts: Services['accounts'] }> {
  if (config.authority.kind === 'personal') {
    const { token } = config.authority;
    const authorities = await personalToken(webex, token).catch(startAdvice('WEBEX_ACCESS_TOKEN'));
    return { authorities, accounts: undefined };
  }
  const { clientId, clientSecret } = config.authority;
  const store = memoryAccounts();
  const redirectUri = `${config.publicUrl}${CALLBACK_PATH}`;
  const oauth = { clientId, clientSecret, redirectUri, baseUrl: config.apiBaseUrl };
  const integration = createIntegration(webex, oauth, now);
  return {
    authorities: connectedAccounts(store, integration, now),
    accounts: {
      store,
      linking: createLinking(webex, integration, store, memoryPendingLinks(), now),
    },
  };
}

function listen(app: ReturnType<typeof createServer>, { port, host }: Config): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, (error?: Error) => {
      if (error === undefined) resolve(server);
      else reject(StartError.listening(port, error));
    });
  });
}

/** Stops taking requests; those under way are answered, idle connections let go. */
function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
