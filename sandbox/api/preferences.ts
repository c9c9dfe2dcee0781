import express, { type Request } from 'express';
import { z } from 'zod';
import type { Person } from '../world/people.js';
import type { World } from '../world/world.js';
import { ApiError, badRequest } from './api-error.js';
import { callerWith } from './caller.js';
import { bodyOf } from './input.js';
import { optionalText } from './recordings-query.js';

const change = z.strictObject({ siteUrl: z.string().min(1).toLowerCase() });

/** GET and PUT /meetingPreferences/sites: the sites of a person, the preferred one as default. */
export function preferencesApi(world: World): express.Router {
  const router = express.Router();

  router.get('/meetingPreferences/sites', (req, res) => {
    const person = subjectOf(world, req, 'read');
    res.json({
      sites: person.sites.map((siteUrl, index) => ({ siteUrl, default: index === 0 })),
    });
  });

  router.put('/meetingPreferences/sites', (req, res) => {
    const person = subjectOf(world, req, 'write');
    if (optionalText(req, 'defaultSite') !== 'true') {
      throw badRequest('defaultSite must be true for the site that is to be the default one.');
    }
    const { siteUrl } = bodyOf(req, change);
    if (!person.sites.includes(siteUrl)) {
      throw new ApiError(404, `The user is not on site ${siteUrl}.`);
    }
    person.sites = [siteUrl, ...person.sites.filter((site) => site !== siteUrl)];
    res.json({ siteUrl, default: true });
  });

  return router;
}

/** Whose sites are meant: one's own, or by `userEmail` somebody's whom an administrator names. */
function subjectOf(world: World, req: Request, kind: 'read' | 'write'): Person {
  const adminScope = `meeting:admin_preferences_${kind}`;
  const caller = callerWith(req, `meeting:preferences_${kind}`, adminScope);
  const userEmail = optionalText(req, 'userEmail');
  if (userEmail === undefined) return caller.person;
  if (!caller.scopes.has(adminScope)) {
    throw new ApiError(403, 'userEmail requires admin-level scopes.');
  }
  const person = world.people.byEmail(userEmail);
  const siteUrl = kind === 'read' ? optionalText(req, 'siteUrl') : undefined;
  const searched = siteUrl === undefined || person?.sites.includes(siteUrl) === true;
  if (person?.orgId !== caller.person.orgId || person.type !== 'person' || !searched) {
    throw new ApiError(404, 'User not found.');
  }
  const { managedSites } = caller.person;
  if (kind === 'write' && !person.sites.some((site) => managedSites.includes(site))) {
    throw new ApiError(403, 'The user is on no site that this administrator manages.');
  }
  return person;
}
