import express from 'express';
import { ADMIN_SCOPES } from '../world/scopes.js';
import type { World } from '../world/world.js';
import { ApiError } from './api-error.js';
import { callerWith } from './caller.js';
import { optionalText } from './recordings-query.js';

/** GET /meetingPreferences/sites: the sites of the token's person, the preferred one as default. */
export function preferencesApi(world: World): express.Router {
  const router = express.Router();
  router.get('/meetingPreferences/sites', (req, res) => {
    const caller = callerWith(req, 'meeting:preferences_read');
    const userEmail = optionalText(req, 'userEmail');
    if (userEmail !== undefined && !ADMIN_SCOPES.some((scope) => caller.scopes.has(scope))) {
      throw new ApiError(403, 'userEmail requires admin-level scopes.');
    }
    const person = userEmail === undefined ? caller.person : world.people.byEmail(userEmail);
    if (person?.orgId !== caller.person.orgId) throw new ApiError(404, 'User not found.');
    res.json({
      sites: person.sites.map((siteUrl, index) => ({ siteUrl, default: index === 0 })),
    });
  });
  return router;
}
