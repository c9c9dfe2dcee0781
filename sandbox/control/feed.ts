import type { RequestHandler } from 'express';
import { messageJson } from '../api/message-json.js';
import type { World } from '../world/world.js';

const KEEP_ALIVE_MS = 15_000;

/**
 * GET /sandbox/feed?token=…: server-sent events of what the token's person sees. The data of each
 * is `{resource, event, data, actorId}`, with the whole `message` where one was written or edited.
 */
export function feed(world: World): RequestHandler {
  return (req, res) => {
    const token = typeof req.query.token === 'string' ? req.query.token : '';
    const person = world.tokens.find(token)?.person;
    if (person === undefined) {
      res.status(401).json({ message: 'token: not a token of anyone here.' });
      return;
    }
    res.set({ 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    res.flushHeaders();
    res.write(': here\n\n');
    const unsubscribe = world.feed.subscribe((event) => {
      if (!event.reaches(person)) return;
      const message =
        event.resource === 'messages' && event.event !== 'deleted'
          ? world.messages.byId(String(event.data.id))
          : undefined;
      const told = {
        resource: event.resource,
        event: event.event,
        data: event.data,
        actorId: event.actor.id,
        ...(message === undefined ? {} : { message: messageJson(message) }),
      };
      res.write(`data: ${JSON.stringify(told)}\n\n`);
    });
    const timer = setInterval(() => res.write(': still here\n\n'), KEEP_ALIVE_MS);
    res.on('close', () => {
      clearInterval(timer);
      unsubscribe();
    });
  };
}
