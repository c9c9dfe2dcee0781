import { SECOND } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { type WebexError, WebexRefused, isWebexError } from '../webex/errors.js';
import type { Sight, State } from './change.js';
import { type RecordingRef, findRecording } from './get.js';
import { scanRecordings } from './scan.js';
import type { Authority, Recording } from './types.js';

/** What calls are made with: a valid token, renewed where Webex does not honour it any more (401). */
export type WithToken = <T>(call: (authority: Authority) => Promise<T>) => Promise<T>;

/** What looking takes. */
export interface LookDeps {
  readonly webex: WebexClient;
  readonly withToken: WithToken;
}

/** One of those that were looked at. */
export interface Seen {
  readonly ref: RecordingRef;
  readonly sight: Sight;
}

/** Calls side by side: more would meet Webex's limits. */
const AT_ONCE = 8;

/**
 * Recordings of one site as they are at this moment: first by a list of those in a state, which
 * tells of a hundred in one call, then the others one by one.
 *
 * Rejects when the authority is not valid, or with what is not a WebexError.
 *
 * @param likely where most of them will be
 */
export async function fetchStates(
  deps: LookDeps,
  refs: readonly RecordingRef[],
  likely: State,
): Promise<Seen[]> {
  const listed = likely === 'gone' ? undefined : await listOf(deps, refs, likely);
  return await withOthers(deps, refs, listed ?? new Map<string, Recording>());
}

/**
 * Recordings of one site before they are changed: as {@link fetchStates}, but none is seen where
 * Webex gives no list, so that many calls are not made for what can be asked for all the same.
 *
 * @param likely where most of them will be
 */
export async function prefetchStates(
  deps: LookDeps,
  refs: readonly RecordingRef[],
  likely: Exclude<State, 'gone'>,
): Promise<Seen[]> {
  const listed = await listOf(deps, refs, likely);
  return listed === undefined ? [] : await withOthers(deps, refs, listed);
}

/** Recordings as they are at this moment, each by a call of its own. Rejects as {@link fetchStates}. */
export async function fetchEach(
  { webex, withToken }: LookDeps,
  refs: readonly RecordingRef[],
): Promise<Seen[]> {
  const left = [...refs];
  const seen: Seen[] = [];
  const look = async (): Promise<void> => {
    for (let ref = left.pop(); ref !== undefined; ref = left.pop()) {
      const each = ref;
      const found = await tried(() => withToken((token) => findRecording(webex, token, each)));
      seen.push({ ref, sight: 'error' in found ? found : { recording: found.value } });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, look));
  return seen;
}

/** What came of a call, or what Webex said instead; rejects with 401, and with faults of our own. */
export async function tried<T>(
  call: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly error: WebexError }> {
  try {
    return { value: await call() };
  } catch (error) {
    const over = error instanceof WebexRefused && error.status === 401;
    if (over || !isWebexError(error)) throw error;
    return { error };
  }
}

async function withOthers(
  deps: LookDeps,
  refs: readonly RecordingRef[],
  listed: ReadonlyMap<string, Recording>,
): Promise<Seen[]> {
  const seen = refs.flatMap((ref): Seen[] => {
    const recording = listed.get(ref.id);
    return recording === undefined ? [] : [{ ref, sight: { recording } }];
  });
  const rest = refs.filter(({ id }) => !listed.has(id));
  return [...seen, ...(await fetchEach(deps, rest))];
}

/** What is listed in the span of these, by id; undefined when Webex could not tell. */
async function listOf(
  { webex, withToken }: LookDeps,
  refs: readonly RecordingRef[],
  likely: 'kept' | 'in-bin',
): Promise<Map<string, Recording> | undefined> {
  const times = refs.flatMap(({ createdAt }) => (createdAt === undefined ? [] : [createdAt]));
  if (times.length === 0) return undefined;
  const window = {
    from: Math.floor(Math.min(...times) / SECOND) * SECOND,
    to: (Math.floor(Math.max(...times) / SECOND) + 1) * SECOND,
  };
  const siteUrl = refs[0]?.siteUrl;
  const status = likely === 'in-bin' ? 'deleted' : 'available';
  const filter = { status, ...(siteUrl === undefined ? {} : { siteUrl }) } as const;
  const listed = await tried(() =>
    withToken(async (authority) => {
      const found = new Map<string, Recording>();
      for await (const batch of scanRecordings(webex, authority, { window, filter })) {
        // A list of what is in the recycle bin need not say so of each.
        for (const recording of batch) found.set(recording.id, { ...recording, status });
      }
      return found;
    }),
  );
  return 'error' in listed ? undefined : listed.value;
}
