import type { World } from '../world/world.js';
import { Library, type RecordingEvent } from './library.js';
import type { Recording } from './recording.js';
import { standardRecordings } from './seed.js';
import { recordingJson } from './view.js';

/** The recordings of a world, seeded or none yet; webhooks hear of what happens to them. */
export function openRecordings(world: World, seed: 'standard' | 'empty'): Library {
  const library = new Library(
    world.now,
    (event, recording) => tell(world, event, recording),
    () => world.settings.restLagMs,
    () => world.settings.changeLagMs,
  );
  const alice = world.people.byEmail('alice@example.com');
  const bob = world.people.byEmail('bob@example.com');
  if (seed === 'standard' && alice && bob) {
    library.seed(standardRecordings(alice, bob, world.now()));
  }
  return library;
}

function tell(world: World, event: RecordingEvent, recording: Recording): void {
  const host = world.people.byId(recording.hostId);
  if (!host) return;
  world.feed.publish({
    resource: 'recordings',
    event,
    actor: host,
    // As it is, whatever lists say: they may lag behind.
    data: recordingJson(recording, host, { now: () => Infinity, settings: world.settings }),
    reaches: (person) => person.uuid === host.uuid,
  });
}
