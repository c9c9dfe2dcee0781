import type { RetryPolicy } from '../../src/util/retry-policy.js';
import {
  createWebexClient,
  type WebexClient,
  type WebexClientOptions,
} from '../../src/webex/client.js';

/** As stubborn as the real one, in milliseconds. */
export const quick = {
  retries: 3,
  longestWaitMs: 100,
  giveUpAfterMs: 5_000,
  firstWaitMs: 1,
  factor: 2,
} as const satisfies RetryPolicy;

/** A client that waits milliseconds where the real one waits seconds. */
export function quickClient(
  baseUrl: string,
  options: Partial<WebexClientOptions> = {},
): WebexClient {
  return createWebexClient({ baseUrl, retry: quick, random: () => 0.5, ...options });
}
