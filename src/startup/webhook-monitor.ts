import type { Logger } from 'pino';
import { every } from '../util/every.js';
import { webhookRetry } from '../util/retry-policy.js';
import { MINUTE } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { ensureWebhooks } from '../webex/ensure-webhooks.js';

/** What the keeper looks after. */
export interface WebhookMonitorDeps {
  readonly webex: WebexClient;
  readonly token: string;
  readonly targetUrl: string;
  readonly secret: string;
  readonly log: Logger;
  /** Milliseconds from one look to the next; and after one that failed. */
  readonly everyMs?: number;
  readonly soonMs?: number;
}

/** Sees to it that Webex goes on telling us. */
export interface WebhookMonitor {
  /** Makes sure now, and from then on again and again. Rejects with a WebexError the first time. */
  ensure: () => Promise<void>;
  /** Why Webex is not telling us yet; undefined from the first look on that went well. */
  problem: () => string | undefined;
  /** Settles when no look is under way. */
  stop: () => Promise<void>;
}

/**
 * Webex switches a webhook off after many failed deliveries, and tells nobody: so we look. A later
 * look that fails says nothing of the webhooks, and no other process would do better: it is logged,
 * and looked again soon.
 */
export function webhookMonitor(parts: WebhookMonitorDeps): WebhookMonitor {
  const { webex, token, targetUrl, secret, log } = parts;
  const { everyMs = 5 * MINUTE, soonMs = webhookRetry.firstWaitMs } = parts;
  let problem: string | undefined = 'webhooks are not ensured yet';
  const look = (): Promise<void> => ensureWebhooks(webex, token, targetUrl, secret);
  const looks = every(everyMs, look, {
    onError: (error) => log.warn({ err: error }, 'webhooks not ensured'),
    afterErrorMs: soonMs,
  });
  return {
    ensure: async () => {
      await look().catch((error: unknown) => {
        problem = 'Webex could not be asked about the webhooks';
        throw error;
      });
      problem = undefined;
      looks.start();
    },
    problem: () => problem,
    stop: looks.stop,
  };
}
