import express from 'express';
import { z } from 'zod';
import type { Library } from '../recordings/library.js';
import { linkKinds, type LinkKind, type TemporaryLinks } from '../recordings/temporary-links.js';

const link = z.object({
  kind: z.enum(linkKinds),
  id: z.string(),
  expires: z.coerce.number(),
  ticket: z.string(),
});

/**
 * Serves temporaryDirectDownloadLinks, as the download network does: the ticket is all that
 * counts, and a request that carries an Authorization header gets a sign-in page instead.
 */
export function downloadsRouter(library: Library, links: TemporaryLinks): express.Router {
  const router = express.Router();
  router.get('/download/:kind/:id', (req, res) => {
    if (req.headers.authorization !== undefined) {
      res.type('html').send('<!doctype html><title>Webex</title><h1>Sign in to Webex</h1>');
      return;
    }
    const given = link.safeParse({ ...req.params, ...req.query });
    const good =
      given.success &&
      links.isGood(given.data.kind, given.data.id, given.data.expires, given.data.ticket);
    if (!good || !library.get(given.data.id)) {
      res.status(403).type('text').send('This link has expired or is not valid.');
      return;
    }
    const { type, name, body } = files[given.data.kind];
    res.type(type).attachment(name).send(body);
  });
  return router;
}

const files: Record<LinkKind, { type: string; name: string; body: Buffer }> = {
  // The first box of an MP4 file: enough for a client to see what it got.
  recording: {
    ...{ type: 'video/mp4', name: 'recording.mp4' },
    body: Buffer.from('000000186674797069736f6d0000020069736f6d6d703432', 'hex'),
  },
  audio: {
    ...{ type: 'audio/mp4', name: 'recording.m4a' },
    body: Buffer.from('00000018667479704d344120000002004d3441206d703432', 'hex'),
  },
  transcript: {
    ...{ type: 'text/vtt', name: 'recording.vtt' },
    body: Buffer.from('WEBVTT\n\n1\n00:00:01.000 --> 00:00:04.000\nWelcome, everybody.\n'),
  },
};
