import { type ListState, writeState } from '../../../src/query/list-state.js';
import type { Recording } from '../../../src/recordings/types.js';
import { uuidOf } from '../../../src/webex/ids.js';
import type { SandboxDeps } from '../../bot/support/deps.js';

/** What the buttons and the forms of all cards send, about a recording and a job. */
export function inputsOf(
  { id, siteUrl = '' }: Recording,
  job: string,
  list: ListState,
): Record<string, unknown> {
  return {
    ...{ recording: id, site: siteUrl, topic: 'x' },
    ...{ list: writeState(list), add: 'carol@example.com', remove: '', tell: 'false' },
    ...{ job, start: '0', what: 'trash', count: '1', chosen: 'x', typed: '1' },
    ...{ text: 'whoami', then: 'list', zone: 'Europe/Berlin', other: '' },
    ...{ tellWhenReady: 'true', weekly: 'false', isQuiet: 'false', quietFrom: '', quietTo: '' },
    ...{ age: '24', unit: 'months', megabytes: '', siteUrl: '', neverWatched: 'false' },
    ...{ reason: 'r', comment: 'c' },
  };
}

/** A finished search of a person, which waits for them to choose. @returns its id */
export async function waitingJobOf(
  { deps }: Pick<SandboxDeps, 'deps'>,
  personId: string,
  recordings: readonly Recording[],
): Promise<string> {
  const data = { phase: 'choose', what: 'trash', seen: 1, found: 1 };
  const at = { id: 'm1', roomId: 's1' };
  const asking = { kind: 'clean-up', personId: uuidOf(personId), hostId: undefined, at, data };
  const items = recordings.slice(0, 1).map(({ id, siteUrl }, position) => ({
    ...{ position, recordingId: id, siteUrl, sizeBytes: 1, durationSeconds: 1 },
    recordedAt: deps.now(),
  }));
  const job = await deps.jobs.create({ ...asking, state: 'asking' }, items);
  return job.id;
}
