import {
  createWebexClient,
  type WebexClient,
  type WebexClientOptions,
} from '../../src/webex/client.js';
import type { RetryPolicy } from '../../src/webex/retry.js';

/** As stubborn as the real one, in milliseconds. */
export const quick: RetryPolicy = {
  retries: 3,
  longestWaitMs: 100,
  totalMs: 5_000,
  firstWaitMs: 1,
};

/** A client that waits milliseconds where the real one waits seconds. */
export function quickClient(
  baseUrl: string,
  options: Partial<WebexClientOptions> = {},
): WebexClient {
  return createWebexClient({ baseUrl, retry: quick, random: () => 0.5, ...options });
}
