import type { Logger } from 'pino';
import { KeyRingError } from '../accounts/keys.js';
import type { Config } from '../config/config.js';
import type { Environment } from '../config/transport.js';
import { StoreError, explainStoreError, whyNotOpened } from '../store/errors.js';
import { openStore, sharedClock } from '../store/store.js';
import { every } from '../util/async.js';
import { StartError, createLog, prettyLines } from '../util/log.js';
import { defined } from '../util/present.js';
import type { RetryPolicy } from '../util/retry-policy.js';
import { MINUTE, SECOND } from '../util/time.js';
import { createWebexClient } from '../webex/client.js';
import { isFinal, isWebexError, whyAway } from '../webex/errors.js';
import { type Person, getMe } from '../webex/people.js';
import type { SocketReceiverDeps } from '../webex/socket/receiver.js';
import { type Call, keepAliveAgent } from '../webex/transport.js';

/** Closes everything added, in reverse order; called twice (two signals), it closes once. */
function createClosers() {
  const closers: (() => Promise<void> | void)[] = [];
  const closeAll = async (): Promise<void> => {
    const failures: unknown[] = [];
    for (const close of closers.reverse()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  };
  let closing: Promise<void> | undefined;
  return {
    add: (...opened: typeof closers): void => void closers.push(...opened),
    close: (): Promise<void> => (closing ??= closeAll()),
  };
}

export type Closers = ReturnType<typeof createClosers>;

/**
 * Runs a start. If it fails, closes what it has opened and rejects: with a StartError if the message says what
 * to do, else with the error as it was.
 */
export async function startOrClose<T>(start: (closers: Closers) => Promise<T>): Promise<T> {
  const closers = createClosers();
  try {
    return await start(closers);
  } catch (error) {
    // Why the start failed matters more than an error while closing.
    await closers.close().catch(() => undefined);
    throw startErrorOf(error);
  }
}

function startErrorOf(failure: unknown): unknown {
  if (failure instanceof StartError) return failure;
  // The database may go away between any two steps.
  const error = explainStoreError(failure);
  if (error instanceof KeyRingError)
    return new StartError(error.message, { cause: error }, 'wrong');
  if (!(error instanceof StoreError)) return error;
  return new StartError(error.message, { cause: error }, whyNotOpened(error));
}

/** For PostgreSQL and for Webex. */
const LONGEST_MS = 90 * SECOND;
const LOOK_MS = SECOND / 2;
/** Between two log lines of the same reason. */
const SAY_MS = 2 * SECOND;

/** For a start: retries while what it asks does not answer. Rejects as that does in the end. */
export function retryWhileAway(options: {
  readonly log: Pick<Logger, 'warn'>;
  readonly wait: (ms: number) => Promise<void>;
  /** Nobody waits for the start any more. */
  readonly signal?: AbortSignal | undefined;
  readonly patienceMs?: number | undefined;
  /** Milliseconds, of a clock that only goes forward. */
  readonly clock?: () => number;
}) {
  const { log, wait, signal, patienceMs = LONGEST_MS, clock = () => performance.now() } = options;
  return async <T>(ask: () => Promise<T>): Promise<T> => {
    const startedAt = clock();
    let said: { readonly at: number; readonly reason: string } | undefined;
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        const known = startErrorOf(error);
        const now = clock();
        const left = startedAt + patienceMs - now;
        const isAway = known instanceof StartError && known.kind === 'away';
        if (!isAway || left <= 0 || signal?.aborted === true) throw error;
        const reason = known.message;
        if (reason !== said?.reason || now - said.at >= SAY_MS) {
          said = { at: now, reason };
          const seconds = Math.ceil(left / SECOND);
          log.warn({ reason, seconds }, 'waiting: the start goes on once it answers');
        }
        await wait(Math.min(LOOK_MS, left));
      }
    }
  };
}

/** @throws StartError for the token of a person: the bot would answer itself, in their name */
export function botOnly(me: Person): Person {
  if (me.type !== 'person') return me;
  throw new StartError(
    'WEBEX_BOT_TOKEN is the token of a person. Set the access token of a bot: create one at https://developer.webex.com/my-apps/new/bot.',
    {},
    'wrong',
  );
}

/** Turns Webex's refusal at the start into advice about a variable. */
export function startAdvice(variable: string): (error: unknown) => never {
  return (error) => {
    if (!isWebexError(error)) throw error;
    const refused = isFinal(error);
    const isWrong = refused || ('code' in error && error.code === 'PROXY_407');
    const what = refused
      ? `Webex refused (${error.status}): check ${variable}.`
      : `Webex cannot be reached: ${whyAway(error)}`;
    const id = 'trackingId' in error ? error.trackingId : undefined;
    const tracking = id === undefined ? '' : ` Webex trackingId: ${id}`;
    throw new StartError(`${what}${tracking}`, { cause: error }, isWrong ? 'wrong' : 'away');
  };
}

/** Every effect of the bot on the world; each has a default. */
export interface AppOptions {
  readonly env: Environment;
  readonly log?: Logger;
  /** Milliseconds since the epoch; by default the database's clock, put right by Webex's. */
  readonly now?: () => number;
  readonly wait?: (ms: number) => Promise<void>;
  /** Milliseconds to wait for a first message in a new 1:1 space before welcoming its person. */
  readonly welcomePatienceMs?: number;
  /** Milliseconds after the first look at a change for the further looks while it does not show. */
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
  /** For the web socket: see SocketReceiverDeps. */
  readonly socket?: SocketReceiverDeps['timing'];
}

/**
 * Opens the log, the clock, Webex and the database; waits for the last two. Rejects with a StartError, or as
 * openStore and getMe do.
 */
export async function openConnections(config: Config, options: AppOptions, closers: Closers) {
  const clock = sharedClock();
  const { now = clock.now, retry, timeoutMs, signal, startPatienceMs: patienceMs } = options;
  const pretty = prettyLines((line) => process.stdout.write(line));
  const { log = createLog(config.logLevel, config.logFormat === 'pretty' ? pretty : undefined) } =
    options;
  const wait = options.wait ?? ((ms) => new Promise<void>((done) => setTimeout(done, ms)));
  const untilAnswered = retryWhileAway({ log, wait, signal, patienceMs });
  const { botToken, apiBaseUrl: baseUrl } = config;
  const isMetered = config.metrics.token !== undefined || config.metrics.port !== undefined;
  // Loaded only if somebody reads it.
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
  const store = await untilAnswered(() => openStore(config.store));
  closers.add(store.close);
  const onLost = (error: unknown): void =>
    log.warn({ err: error }, 'clock of the database not read');
  const following = every(MINUTE, () => clock.follow(store), { onError: onLost });
  closers.add(following.stop);
  await untilAnswered(() => clock.follow(store));
  following.start();

  const whoAmI = () => getMe(webex, botToken).catch(startAdvice('WEBEX_BOT_TOKEN'));
  const me = botOnly(await untilAnswered(whoAmI));
  // A second answer decides before anything uses this clock.
  if (clock.isSuspected()) await untilAnswered(whoAmI);
  return { log, now, wait, untilAnswered, metrics, webex, store, me };
}
