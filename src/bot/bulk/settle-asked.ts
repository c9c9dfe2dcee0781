import { withAuthority } from '../../accounts/with-authority.js';
import { batchesOf } from '../../recordings/batches.js';
import { wantedState } from '../../recordings/change.js';
import { lookAtAll } from '../../recordings/look.js';
import { keyOfJob } from '../jobs/jobs.js';
import type { Services } from '../services.js';
import { actorOfJob } from './actor.js';
import type { BulkJob } from './data.js';

/**
 * Of work that was cancelled in the middle: looks at what was asked for and not settled, so that the
 * report tells what came about. What Webex does not tell stays open, and is settled later.
 */
export async function settleAsked(job: BulkJob, services: Services): Promise<void> {
  const { audit, jobs, webex, authorities, now } = services;
  const { what } = job.data;
  const entries = await audit.openOf(keyOfJob(job.id));
  if (what === undefined || entries.length === 0) return;
  const idOf = new Map(entries.map(({ recordingId, id }) => [recordingId, id]));
  const asked = (await jobs.book.items(job.id, { open: true })).filter(({ recordingId }) =>
    idOf.has(recordingId),
  );
  const wanted = wantedState(what);
  const person = await actorOfJob(services, job);
  for (const batch of batchesOf(asked)) {
    const members = batch.map(({ recordingId, siteUrl, recordedAt }) => ({
      id: recordingId,
      siteUrl,
      createdAt: recordedAt,
    }));
    const under: Parameters<typeof lookAtAll>[1] = (call) =>
      withAuthority(authorities, person, call);
    const states = [...(await lookAtAll(webex, under, members, wanted))];
    const ends = states.map(([recordingId, state]) => ({
      recordingId,
      outcome: state === wanted ? 'done' : state === 'gone' ? 'gone' : 'unchanged',
    }));
    await audit.settleOpen(
      ends.map(({ recordingId, outcome }) => ({ id: idOf.get(recordingId) ?? 0, outcome })),
      now(),
    );
    // What is as it was has not been asked for, as far as its person is concerned.
    const changed = ends.filter(({ outcome }) => outcome !== 'unchanged');
    await jobs.book.settleItems(job.id, changed);
  }
}
