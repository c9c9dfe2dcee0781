import express, { type Request } from 'express';
import { inTheNameOf, withSite, type Access } from '../recordings/access.js';
import { Cursors } from '../recordings/cursor.js';
import type { Library } from '../recordings/library.js';
import { canSee, noSuchRecording } from '../recordings/reach.js';
import { statusAt, type Recording } from '../recordings/recording.js';
import type { TemporaryLinks } from '../recordings/temporary-links.js';
import { recordingJson } from '../recordings/view.js';
import type { World } from '../world/world.js';
import { ApiError, badRequest } from './api-error.js';
import { callerWith } from './caller.js';
import { answerPage } from './recordings-list.js';
import { optionalText, parseListQuery } from './recordings-query.js';
import { refusals } from './recordings-refusals.js';

/** GET /group/recordings and /group/recordings/{recordingId}: a Service App's, of one host each time. */
export function recordingsGroupApi(
  world: World,
  library: Library,
  links: TemporaryLinks,
): express.Router {
  const router = express.Router();
  const cursors = new Cursors(world.newUuid());

  router.get('/group/recordings', (req, res) => {
    const access = withSite(groupAccess(world, req));
    const { meetingId, hostEmail, ...query } = parseListQuery(req);
    if (meetingId !== undefined || hostEmail !== undefined) {
      throw badRequest('meetingId and hostEmail are no parameters of this list.');
    }
    if (query.status !== 'available') throw badRequest('status: only available ones are listed.');
    if (query.siteUrl !== undefined && access.onlySites?.includes(query.siteUrl) !== true) {
      throw new ApiError(403, `Site ${query.siteUrl} is not managed by the application.`);
    }
    answerPage(req, res, {
      query,
      cursors,
      now: world.now(),
      source: {
        shelf: library.ofPerson(access.subject.id),
        reader: access.subject.id,
        visible: (recording) => isTheirs(world, access, recording),
        longestDays: 30,
        json: (recording) => recordingJson(recording, access.subject, world),
      },
    });
  });

  router.get('/group/recordings/:recordingId', (req, res) => {
    const access = groupAccess(world, req);
    const recording = library.get(req.params.recordingId);
    if (!recording || !isTheirs(world, access, recording)) {
      throw noSuchRecording(req.params.recordingId);
    }
    const base = `${req.protocol}://${req.get('host') ?? ''}/download`;
    const temporaryDirectDownloadLinks = links.of(recording, base);
    res.json({
      ...recordingJson(recording, access.subject, world),
      ...(recording.preventDownload ? {} : { temporaryDirectDownloadLinks }),
    });
  });

  router.use(refusals);
  return router;
}

/** The host by `personId` (an id, or the bare uuid) or the header `hostEmail`: one of the two. */
function groupAccess(world: World, req: Request): Access {
  const caller = callerWith(req, 'meeting:group_meeting_read');
  const personId = optionalText(req, 'personId');
  const hostEmail = req.get('hostEmail');
  if ((personId === undefined) === (hostEmail === undefined)) {
    throw badRequest('One of personId and the header hostEmail must be specified.');
  }
  const named =
    personId === undefined
      ? undefined
      : (world.people.byId(personId) ?? world.people.byUuid(personId));
  return inTheNameOf(world, caller.person, hostEmail ?? named?.email ?? '');
}

function isTheirs(world: World, access: Access, recording: Recording): boolean {
  const isHosts = recording.hostId === access.subject.id;
  const available = statusAt(recording, world.now()) === 'available';
  return isHosts && available && canSee(world, access, recording);
}
