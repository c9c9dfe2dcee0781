import express from 'express';
import { readAccess, withSite, writeAccess, type Access } from '../recordings/access.js';
import { Cursors } from '../recordings/cursor.js';
import type { Library } from '../recordings/library.js';
import { canSee, find, noSuchRecording, notTheHost } from '../recordings/reach.js';
import type { TemporaryLinks } from '../recordings/temporary-links.js';
import type { Recording } from '../recordings/recording.js';
import { recordingJson } from '../recordings/view.js';
import type { World } from '../world/world.js';
import { ApiError, badRequest } from './api-error.js';
import { callerOf } from './caller.js';
import { deletion } from './deletion.js';
import { parsed } from './input.js';
import { answerPage, type ListSource } from './recordings-list.js';
import { checkStatus, optionalText, parseListQuery, type ListQuery } from './recordings-query.js';
import { refusals } from './recordings-refusals.js';
import type { AddLive } from './twist.js';

/** GET /recordings, GET and DELETE /recordings/{recordingId}. */
export function recordingsApi(
  world: World,
  library: Library,
  links: TemporaryLinks,
): express.Router {
  const router = express.Router();
  const cursors = new Cursors(world.newUuid());

  router.get('/recordings', (req, res) => {
    const query = parseListQuery(req);
    const access = withSite(readAccess(world, callerOf(req), query.hostEmail));
    checkStatus(query, access);
    checkSite(query, access);
    const source = sourceFor(world, library, access);
    res.locals.addLive = withHosts(world, library);
    answerPage(req, res, { query, source, cursors, now: world.now() });
  });

  router.get('/recordings/:recordingId', (req, res) => {
    const caller = callerOf(req);
    const hostEmail = optionalText(req, 'hostEmail');
    // Live samples show users who name themselves here, and are not refused.
    const isOwn = hostEmail?.toLowerCase() === caller.person.email;
    const access = readAccess(world, caller, isOwn ? undefined : hostEmail);
    const recording = find(world, library, access, req.params.recordingId);
    const site = req.get('siteUrl');
    if (site !== undefined && site !== recording.siteUrl) throw noSuchRecording(recording.id);
    res.locals.addLive = withHosts(world, library);
    const base = `${req.protocol}://${req.get('host') ?? ''}/download`;
    const withLinks = access.asOfficer || !recording.preventDownload;
    res.json({
      ...ownJson(world, recording, access),
      ...(withLinks ? { temporaryDirectDownloadLinks: links.of(recording, base) } : {}),
    });
  });

  router.delete('/recordings/:recordingId', (req, res) => {
    const hostEmail = optionalText(req, 'hostEmail');
    const access = writeAccess(world, callerOf(req), hostEmail, 'officers too');
    const { reason } = parsed(req.body ?? {}, deletion);
    const recording = find(world, library, access, req.params.recordingId);
    if (recording.status === 'purged') throw noSuchRecording(recording.id);
    if (recording.hostId !== access.subject.id) {
      if (!access.asOfficer) throw notTheHost();
      if (reason === undefined) {
        throw badRequest('reason is required when operating on another user’s recording.');
      }
    }
    library.purge([recording]);
    res.status(204).end();
  });

  router.use(refusals);
  return router;
}

function sourceFor(world: World, library: Library, access: Access): ListSource {
  const { subject, asOfficer } = access;
  return {
    shelf: asOfficer ? library.everything() : library.ofPerson(subject.id),
    reader: subject.id,
    longestDays: world.settings.longestSpanDays ?? undefined,
    visible: (recording) => canSee(world, access, recording),
    json: (recording) => ownJson(world, recording, access),
  };
}

function ownJson(
  world: World,
  recording: Recording,
  { asOfficer, subject }: Access,
): Record<string, unknown> {
  return recordingJson(recording, asOfficer ? undefined : subject, world);
}

/** A field that live samples have and the documents do not. */
function withHosts(world: World, library: Library): AddLive | undefined {
  if (!world.settings.ownListsNameHost) return undefined;
  return ({ id }) => {
    const hostId = typeof id === 'string' ? library.get(id)?.hostId : undefined;
    const host = world.people.byId(hostId ?? '');
    return host === undefined ? {} : { hostEmail: host.email };
  };
}

function checkSite(query: ListQuery, access: Access): void {
  const { siteUrl, meetingId } = query;
  if (siteUrl === undefined || meetingId !== undefined) return;
  if (!access.subject.sites.includes(siteUrl)) {
    throw new ApiError(403, `The user is not on site ${siteUrl}.`);
  }
  if (access.onlySites?.includes(siteUrl) === false) {
    throw new ApiError(403, `Site ${siteUrl} is not managed by the administrator.`);
  }
}
