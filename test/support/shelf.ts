import assert from 'node:assert/strict';
import type { Journey } from './journey.js';

/** What Webex holds of one recording, whoever may see it. */
export function recordingIn(j: Journey, id: string | undefined) {
  const recording = j.sandbox.recordings.get(id ?? '');
  assert.ok(recording, `no recording ${id ?? ''}`);
  return recording;
}

/** The recordings that a person hosts or may watch, newest first. */
export function recordingsOf(j: Journey, email: string) {
  const person = j.sandbox.world.people.byEmail(email);
  assert.ok(person, email);
  return j.sandbox.recordings.ofPerson(person.id).all();
}

/** Where every recording is: equal before and after means that nothing was changed. */
export function everyStatus(j: Journey): string[] {
  return j.sandbox.recordings
    .everything()
    .all()
    .map(({ id, status }) => `${id} ${status}`);
}
