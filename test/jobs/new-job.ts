import type { NewItem, NewJob } from '../../src/jobs/job.js';

export const NOW = Date.parse('2026-11-22T10:00:00Z');

export function newJob(given: Partial<NewJob> = {}): NewJob {
  return {
    kind: 'clean-up',
    personId: 'alice',
    hostId: undefined,
    at: { id: 'm1', roomId: 's1' },
    state: 'asking',
    data: { seen: 0 },
    ...given,
  };
}

export function itemOf(position: number, given: Partial<NewItem> = {}): NewItem {
  return {
    position,
    recordingId: `r${position}`,
    siteUrl: 'acme.webex.com',
    sizeBytes: 100 * (position + 1),
    durationSeconds: 60,
    recordedAt: NOW - position * 1_000,
    ...given,
  };
}
