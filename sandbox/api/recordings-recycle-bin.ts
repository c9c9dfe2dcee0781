import express, { type Request, type Response } from 'express';
import { z } from 'zod';
import { withSite, writeAccess } from '../recordings/access.js';
import type { Library } from '../recordings/library.js';
import { findHosted } from '../recordings/reach.js';
import type { Recording } from '../recordings/recording.js';
import type { World } from '../world/world.js';
import { ApiError, badRequest } from './api-error.js';
import { callerOf } from './caller.js';
import { parsed } from './input.js';
import type { Partly } from './misbehave.js';
import { optionalText } from './recordings-query.js';
import { refusals } from './recordings-refusals.js';

const allKeys = ['restoreAll', 'purgeAll'] as const;
const body = z.strictObject({
  recordingIds: z.array(z.string().min(1)).max(100).optional(),
  siteUrl: z.string().min(1).toLowerCase().optional(),
  restoreAll: z.boolean().optional(),
  purgeAll: z.boolean().optional(),
});

/**
 * POST /recordings/softDelete, /restore and /purge: all of a batch or nothing, one 204; with
 * the fault `partly` a part of it, and a refusal.
 */
export function recordingsRecycleBinApi(world: World, library: Library): express.Router {
  const router = express.Router();

  router.post('/recordings/softDelete', (req, res) => {
    carryOut(res, batch(world, library, req, 'available'), (all) => library.moveToBin(all));
  });
  router.post('/recordings/restore', (req, res) => {
    carryOut(res, batch(world, library, req, 'deleted', 'restoreAll'), (all) =>
      library.restore(all),
    );
  });
  router.post('/recordings/purge', (req, res) => {
    carryOut(res, batch(world, library, req, 'deleted', 'purgeAll'), (all) => library.purge(all));
  });

  router.use(refusals);
  return router;
}

/** Changes them and answers; Webex does not say whether it may refuse a batch that it has begun. */
function carryOut(
  res: Response,
  recordings: readonly Recording[],
  change: (recordings: readonly Recording[]) => void,
): void {
  const partly = res.locals.partly as Partly | undefined;
  if (partly === undefined) {
    change(recordings);
    res.status(204).end();
    return;
  }
  change(recordings.slice(0, partly.count));
  throw new ApiError(partly.status, 'Not all of the recordings could be changed.');
}

/** The recordings that a request means, after every check; nothing has happened to them yet. */
function batch(
  world: World,
  library: Library,
  req: Request,
  status: 'available' | 'deleted',
  allKey?: (typeof allKeys)[number],
): Recording[] {
  const hostEmail = optionalText(req, 'hostEmail');
  const access = withSite(writeAccess(world, callerOf(req), hostEmail, 'hosts only'));
  if (req.body === undefined) throw missingBody(req);
  const given = parsed(req.body, body);
  const foreign = allKeys.find((key) => key !== allKey && given[key] !== undefined);
  if (foreign !== undefined) throw badRequest(`${foreign}: not a field of this operation.`);
  const { recordingIds: ids = [], siteUrl = access.subject.sites[0] ?? '' } = given;
  if (allKey !== undefined && given[allKey] === true) {
    if (ids.length > 0) throw badRequest(`recordingIds should be empty when ${allKey} is true.`);
    if (!access.subject.sites.includes(siteUrl) || access.onlySites?.includes(siteUrl) === false) {
      throw new ApiError(404, `Site ${siteUrl} could not be found.`);
    }
    return library.binOf(access.subject.id, siteUrl);
  }
  if (ids.length === 0) throw badRequest('recordingIds should not be empty.');
  if (new Set(ids).size < ids.length) throw badRequest('recordingIds holds an ID twice.');
  return findHosted(world, library, access, { ids, siteUrl, status });
}

function missingBody(req: Request): ApiError {
  return req.get('content-type') === undefined
    ? badRequest('The request has no body.')
    : new ApiError(415, 'The body must be application/json.');
}
