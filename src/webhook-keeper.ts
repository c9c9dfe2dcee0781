import type { Logger } from 'pino';
import { ensureWebhooks } from './bot/framework/ensure-webhooks.js';
import type { WebexClient } from './webex/client.js';

/** What the keeper looks after. */
export interface KeeperParts {
  readonly webex: WebexClient;
  readonly token: string;
  readonly targetUrl: string;
  readonly secret: string;
  readonly log: Logger;
  /** Milliseconds between two looks. */
  readonly everyMs?: number;
}

/** Sees to it that Webex goes on telling us. */
export interface WebhookKeeper {
  /** Makes sure now, and from then on again and again. Rejects with a WebexError the first time. */
  ensure: () => Promise<void>;
  /** Why Webex may not be telling us, or undefined. */
  problem: () => string | undefined;
  stop: () => void;
}

const FIVE_MINUTES = 300_000;

/** Webex switches a webhook off after many failed deliveries, and tells nobody: so we look. */
export function webhookKeeper(parts: KeeperParts): WebhookKeeper {
  const { webex, token, targetUrl, secret, log, everyMs = FIVE_MINUTES } = parts;
  let problem: string | undefined = 'webhooks are not ensured yet';
  let timer: NodeJS.Timeout | undefined;
  const ensure = async (): Promise<void> => {
    try {
      await ensureWebhooks(webex, token, targetUrl, secret);
      problem = undefined;
    } catch (error) {
      problem = 'Webex could not be asked about the webhooks';
      throw error;
    }
  };
  return {
    ensure: async () => {
      await ensure();
      timer = setInterval(() => {
        ensure().catch((error: unknown) => log.warn({ err: error }, 'webhooks not ensured'));
      }, everyMs).unref();
    },
    problem: () => problem,
    stop: () => {
      clearInterval(timer);
    },
  };
}
