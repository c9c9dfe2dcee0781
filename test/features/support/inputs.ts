import assert from 'node:assert/strict';
import { problemCard } from '../../../src/bot/ui/problem.js';
import { type ListState, latest, writeState } from '../../../src/query/list-state.js';
import { listRecordings } from '../../../src/recordings/list.js';
import type { Recording } from '../../../src/recordings/types.js';
import { DAY } from '../../../src/util/time.js';
import { words } from '../../../src/util/words.js';
import { uuidOf } from '../../../src/webex/ids.js';
import type { Content } from '../../../src/webex/messages.js';
import { press, scriptedClick } from '../../bot/support/context.js';
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

/** Alice's newest recordings. */
export async function newestOf({ alice, deps, webex }: SandboxDeps): Promise<readonly Recording[]> {
  const now = deps.now();
  const window = { from: now - 90 * DAY, to: now };
  const authority = await deps.tokens.get(alice);
  return (await listRecordings(webex, authority, { window, limit: 10 })).recordings;
}

/**
 * The answers to a button of that action, about the first of the recordings and about a job; as the router
 * does, with the card that explains what is thrown.
 */
export async function answersTo(
  on: SandboxDeps,
  action: string,
  recordings: readonly Recording[],
): Promise<readonly Content[]> {
  const [recording] = recordings;
  assert.ok(recording);
  const job = await waitingJobOf(on, on.alice.personId, recordings);
  const ctx = scriptedClick(on.alice);
  const inputs = { ...inputsOf(recording, job, latest(on.deps.now())), action };
  const again = { title: words.common.tryAgain, data: { action } };
  const thrown = await press(on.features.all, ctx, inputs).then(
    () => [],
    (error: unknown) => [problemCard(error, again)],
  );
  return [...ctx.answers.map(({ content }) => content), ...thrown];
}
