import express from 'express';
import { maySee } from '../world/messages.js';
import type { World } from '../world/world.js';
import { notFound } from './api-error.js';
import { messagingCallerOf } from './caller.js';

/**
 * GET and HEAD /contents/{contentId}, as the Message Attachments guide says: the bytes of a file,
 * for whoever may see its message.
 */
export function contentsApi(world: World): express.Router {
  const router = express.Router();
  router.get('/contents/:contentId', (req, res) => {
    const { person } = messagingCallerOf(req);
    const message = world.messages.withFile(req.params.contentId);
    const file = message?.content.file;
    if (file === undefined || message === undefined || !maySee(person, message)) {
      throw notFound('file');
    }
    res.attachment(file.name).set('Cache-Control', 'no-store');
    // Clients look for a name in quotes, which express leaves out where they are not needed.
    const disposition = String(res.getHeader('content-disposition'));
    res.set('Content-Disposition', disposition.replace(/(filename=)([^";]+)/, '$1"$2"'));
    // Not by `set`, which would add a charset that nobody knows.
    res.setHeader('Content-Type', file.contentType);
    res.send(file.bytes);
  });
  return router;
}
