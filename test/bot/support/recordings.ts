import { type ListState, latest } from '../../../src/query/list-state.js';
import { type Recording, recordingSchema } from '../../../src/recordings/types.js';

/** 2026-08-07, 10:00 UTC. */
export const NOW = Date.parse('2026-08-07T10:00:00Z');

/** A recording with everything, but for what is given. */
export function recordingOf(given: Record<string, unknown> = {}): Recording {
  return recordingSchema.parse({
    id: 'r1',
    topic: 'Weekly planning',
    createTime: '2026-08-06T09:00:00Z',
    timeRecorded: '2026-08-06T08:00:00Z',
    siteUrl: 'acme.webex.com',
    playbackUrl: 'https://acme.webex.com/play/1',
    password: 'Kx7pWm2Q',
    format: 'MP4',
    durationSeconds: 2_700,
    sizeBytes: 145_000_000,
    ...given,
  });
}

/** `count` of them, named r1, r2, …. */
export function recordingsOf(count: number, given: Record<string, unknown> = {}): Recording[] {
  return Array.from({ length: count }, (_, at) =>
    recordingOf({ id: `r${at + 1}`, topic: `Meeting ${at + 1}`, ...given }),
  );
}

/** The usual list, but for what is given. */
export function stateOfList(given: Partial<ListState> = {}): ListState {
  return { ...latest(NOW), ...given };
}
