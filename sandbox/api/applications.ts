import express from 'express';
import { z } from 'zod';
import { areCredentialsOf, sandboxServiceApp } from '../oauth/clients.js';
import type { Grants } from '../oauth/grants.js';
import { uuidOf } from '../world/ids.js';
import type { World } from '../world/world.js';
import { ApiError, notFound } from './api-error.js';
import { callerWith } from './caller.js';
import { bodyOf } from './input.js';

const request = z.strictObject({
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  targetOrgId: z.string().min(1),
});

/**
 * POST /applications/{applicationId}/token, as the Service Apps documents say: tokens of a Service
 * App for an organisation that authorized it, asked for with a token that may manage applications.
 */
export function applicationsApi(world: World, grants: Grants): express.Router {
  const router = express.Router();
  router.post('/applications/:applicationId/token', (req, res) => {
    callerWith(req, 'spark:applications_token');
    const { clientId, clientSecret, targetOrgId } = bodyOf(req, request);
    if (!isSame('APPLICATION', req.params.applicationId, sandboxServiceApp.id)) {
      throw notFound('application');
    }
    if (!areCredentialsOf(sandboxServiceApp, { id: clientId, secret: clientSecret })) {
      throw new ApiError(400, 'clientId or clientSecret is not the application’s.');
    }
    const isOrg = isSame('ORGANIZATION', targetOrgId, sandboxServiceApp.orgId);
    if (!isOrg || !world.serviceApp.authorized) {
      throw new ApiError(404, 'The application is not authorized in the target organization.');
    }
    res
      .set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' })
      .json(grants.issue(world.serviceApp.machine, sandboxServiceApp));
  });
  return router;
}

/** Compared by what is inside: the cluster in an id differs between tokens. */
function isSame(type: 'APPLICATION' | 'ORGANIZATION', one: string, other: string): boolean {
  const uuid = uuidOf(type, one);
  return uuid !== undefined && uuid === uuidOf(type, other);
}
