import express from 'express';
import { z } from 'zod';
import { readAccess, withSite, type Access, type Scopes } from '../recordings/access.js';
import { Cursors } from '../recordings/cursor.js';
import type { Library } from '../recordings/library.js';
import { isListed, orgOfHost } from '../recordings/reach.js';
import type { Recording } from '../recordings/recording.js';
import { txtOf, vttOf } from '../recordings/transcript.js';
import { formatTime } from '../recordings/window.js';
import type { World } from '../world/world.js';
import { ApiError, badRequest, notFound } from './api-error.js';
import { callerOf } from './caller.js';
import { deletion } from './deletion.js';
import { parsed } from './input.js';
import { recordingsOfInstance } from './meeting-instance.js';
import { answerPage } from './recordings-list.js';
import { optionalText, parseListQuery } from './recordings-query.js';
import { refusals } from './recordings-refusals.js';

const read: Scopes = {
  user: 'meeting:transcripts_read',
  admin: 'meeting:admin_transcripts_read',
  officer: 'spark-compliance:meetings_read',
};
const write: Scopes = {
  user: 'meeting:transcripts_write',
  officer: 'spark-compliance:meetings_write',
};
const format = z.enum(['vtt', 'txt']).default('vtt');

/** GET /meetingTranscripts, their download, and DELETE, as the Meeting Transcripts documents say. */
export function meetingTranscriptsApi(world: World, library: Library): express.Router {
  const router = express.Router();
  const cursors = new Cursors(world.newUuid());

  router.get('/meetingTranscripts', (req, res) => {
    const { max, from, to, cursor, hostEmail, meetingId, siteUrl } = parseListQuery(req);
    if (hostEmail !== undefined && meetingId === undefined) {
      throw badRequest('hostEmail is not supported without meetingId.');
    }
    const access = withSite(readAccess(world, callerOf(req), hostEmail, read));
    if (meetingId !== undefined) recordingsOfInstance(library, meetingId);
    const site = meetingId === undefined ? (siteUrl ?? access.subject.sites[0]) : siteUrl;
    if (siteUrl !== undefined && !access.subject.sites.includes(siteUrl)) {
      throw new ApiError(403, `The user is not on site ${siteUrl}.`);
    }
    answerPage(req, res, {
      query: { max, from, to, cursor, hostEmail, meetingId, siteUrl: site, status: 'available' },
      cursors,
      now: world.now(),
      source: {
        shelf: access.asOfficer ? library.everything() : library.ofPerson(access.subject.id),
        reader: access.subject.id,
        ignoreWindow: meetingId !== undefined,
        visible: (recording) => maySee(world, access, recording),
        json: (recording) => transcriptJson(world, recording),
      },
    });
  });

  router.get('/meetingTranscripts/:transcriptId/download', (req, res) => {
    const access = readAccess(world, callerOf(req), optionalText(req, 'hostEmail'), read);
    const wanted = parsed(optionalText(req, 'format'), format);
    const recording = transcriptFor(world, library, access, req.params.transcriptId);
    const [type, words] =
      wanted === 'vtt' ? ['text/vtt', vttOf(recording)] : ['text/plain', txtOf(recording)];
    res.attachment(`transcript.${wanted}`).type(type).send(words);
  });

  router.delete('/meetingTranscripts/:transcriptId', (req, res) => {
    const access = readAccess(world, callerOf(req), undefined, write);
    const { reason } = parsed((req.body as unknown) ?? {}, deletion);
    const recording = transcriptFor(world, library, access, req.params.transcriptId);
    if (recording.transcriptDeleted === true) throw notFound('transcript');
    if (recording.hostId !== access.subject.id && reason === undefined) {
      throw badRequest('reason is required when operating on another user’s transcript.');
    }
    recording.transcriptDeleted = true;
    res.status(204).end();
  });

  router.use(refusals);
  return router;
}

/** Only the host's, since nobody here attends; officers see all, the deleted ones too. */
function maySee(world: World, access: Access, recording: Recording): boolean {
  if (recording.hasTranscript !== true || !isListed(world, recording)) return false;
  if (access.onlySites?.includes(recording.siteUrl) === false) return false;
  if (access.asOfficer) return orgOfHost(world, recording) === access.subject.orgId;
  return recording.hostId === access.subject.id && recording.transcriptDeleted !== true;
}

function transcriptFor(world: World, library: Library, access: Access, id: string): Recording {
  const recording = library.get(/^(.+)_T$/.exec(id)?.[1] ?? '');
  if (!recording || !maySee(world, access, recording)) throw notFound('transcript');
  return recording;
}

function transcriptJson(world: World, recording: Recording): Record<string, unknown> {
  const id = `${recording.id}_T`;
  const link = (kind: string): string =>
    `${world.files.apiUrl}/meetingTranscripts/${id}/download?format=${kind}`;
  return {
    id,
    siteUrl: recording.siteUrl,
    startTime: formatTime(recording.timeRecorded),
    meetingTopic: recording.topic,
    meetingId: recording.meetingId,
    scheduledMeetingId: recording.scheduledMeetingId,
    meetingSeriesId: recording.meetingSeriesId,
    hostUserId: recording.hostId,
    vttDownloadLink: link('vtt'),
    txtDownloadLink: link('txt'),
    status: recording.transcriptDeleted === true ? 'deleted' : 'available',
  };
}
