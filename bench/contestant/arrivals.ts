import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import querystring from 'node:querystring';
import { z } from 'zod';

const MESSAGE = /^\/v1\/messages\/([^/?]+)$/;

const arrivals = new Map<string, number>();
const arriving = z.object({ request: z.custom<IncomingMessage>() });

// The sandboxes' own record of calls knows whole milliseconds only.
subscribe('http.server.request.start', (told) => {
  const { request } = arriving.parse(told);
  const [, id] = MESSAGE.exec(request.url ?? '') ?? [];
  // Sandboxes of other tests in this process are asked for anything, malformed ids among it.
  if (request.method === 'GET' && id !== undefined && !/%(?![0-9a-f]{2})/i.test(id)) {
    arrivals.set(querystring.unescape(id), performance.now());
  }
});

/** Whether the bot has asked for a message, which {@link takeAskedFor} has not told yet. */
export const wasAskedFor = (messageId: string): boolean => arrivals.has(messageId);

/**
 * When the bot's GET of a message reached the sandbox, by `performance.now()`; told once.
 *
 * @returns undefined when it has not been asked for
 */
export function takeAskedFor(messageId: string): number | undefined {
  const at = arrivals.get(messageId);
  arrivals.delete(messageId);
  return at;
}
