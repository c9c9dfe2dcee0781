import express from 'express';
import { adminAccess, type Access } from '../recordings/access.js';
import { Cursors } from '../recordings/cursor.js';
import type { Library } from '../recordings/library.js';
import { isListed, noSuchRecording, orgOfHost } from '../recordings/reach.js';
import type { Recording } from '../recordings/recording.js';
import { adminRecordingJson } from '../recordings/view.js';
import type { World } from '../world/world.js';
import { ApiError } from './api-error.js';
import { callerOf } from './caller.js';
import { answerPage } from './recordings-list.js';
import { checkStatus, parseListQuery } from './recordings-query.js';
import { refusals } from './recordings-refusals.js';

/** GET /admin/recordings and DELETE /admin/recordings/{recordingId}: any host, managed sites. */
export function recordingsAdminApi(world: World, library: Library): express.Router {
  const router = express.Router();
  const cursors = new Cursors(world.newUuid());

  router.get('/admin/recordings', (req, res) => {
    const access = adminAccess(callerOf(req), 'read');
    const query = parseListQuery(req);
    checkStatus(query, access);
    const siteUrl = query.siteUrl ?? access.subject.sites[0] ?? '';
    const ofMeeting = query.meetingId !== undefined;
    if (!ofMeeting && access.onlySites?.includes(siteUrl) !== true) {
      throw new ApiError(403, `Site ${siteUrl} is not managed by the user.`);
    }
    answerPage(req, res, {
      query,
      cursors,
      now: world.now(),
      source: {
        shelf: ofMeeting ? library.everything() : library.ofSite(siteUrl),
        reader: access.subject.id,
        visible: (recording) => manages(world, access, recording),
        longestDays: 30,
        ignoreWindow: ofMeeting,
        json: (recording) =>
          adminRecordingJson(recording, world.people.byId(recording.hostId), world),
      },
    });
  });

  router.delete('/admin/recordings/:recordingId', (req, res) => {
    const access = adminAccess(callerOf(req), 'write');
    const recording = library.get(req.params.recordingId);
    const gone = !recording || recording.status === 'purged';
    if (gone || !manages(world, access, recording)) throw noSuchRecording(req.params.recordingId);
    library.purge([recording]);
    res.status(204).end();
  });

  router.use(refusals);
  return router;
}

function manages(world: World, access: Access, recording: Recording): boolean {
  return (
    isListed(world, recording) &&
    access.onlySites?.includes(recording.siteUrl) === true &&
    orgOfHost(world, recording) === access.subject.orgId
  );
}
