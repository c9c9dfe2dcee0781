import express from 'express';
import { z } from 'zod';
import { changeSettings } from '../world/settings.js';
import type { Library } from '../recordings/library.js';
import type { World } from '../world/world.js';
import type { Calls } from './calls.js';
import type { Faults } from './faults.js';
import { addPerson } from './add-person.js';
import { addRecording } from './add-recording.js';
import { changePerson, changeRoom, changeWebhooks, webhookTold } from './change-world.js';
import { removePerson } from './remove-person.js';

const renaming = z.strictObject({ topic: z.string().min(1) });

/** What steers the sandbox from outside, mounted at /sandbox: faults, calls, people, settings. */
export function controlApi(
  world: World,
  library: Library,
  faults: Faults,
  calls: Calls,
): express.Router {
  const router = express.Router();
  router.use(express.json({ limit: '1mb' }));

  router.put('/faults', (req, res) => {
    faults.set(req.body);
    res.json(req.body);
  });

  router.get('/calls', (_req, res) => {
    res.json(calls.list());
  });
  router.delete('/calls', (_req, res) => {
    calls.clear();
    res.status(204).end();
  });

  router.get('/people', (_req, res) => {
    res.json(
      world.people
        .all()
        .filter(({ type }) => type !== 'appuser')
        .map((person) => ({
          id: person.id,
          email: person.email,
          displayName: person.displayName,
          type: person.type,
          token: world.standing.of(person),
        })),
    );
  });
  router.post('/people', (req, res) => {
    res.json(addPerson(world, library, req.body));
  });

  router.put('/people/:personEmail', (req, res) => {
    const { id, email, sites } = changePerson(world, req.params.personEmail, req.body);
    res.json({ id, email, sites });
  });
  router.delete('/people/:personEmail', (req, res) => {
    removePerson(world, req.params.personEmail);
    res.status(204).end();
  });

  router.put('/rooms/:roomId', (req, res) => {
    changeRoom(world, req.params.roomId, req.body);
    res.json(req.body);
  });

  router.get('/webhooks', (_req, res) => {
    res.json(world.webhooks.all().map(webhookTold));
  });
  router.put('/webhooks', (req, res) => {
    res.json(changeWebhooks(world, req.body).map(webhookTold));
  });

  router.get('/mails', (_req, res) => {
    res.json(world.mails);
  });

  router.post('/recordings', (req, res) => {
    res.json(addRecording(world, library, req.body));
  });

  router.put('/recordings/:recordingId', (req, res) => {
    const { topic } = renaming.parse(req.body);
    const recording = library.get(req.params.recordingId);
    if (recording === undefined) throw new Error('No recording has this id.');
    library.rename(recording, topic);
    res.json({ topic });
  });

  router.get('/settings', (_req, res) => {
    res.json(world.settings);
  });
  router.post('/settings', (req, res) => {
    changeSettings(world.settings, req.body);
    res.json(world.settings);
  });

  router.use(answerControlError);
  return router;
}

const answerControlError: express.ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) next(error);
  else if (error instanceof z.ZodError) res.status(400).json({ message: z.prettifyError(error) });
  else res.status(400).json({ message: error instanceof Error ? error.message : String(error) });
};
