import { createHash } from 'node:crypto';
import express from 'express';
import { z } from 'zod';
import { type Scopes, readAccess } from '../recordings/access.js';
import type { Library } from '../recordings/library.js';
import { isListed } from '../recordings/reach.js';
import type { Recording } from '../recordings/recording.js';
import { formatTime } from '../recordings/window.js';
import type { World } from '../world/world.js';
import { badRequest } from './api-error.js';
import { callerOf } from './caller.js';
import { parsed } from './input.js';
import { optionalText } from './recordings-query.js';

const read: Scopes = { user: 'meeting:schedules_read', admin: 'meeting:admin_schedule_read' };
const number = z.string().regex(/^\d{9,11}$/, 'meetingNumber has 9 to 11 digits.');
const flag = z.enum(['true', 'false']).default('true');

/** GET /meetings of a meeting number, as List Meetings says; only recorded meetings are known here. */
export function meetingsApi(world: World, library: Library): express.Router {
  const router = express.Router();
  router.get('/meetings', (req, res) => {
    const access = readAccess(world, callerOf(req), optionalText(req, 'hostEmail'), read);
    const others = ['webLink', 'roomId'].filter((name) => optionalText(req, name) !== undefined);
    const asked = optionalText(req, 'meetingNumber');
    if (others.length > 0 && asked !== undefined) {
      throw badRequest('meetingNumber, webLink and roomId are mutually exclusive.');
    }
    if (asked === undefined) throw badRequest('The sandbox lists meetings by their number only.');
    const wanted = parsed(asked, number);
    const isCurrent = parsed(optionalText(req, 'current'), flag) === 'true';
    // Of all that were recorded of a series the last one stands for it.
    const known = library
      .ofPerson(access.subject.id)
      .all()
      .find((one) => meetingNumberOf(one) === wanted && isListed(world, one));
    res.json({ items: known === undefined ? [] : [meetingJson(world, known, isCurrent)] });
  });
  return router;
}

/** Of the whole series; made up from its id. */
export function meetingNumberOf({ meetingSeriesId }: Pick<Recording, 'meetingSeriesId'>): string {
  const bytes = createHash('sha256').update(`number/${meetingSeriesId}`).digest();
  return `25${String(bytes.readUInt32BE(0) % 1e9).padStart(9, '0')}`;
}

function meetingJson(world: World, recording: Recording, isCurrent: boolean) {
  const host = world.people.byId(recording.hostId);
  const { meetingSeriesId, scheduledMeetingId, topic, timeRecorded, siteUrl } = recording;
  return {
    id: isCurrent ? scheduledMeetingId : meetingSeriesId,
    ...(isCurrent ? { meetingSeriesId } : {}),
    meetingNumber: meetingNumberOf(recording),
    title: topic,
    meetingType: isCurrent ? 'scheduledMeeting' : 'meetingSeries',
    state: isCurrent ? 'expired' : 'active',
    timezone: 'UTC',
    start: formatTime(timeRecorded),
    end: formatTime(timeRecorded + recording.durationSeconds * 1_000),
    hostUserId: recording.hostId,
    hostDisplayName: host?.displayName,
    hostEmail: host?.email,
    siteUrl,
  };
}
