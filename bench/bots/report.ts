import { monitorEventLoopDelay } from 'node:perf_hooks';
import { z } from 'zod';

const RESOLUTION_MS = 5;

/**
 * What a bot under test tells the bench: that it listens, and, whenever asked, the CPU time that
 * its process has used so far, its memory, and for how long it held up its event loop at most since it was
 * asked last. Ends the process when the bench is gone.
 */
export function reportToBench(): void {
  const held = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  process.on('message', (what) => {
    if (what === 'watch') {
      held.reset();
      held.enable();
    }
    const { user, system } = process.cpuUsage();
    const heldMs = Math.max(0, held.max / 1e6 - RESOLUTION_MS);
    process.send?.({
      cpuMs: (user + system) / 1000,
      rssMb: process.memoryUsage.rss() / 1e6,
      heldMs,
    });
    held.reset();
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ ready: true });
}

/** What the bench tells a bot that is not ours. */
export const benchEnv = z.object({
  WEBEX_API_BASE_URL: z.string(),
  WEBEX_BOT_TOKEN: z.string(),
  WEBEX_WEBHOOK_SECRET: z.string(),
  PUBLIC_URL: z.string(),
  PORT: z.coerce.number(),
  /** Person id → access token. */
  BENCH_TOKENS: z.string(),
});
