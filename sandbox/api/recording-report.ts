import express, { type Request } from 'express';
import { adminAccess, readAccess, withSite, type Access } from '../recordings/access.js';
import { accessesOf } from '../recordings/audience.js';
import { Cursors } from '../recordings/cursor.js';
import type { Library } from '../recordings/library.js';
import { canSee, find, isListed, orgOfHost } from '../recordings/reach.js';
import { msPerDay, type Recording } from '../recordings/recording.js';
import { formatTime, type TimeWindow } from '../recordings/window.js';
import type { Grant } from '../world/tokens.js';
import type { World } from '../world/world.js';
import { ApiError, badRequest } from './api-error.js';
import { callerOf } from './caller.js';
import { pageOf } from './link.js';
import { answerPage } from './recordings-list.js';
import { optionalText, parseListQuery } from './recordings-query.js';
import { refusals } from './recordings-refusals.js';

/** GET /recordingReport/accessSummary and /accessDetail, as the Recording Report documents say. */
export function recordingReportApi(world: World, library: Library): express.Router {
  const router = express.Router();
  const cursors = new Cursors(world.newUuid());

  router.get('/recordingReport/accessSummary', (req, res) => {
    const { max, from, to, cursor, hostEmail, siteUrl: named } = parseListQuery(req);
    const { access, everybody } = summaryAccess(world, callerOf(req), hostEmail);
    const siteUrl = named ?? access.subject.sites[0] ?? '';
    if (!access.subject.sites.includes(siteUrl) || access.onlySites?.includes(siteUrl) === false) {
      throw new ApiError(403, `Site ${siteUrl} is not one of the user.`);
    }
    const all = everybody || access.asOfficer;
    answerPage(req, res, {
      query: { max, from, to, cursor, hostEmail, siteUrl, status: 'available' },
      cursors,
      now: world.now(),
      source: {
        shelf: all ? library.ofSite(siteUrl) : library.ofPerson(access.subject.id),
        reader: access.subject.id,
        visible: (recording) =>
          everybody
            ? isListed(world, recording) && orgOfHost(world, recording) === access.subject.orgId
            : canSee(world, access, recording),
        checkWindow: (window) => checkSpan(window, world.now()),
        json: (recording) => summaryJson(world, recording),
      },
    });
  });

  router.get('/recordingReport/accessDetail', (req, res) => {
    const access = readAccess(world, callerOf(req), optionalText(req, 'hostEmail'));
    const recording = find(world, library, access, recordingIdOf(req));
    const page = pageOf(req, res, accessesOf(recording, world.now()), { standard: 10, most: 100 });
    res.json({
      items: page.map(({ name, email, at, viewed, downloaded }) => ({
        recordingId: recording.id,
        topic: recording.topic,
        name,
        email,
        accessTime: formatTime(at),
        viewed,
        downloaded,
      })),
    });
  });

  router.use(refusals);
  return router;
}

/** `hostEmail=all` is every host of a site, for administrators alone; officers name no host at all. */
function summaryAccess(
  world: World,
  caller: Grant,
  hostEmail: string | undefined,
): { access: Access; everybody: boolean } {
  if (hostEmail !== 'all') {
    return { access: withSite(readAccess(world, caller, hostEmail)), everybody: false };
  }
  const access = adminAccess(caller, 'read');
  if (access.asOfficer) {
    throw new ApiError(400, 'hostEmail must not be specified by a Compliance Officer.');
  }
  return { access, everybody: true };
}

function checkSpan({ from, to }: TimeWindow, now: number): void {
  if (to - from > 90 * msPerDay) {
    throw badRequest('The interval between to and from cannot exceed 90 days.');
  }
  if (now - from > 365 * msPerDay) {
    throw badRequest('The interval between the current time and from cannot exceed 365 days.');
  }
}

function summaryJson(world: World, recording: Recording): Record<string, unknown> {
  const accesses = accessesOf(recording, world.now());
  return {
    recordingId: recording.id,
    topic: recording.topic,
    timeRecorded: formatTime(recording.timeRecorded),
    siteUrl: recording.siteUrl,
    hostEmail: world.people.byId(recording.hostId)?.email ?? '',
    viewCount: accesses.filter(({ viewed }) => viewed).length,
    downloadCount: accesses.filter(({ downloaded }) => downloaded).length,
  };
}

function recordingIdOf(req: Request): string {
  const id = optionalText(req, 'recordingId');
  if (id === undefined) throw badRequest('recordingId is required.');
  return id;
}
