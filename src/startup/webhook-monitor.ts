import type { Logger } from 'pino';
import type { WebexClient } from '../webex/client.js';
import { ensureWebhooks } from '../webex/ensure-webhooks.js';

/** What the keeper looks after. */
export interface WebhookMonitorDeps {
  readonly webex: WebexClient;
  readonly token: string;
  readonly targetUrl: string;
  readonly secret: string;
  readonly log: Logger;
  /** Milliseconds between two looks; and after one that failed. */
  readonly everyMs?: number;
  readonly soonMs?: number;
}

/** Sees to it that Webex goes on telling us. */
export interface WebhookMonitor {
  /** Makes sure now, and from then on again and again. Rejects with a WebexError the first time. */
  ensure: () => Promise<void>;
  /** Why Webex is not telling us yet; undefined from the first look on that went well. */
  problem: () => string | undefined;
  stop: () => void;
}

const FIVE_MINUTES = 300_000;
const TWENTY_SECONDS = 20_000;

/**
 * Webex switches a webhook off after many failed deliveries, and tells nobody: so we look. A later
 * look that fails says nothing of the webhooks, and no other process would do better: it is logged,
 * and looked again soon.
 */
export function webhookMonitor(parts: WebhookMonitorDeps): WebhookMonitor {
  const { webex, token, targetUrl, secret, log } = parts;
  const { everyMs = FIVE_MINUTES, soonMs = TWENTY_SECONDS } = parts;
  let problem: string | undefined = 'webhooks are not ensured yet';
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const look = (): Promise<void> => ensureWebhooks(webex, token, targetUrl, secret);
  const lookIn = (ms: number): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      look().then(
        () => lookIn(everyMs),
        (error: unknown) => {
          log.warn({ err: error }, 'webhooks not ensured');
          lookIn(soonMs);
        },
      );
    }, ms).unref();
  };
  return {
    ensure: async () => {
      await look().catch((error: unknown) => {
        problem = 'Webex could not be asked about the webhooks';
        throw error;
      });
      problem = undefined;
      lookIn(everyMs);
    },
    problem: () => problem,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
