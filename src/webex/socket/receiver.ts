import type { Logger } from 'pino';
import type { LockProvider } from '../../util/keyed-worker.js';
import { condition } from '../../util/log.js';
import { type RetryPolicy, socketRetry, waitAfter } from '../../util/retry-policy.js';
import { MINUTE, SECOND } from '../../util/time.js';
import { hasStatus, isWebexError } from '../errors.js';
import { type Proxy, keepAliveAgent } from '../transport.js';
import type { Connection, Ending, SocketTiming, SocketEvent } from './connection.js';
import { activity, eventsOf, unreadable } from './connection.js';
import { NO_DEVICE, REPLACED, SOCKET_TIMING, openConnection } from './connection.js';
import { type DeviceDeps, findSocket } from './device.js';

export interface SocketReceiverDeps extends Omit<DeviceDeps, 'agent'> {
  /** The way out of the network, if there is a particular one. */
  readonly proxy?: Proxy | undefined;
  /** One process of a database holds the socket; the database frees the lock of a process that dies. */
  readonly locks: LockProvider;
  /** Stores an event. If it rejects, Webex gets no acknowledgement. */
  readonly accept: (event: SocketEvent) => Promise<void>;
  /** When the last event was stored, by any process; milliseconds since the epoch. */
  readonly lastHeardAt: () => Promise<number>;
  /** Events arrive again. @param since events since then may be missing */
  readonly onOpen: (since: number) => void;
  readonly log: Logger;
  readonly now: () => number;
  readonly random?: () => number;
  readonly timing?: Partial<SocketTiming> & {
    readonly reconnect?: RetryPolicy;
    /** Milliseconds before a process without the socket tries to take it. */
    readonly standbyMs?: number;
  };
}

const LOCK = 'web socket';
const STANDBY_MS = SECOND;
/** After holding this long, a socket starts again with the shortest wait. */
const STEADY_MS = MINUTE;

/** The socket did not open, or Webex closed it before the first event could come. */
export class SocketNotOpen extends Error {
  override readonly name = 'SocketNotOpen';
  readonly isLoggable = true;

  constructor(readonly code: number) {
    super(`The web socket to Webex did not open (${code})`);
  }
}

/**
 * Receives the bot's events over a web socket, as Webex's own clients do, where Webex cannot reach the bot:
 * the same events as by webhooks, in the same shape. A broken socket is opened again, with growing waits;
 * when its process ends, another one takes over.
 */
export function socketReceiver(deps: SocketReceiverDeps) {
  const { locks, log, now, random = Math.random, timing = {} } = deps;
  const { reconnect = socketRetry, standbyMs = STANDBY_MS } = timing;
  const agent = keepAliveAgent(deps.proxy);
  const problem = condition(log);
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let running: Promise<void> | undefined;
  let connection: Connection | undefined;
  let clusterOf = (_url: string): string => 'us';
  let wake = (): void => undefined;
  let heardAt: number | undefined;
  let afresh = false;
  let isWell = false;
  const waiting = new Set<(error?: Error) => void>();
  /** The bot receives events, or another process does; or why it does not. */
  const outcome = (error?: Error): void => {
    isWell = error === undefined;
    problem.is(isWell ? undefined : socketReason(error));
    for (const tell of waiting) tell(error);
    waiting.clear();
  };

  const take = async (given: unknown): Promise<void> => {
    const read = activity.safeParse(given);
    if (!read.success) {
      log.warn({ where: unreadable(read.error) }, 'activity not read');
      return;
    }
    try {
      for (const event of eventsOf(read.data, clusterOf)) await deps.accept(event);
    } catch (error) {
      log.warn({ err: error, id: read.data.id }, 'event not stored');
      throw error;
    }
  };

  /** One socket, from the catalogue to its end. */
  const session = async (): Promise<Ending> => {
    const since = heardAt ?? (await deps.lastHeardAt());
    const address = await findSocket({ ...deps, agent }, afresh);
    ({ clusterOf } = address);
    if (isStopping()) return { code: 1000, wasReady: true, heardAt: since };
    connection = openConnection({
      url: address.webSocketUrl,
      token: deps.token,
      agent,
      timing: { ...SOCKET_TIMING, ...timing },
      now,
      take,
      onReady: () => {
        log.info('web socket open');
        deps.onOpen(since);
        outcome();
      },
    });
    const ending = await connection.ended;
    await connection.taken();
    connection = undefined;
    afresh = !ending.wasReady && [NO_DEVICE, 1006].includes(ending.code);
    if (!ending.wasReady && !isStopping()) throw new SocketNotOpen(ending.code);
    heardAt = ending.heardAt;
    return ending;
  };

  const pause = (ms: number): Promise<void> =>
    new Promise((done) => {
      if (isStopping()) {
        done();
        return;
      }
      const timer = setTimeout(done, ms).unref();
      wake = () => {
        clearTimeout(timer);
        done();
      };
    });

  const run = async (): Promise<void> => {
    for (let failed = 0; !isStopping();) {
      let waitMs = standbyMs;
      let hasLock = false;
      try {
        hasLock = await locks.tryTake(LOCK);
        if (hasLock) {
          const startedAt = now();
          const { code } = await session();
          if (isStopping()) return;
          log.warn({ code }, 'web socket closed');
          failed = now() - startedAt > STEADY_MS ? 1 : failed + 1;
          // Not by a process of this database, which would have the lock first.
          if (code === REPLACED) failed = Math.max(failed, 3);
        } else {
          // Another process receives the events; this one looks after the rest.
          outcome();
        }
      } catch (error) {
        failed += 1;
        if (isStopping()) return;
        log.warn({ err: error }, 'web socket not open');
        outcome(error instanceof Error ? error : new SocketNotOpen(0));
      } finally {
        if (hasLock) await locks.release(LOCK).catch(() => undefined);
      }
      if (failed > 0 && hasLock)
        waitMs = (waitAfter(reconnect, failed) ?? 0) * (0.5 + random() / 2);
      await pause(waitMs);
    }
  };

  return {
    /** Settles when events come, to this process or another. Rejects with a WebexError or a SocketNotOpen. */
    ensure: async (): Promise<void> => {
      // It may have opened since it was last asked, which is not reported again.
      if (isWell) return;
      const next = new Promise<void>((resolve, reject) => {
        waiting.add((error) => {
          if (error === undefined) resolve();
          else reject(error);
        });
      });
      if (running === undefined) running = run();
      else wake();
      await next;
    },
    /** Tries at once if it is waiting. */
    checkNow: (): void => wake(),
    /** Why the bot receives nothing; undefined while it, or another process, does. */
    problem: (): string | undefined =>
      problem.reason() ?? (isWell ? undefined : 'the web socket to Webex is not open yet'),
    /** Closes the socket. Settles when all that arrived is stored; a second call does nothing. */
    stop: async (): Promise<void> => {
      if (isStopping()) return;
      stopping.abort();
      connection?.close();
      wake();
      await running;
      for (const tell of waiting) tell();
      await agent.close();
    },
  };
}

function socketReason(error: unknown): string {
  if (hasStatus(error, 401))
    return 'Webex refuses the bot’s token: set WEBEX_BOT_TOKEN to a valid one and start again.';
  const isOurs = isWebexError(error) || error instanceof SocketNotOpen;
  return isOurs
    ? 'The web socket to Webex does not open: check that this machine reaches *.wbx2.com and *.webex.com over https and wss, or wait until Webex is back.'
    : 'The database does not answer: the web socket waits for it.';
}
