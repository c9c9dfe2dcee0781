import express, { type Request } from 'express';
import { z } from 'zod';
import { writeAccess } from '../recordings/access.js';
import type { Library } from '../recordings/library.js';
import { find, noSuchRecording, notTheHost } from '../recordings/reach.js';
import type { Recording } from '../recordings/recording.js';
import { rcidOf } from '../recordings/view.js';
import type { World } from '../world/world.js';
import { badRequest } from './api-error.js';
import { callerOf } from './caller.js';
import { bodyOf } from './input.js';
import { refusals } from './recordings-refusals.js';

const addresses = z.array(z.email().toLowerCase()).max(100).default([]);
const fields = {
  hostEmail: z.email().optional(),
  addEmails: addresses,
  removeEmails: addresses,
  sendEmail: z.boolean().default(true),
};
const byId = z.strictObject(fields);
const byLink = z.strictObject({ ...fields, webShareLink: z.url() });

/** POST /recordings/{recordingId}/accessList and /recordings/accessList: sharing, for hosts. */
export function recordingsSharingApi(world: World, library: Library): express.Router {
  const router = express.Router();

  router.post('/recordings/accessList', (req, res) => {
    const sharing = bodyOf<z.output<typeof byLink>>(req, byLink);
    // The link that people share is the one to watch it by, and that names the recording.
    const rcid = new URL(sharing.webShareLink).searchParams.get('RCID') ?? '';
    const id = idOf(world, library, rcid);
    share(world, library, req, id, sharing);
    res.status(204).end();
  });
  router.post('/recordings/:recordingId/accessList', (req, res) => {
    share(world, library, req, req.params.recordingId, bodyOf<z.output<typeof byId>>(req, byId));
    res.status(204).end();
  });

  router.use(refusals);
  return router;
}

/** The recording that is played by this RCID, which may be no id. */
function idOf(world: World, library: Library, rcid: string): string {
  if (!world.settings.separateRcids) return rcid;
  const all = library.everything().all();
  return all.find((each) => rcidOf(each, 'playback', world) === rcid)?.id ?? rcid;
}

function share(
  world: World,
  library: Library,
  req: Request,
  id: string,
  { hostEmail, addEmails, removeEmails, sendEmail }: z.output<typeof byId>,
): void {
  const access = writeAccess(world, callerOf(req), hostEmail, 'hosts only');
  if (addEmails.length + removeEmails.length === 0) {
    throw badRequest('addEmails and removeEmails should not both be empty.');
  }
  const both = addEmails.find((email) => removeEmails.includes(email));
  if (both !== undefined) throw badRequest('An address is in both addEmails and removeEmails.');
  const recording = find(world, library, access, id);
  if (recording.hostId !== access.subject.id) throw notTheHost();
  if (recording.status !== 'available') throw noSuchRecording(id);
  for (const email of removeEmails) {
    // Whoever is no user of this Webex was only sent a link: there is nothing to take back.
    const person = world.people.byEmail(email);
    if (person !== undefined) library.unshare(recording, person.id);
  }
  for (const email of new Set(addEmails)) admit(world, library, recording, email, sendEmail);
}

function admit(
  world: World,
  library: Library,
  recording: Recording,
  email: string,
  sendEmail: boolean,
): void {
  const person = world.people.byEmail(email);
  if (person !== undefined) library.share(recording, person.id);
  if (!sendEmail) return;
  world.mails.push({
    ...{ to: email, about: 'recording shared', recordingId: recording.id, sent: world.stamp() },
  });
}
