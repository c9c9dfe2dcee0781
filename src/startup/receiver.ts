import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import type { Store } from '../store/store.js';
import { every } from '../util/async.js';
import { StartError, condition } from '../util/log.js';
import { defined } from '../util/present.js';
import { webhookRetry } from '../util/retry-policy.js';
import { MINUTE, SECOND } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { WebexRefused, hasStatus, isWebexError, whyAway } from '../webex/errors.js';
import type { SocketEvent } from '../webex/socket/connection.js';
import type { SocketReceiverDeps } from '../webex/socket/receiver.js';
import { SocketNotOpen, socketReceiver } from '../webex/socket/receiver.js';
import { type WebhookTarget, ensureWebhooks } from '../webex/webhooks.js';
import { startAdvice } from './start.js';

/** Makes sure that the bot receives messages and clicks, one way or another. */
interface Receiver {
  /** Settles when they arrive. Rejects with a StartError; then it may be called again. */
  readonly ensure: () => Promise<void>;
  /** Checks at once, when something suggests that they do not arrive. */
  readonly checkNow: () => void;
  /** Why they may not arrive; undefined while all is well. */
  readonly problem: () => string | undefined;
  readonly stop: () => Promise<void>;
}

interface ReceiverDeps extends Pick<
  SocketReceiverDeps,
  'lastHeardAt' | 'log' | 'now' | 'retry' | 'timeoutMs' | 'wait' | 'timing'
> {
  readonly config: Config;
  readonly webex: WebexClient;
  readonly store: Pick<Store, 'locks'>;
  readonly log: Logger;
  /** Stores an event from the socket; webhooks arrive at the server. */
  readonly accept: (event: SocketEvent) => Promise<void>;
  /** Looks for missed messages since then; milliseconds since the epoch. */
  readonly catchUpSince: (since: number) => void;
  /** When the last event was stored before this start: new ones may arrive before the webhooks are checked. */
  readonly heardBefore: number;
}

/** The webhooks, or the web socket, as the configuration says. */
export function openReceiver(deps: ReceiverDeps): Receiver {
  const { config, webex, store, log, now, catchUpSince, lastHeardAt, heardBefore } = deps;
  const { botToken: token, transport, webhook, u2cUrl, proxy } = config;
  if (transport === 'webhook' && webhook !== undefined) {
    const parts = { webex, token, ...webhook, log, now };
    const monitor = webhookMonitor({ ...parts, onRepaired: catchUpSince });
    const ensure = async (): Promise<void> => {
      await monitor.ensure().catch(startAdvice('PUBLIC_URL'));
      catchUpSince(heardBefore);
    };
    return { ...monitor, ensure };
  }
  const { accept, retry, timeoutMs, wait, timing } = deps;
  const receiver = socketReceiver({
    ...{ u2cUrl, token, proxy, locks: store.locks, accept, lastHeardAt, log, now },
    onOpen: catchUpSince,
    ...defined({ retry, timeoutMs, wait, timing }),
  });
  const ensure = (): Promise<void> => receiver.ensure().catch(socketAdvice(receiver.problem));
  return { ...receiver, ensure };
}

/** The socket's own errors say what to do; refusals need the token's name. */
function socketAdvice(problem: () => string | undefined): (error: unknown) => never {
  return (error) => {
    if (error instanceof WebexRefused && error.status < 500) startAdvice('WEBEX_BOT_TOKEN')(error);
    const isNotOpen = isWebexError(error) || error instanceof SocketNotOpen;
    throw isNotOpen ? new StartError(problem() ?? '', { cause: error }, 'away') : error;
  };
}

interface WebhookMonitorDeps extends WebhookTarget {
  readonly webex: WebexClient;
  readonly token: string;
  readonly log: Logger;
  /** A webhook was missing or switched off. @param since when all were last known to be well */
  readonly onRepaired?: (since: number) => void;
  readonly now: () => number;
  /** Milliseconds from one check to the next; and after a failed one. */
  readonly everyMs?: number;
  readonly soonMs?: number;
}

/** The shortest time between two checks, so that many refused deliveries cause only one. */
const SPACING_MS = SECOND;

/**
 * Ensures the bot's webhooks again and again: Webex silently disables one after many failed deliveries, and
 * somebody may delete one. A failed check is logged and repeated soon.
 */
export function webhookMonitor(deps: WebhookMonitorDeps) {
  const { webex, token, targetUrl, secret, log, onRepaired, now } = deps;
  const { everyMs = MINUTE, soonMs = webhookRetry.firstWaitMs } = deps;
  let isEnsured = false;
  let wellAt: number | undefined;
  const problem = condition(log);
  const check = async (): Promise<void> => {
    const at = now();
    let repaired: boolean;
    try {
      repaired = await ensureWebhooks(webex, token, { targetUrl, secret, now });
    } catch (error) {
      // A busy Webex says nothing about the webhooks: keep the last result.
      if (!hasStatus(error, 429)) problem.is(webhookReason(error));
      throw error;
    }
    problem.is(undefined);
    const since = wellAt;
    wellAt = at;
    if (!repaired || since === undefined) return;
    log.warn('webhooks repaired');
    onRepaired?.(since);
  };
  const checks = every(everyMs, check, {
    onError: (error) => log.warn({ err: error }, 'webhooks not ensured'),
    afterErrorMs: soonMs,
  });
  return {
    /** Ensures now and starts the checks. Rejects with a WebexError. */
    ensure: async (): Promise<void> => {
      await check();
      isEnsured = true;
      checks.start();
    },
    /** Checks at once: a delivery was refused, or Webex refused the token. */
    checkNow: (): void => checks.soon(SPACING_MS),
    /** Why events may not arrive; undefined while the last check went well. */
    problem: (): string | undefined =>
      problem.reason() ?? (isEnsured ? undefined : 'the webhooks are not ensured yet'),
    /** Settles when no check is active. */
    stop: checks.stop,
  };
}

export type WebhookMonitor = ReturnType<typeof webhookMonitor>;

function webhookReason(error: unknown): string {
  const asked = 'Webex could not be asked about the webhooks';
  if (!(error instanceof WebexRefused) || error.status >= 500) return `${asked}: ${whyAway(error)}`;
  return error.status === 401
    ? 'Webex refuses the bot’s token: set WEBEX_BOT_TOKEN to a valid one and start again.'
    : `${asked}, it answered ${error.status}: check WEBEX_BOT_TOKEN and PUBLIC_URL.`;
}
