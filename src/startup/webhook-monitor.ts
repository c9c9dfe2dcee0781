import type { Logger } from 'pino';
import { every } from '../util/async.js';
import { webhookRetry } from '../util/retry-policy.js';
import { MINUTE } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { type WebhookTarget, ensureWebhooks } from '../webex/webhooks.js';

export interface WebhookMonitorDeps extends WebhookTarget {
  readonly webex: WebexClient;
  readonly token: string;
  readonly log: Logger;
  /** Milliseconds from one check to the next; and after a failed one. */
  readonly everyMs?: number;
  readonly soonMs?: number;
}

/**
 * Ensures the bot's webhooks again and again: Webex silently disables one after many failed deliveries.
 * A failed check is logged and repeated soon.
 */
export function webhookMonitor(deps: WebhookMonitorDeps) {
  const { webex, token, targetUrl, secret, log } = deps;
  const { everyMs = 5 * MINUTE, soonMs = webhookRetry.firstWaitMs } = deps;
  let problem: string | undefined = 'webhooks are not ensured yet';
  const check = (): Promise<void> => ensureWebhooks(webex, token, { targetUrl, secret });
  const checks = every(everyMs, check, {
    onError: (error) => log.warn({ err: error }, 'webhooks not ensured'),
    afterErrorMs: soonMs,
  });
  return {
    /** Ensures now and starts the checks. Rejects with a WebexError. */
    ensure: async (): Promise<void> => {
      await check().catch((error: unknown) => {
        problem = 'Webex could not be asked about the webhooks';
        throw error;
      });
      problem = undefined;
      checks.start();
    },
    /** Why the webhooks are not ensured; undefined after the first success. */
    problem: (): string | undefined => problem,
    /** Settles when no check is active. */
    stop: checks.stop,
  };
}

export type WebhookMonitor = ReturnType<typeof webhookMonitor>;
