import express from 'express';
import { isListed, orgOfHost } from '../recordings/reach.js';
import type { Library } from '../recordings/library.js';
import type { Recording } from '../recordings/recording.js';
import { hasSummary, summaryOf } from '../recordings/transcript.js';
import type { World } from '../world/world.js';
import { badRequest, notFound } from './api-error.js';
import { callerWith } from './caller.js';
import { recordingsOfInstance } from './meeting-instance.js';
import { optionalText } from './recordings-query.js';

/** GET /meetingSummaries?meetingId= and DELETE, as the Meeting Summaries documents say. */
export function meetingSummariesApi(world: World, library: Library): express.Router {
  const router = express.Router();

  router.get('/meetingSummaries', (req, res) => {
    // Officers have an API of their own for this, so their scope opens nothing here.
    const { person } = callerWith(req, 'meeting:summaries_read');
    const meetingId = optionalText(req, 'meetingId');
    if (meetingId === undefined) throw badRequest('meetingId is required.');
    const ofPerson = recordingsOfInstance(library, meetingId).filter(
      (recording) => recording.hostId === person.id && isListed(world, recording),
    );
    if (ofPerson.length === 0) throw notFound('meeting');
    const found = ofPerson.filter((each) => hasSummary(each) && each.summaryDeleted !== true);
    res.json({ items: found.map(summaryJson) });
  });

  router.delete('/meetingSummaries/:summaryId', (req, res) => {
    const caller = callerWith(req, 'meeting:summaries_write', 'spark-compliance:meetings_write');
    const recording = library.get(/^(.+)_S$/.exec(req.params.summaryId)?.[1] ?? '');
    const officer = caller.scopes.has('spark-compliance:meetings_write');
    const reached =
      recording !== undefined &&
      (recording.hostId === caller.person.id ||
        (officer && orgOfHost(world, recording) === caller.person.orgId));
    if (!reached || !hasSummary(recording) || recording.summaryDeleted === true) {
      throw notFound('summary');
    }
    recording.summaryDeleted = true;
    res.status(204).end();
  });

  return router;
}

function summaryJson(recording: Recording): Record<string, unknown> {
  const { notes, actionItems } = summaryOf(recording);
  return {
    id: `${recording.id}_S`,
    meetingId: recording.meetingId,
    status: 'available',
    notes: { content: notes },
    actionItems: actionItems.map((content) => ({ content })),
  };
}
