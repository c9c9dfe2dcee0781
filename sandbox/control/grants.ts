import express from 'express';
import { z } from 'zod';
import type { Grants } from '../oauth/grants.js';
import type { World } from '../world/world.js';

const authorization = z.strictObject({ authorized: z.boolean() });
const tokenLife = z.strictObject({ seconds: z.number().positive() });

/**
 * DELETE /grants/{personEmail} (the person takes everything back), PUT /service-app (an administrator
 * authorizes the Service App in Control Hub, or no longer) and PUT /token-life.
 */
export function grantsControl(world: World, grants: Grants): express.Router {
  const router = express.Router();
  router.use(express.json());

  router.delete('/grants/:personEmail', (req, res) => {
    const person = world.people.byEmail(req.params.personEmail);
    if (!person) {
      res.status(404).json({ message: 'Nobody has this email address.' });
      return;
    }
    res.json({ revoked: grants.revoke(person) });
  });

  router.put('/service-app', (req, res) => {
    const parsed = authorization.safeParse(req.body);
    if (!parsed.success) {
      res.status(400).json({ message: z.prettifyError(parsed.error) });
      return;
    }
    world.serviceApp.authorized = parsed.data.authorized;
    // Whoever authorizes it again gets new tokens: those of before stay dead.
    if (!parsed.data.authorized) grants.revoke(world.serviceApp.machine);
    res.json(parsed.data);
  });

  router.put('/token-life', (req, res) => {
    const parsed = tokenLife.safeParse(req.body);
    if (!parsed.success) {
      res.status(400).json({ message: z.prettifyError(parsed.error) });
      return;
    }
    grants.setTokenLife(parsed.data.seconds);
    res.json(parsed.data);
  });

  return router;
}
