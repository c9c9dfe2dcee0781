import type { World } from '../world/world.js';
import { AccessRefused, type Access } from './access.js';
import type { Library } from './library.js';
import { statusAt, type Recording } from './recording.js';

/** Whether this access can see the recording (in whatever status Webex shows it in). */
export function canSee(world: World, access: Access, recording: Recording): boolean {
  if (!isListed(world, recording)) return false;
  if (access.onlySites && !access.onlySites.includes(recording.siteUrl)) return false;
  if (access.asOfficer) return orgOfHost(world, recording) === access.subject.orgId;
  const status = statusAt(recording, world.now());
  if (recording.hostId === access.subject.id) return status !== 'purged';
  return recording.sharedWith.has(access.subject.id) && status === 'available';
}

/** Whether the API knows of the recording yet. */
export function isListed(world: World, recording: Recording): boolean {
  return (recording.listedFrom ?? 0) <= world.now();
}

/** The recording, or a 404 that does not tell what is not there from what is not yours. */
export function find(world: World, library: Library, access: Access, id: string): Recording {
  const recording = library.get(id);
  if (!recording || !canSee(world, access, recording)) throw noSuchRecording(id);
  return recording;
}

/**
 * The recordings of a recycle bin call, all of them or none: each must be there (else 404), hosted
 * by the subject (else 403), on the site and in the status that the operation is for (else 404).
 */
export function findHosted(
  world: World,
  library: Library,
  access: Access,
  wanted: { ids: readonly string[]; siteUrl: string; status: 'available' | 'deleted' },
): Recording[] {
  const recordings = wanted.ids.map((id) => find(world, library, access, id));
  for (const recording of recordings) {
    if (recording.hostId !== access.subject.id) throw notTheHost();
  }
  for (const recording of recordings) {
    if (recording.siteUrl !== wanted.siteUrl) {
      throw new AccessRefused(404, `Recording ${recording.id} is not on site ${wanted.siteUrl}.`);
    }
    if (recording.status !== wanted.status) {
      const where =
        recording.status === 'deleted' ? 'in the recycle bin' : 'not in the recycle bin';
      throw new AccessRefused(404, `Recording ${recording.id} is ${where}.`);
    }
  }
  return recordings;
}

export function noSuchRecording(id: string): AccessRefused {
  return new AccessRefused(404, `Recording ${id} could not be found.`);
}

export function notTheHost(): AccessRefused {
  return new AccessRefused(403, 'Only recordings of meetings hosted by the user can be changed.');
}

export function orgOfHost(world: World, recording: Recording): string | undefined {
  return world.people.byId(recording.hostId)?.orgId;
}
