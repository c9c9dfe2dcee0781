import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import { openStore, sharedClock } from '../store/store.js';
import { every } from '../util/async.js';
import { createLog, prettyLines } from '../util/log.js';
import { defined } from '../util/present.js';
import type { RetryPolicy } from '../util/retry-policy.js';
import { MINUTE, SECOND } from '../util/time.js';
import { createWebexClient } from '../webex/client.js';
import { getMe } from '../webex/people.js';
import type { SocketReceiverDeps } from '../webex/socket/receiver.js';
import { type Call, keepAliveAgent } from '../webex/transport.js';
import { type Closers, botOnly, patience, startAdvice } from './start.js';

/** Every effect of the bot on the world; each has a default. */
export interface AppOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log?: Logger;
  /** Milliseconds since the epoch; by default the database's clock, put right by Webex's. */
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
  readonly notifyEveryMs?: number;
  /** Milliseconds between two rounds of asking who has signed in with a code. */
  readonly codesEveryMs?: number;
  /** Milliseconds that a start waits for PostgreSQL and for Webex. */
  readonly startPatienceMs?: number;
  /** Nobody waits for the start any more. */
  readonly signal?: AbortSignal;
  /** Of the web socket: see SocketReceiverDeps. */
  readonly socket?: SocketReceiverDeps['timing'];
}

/**
 * What everything else needs: the log, the clock, Webex and the database; it waits for the last two. Rejects
 * with a StartError, or with what openStore and getMe reject with.
 */
export async function openConnections(config: Config, options: AppOptions, closers: Closers) {
  const clock = sharedClock();
  const { now = clock.now, retry, timeoutMs, signal, startPatienceMs: patienceMs } = options;
  const pretty = prettyLines((line) => process.stdout.write(line));
  const { log = createLog(config.logLevel, config.logFormat === 'pretty' ? pretty : undefined) } =
    options;
  const wait = options.wait ?? ((ms) => new Promise<void>((done) => setTimeout(done, ms)));
  const patiently = patience({ log, wait, signal, patienceMs });
  const { botToken, apiBaseUrl: baseUrl } = config;
  const isMetered = config.metrics.token !== undefined || config.metrics.port !== undefined;
  // Costs nothing where nobody reads it.
  const metrics = isMetered ? (await import('./metrics.js')).openMetrics() : undefined;
  const observe = (call: Call): void => {
    metrics?.call(call);
    if (call.date === undefined || options.now !== undefined) return;
    const off = clock.compare(call.date, call.ms);
    if (off !== undefined)
      log.warn({ seconds: Math.round(off / SECOND) }, 'clock corrected by Webex’s');
  };
  const webex = createWebexClient({
    ...{ baseUrl, now, log, agent: keepAliveAgent(config.proxy), observe },
    ...defined({ retry, timeoutMs, wait: metrics?.pausing(wait) ?? options.wait }),
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
  // A second answer tells, before anything goes by this clock.
  if (clock.isSuspected()) await patiently(whoAmI);
  return { log, now, wait, patiently, metrics, webex, store, me };
}
