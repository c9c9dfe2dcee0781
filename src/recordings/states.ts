import { SECOND } from '../util/time.js';
import type { WebexClient } from '../webex/client.js';
import { WebexRefused, isWebexError } from '../webex/errors.js';
import { type State, stateOf } from './change.js';
import { getRecording } from './get.js';
import { scanRecordings } from './scan.js';
import type { Authority } from './types.js';

/** A recording that is one of many. */
export interface BatchItem {
  readonly id: string;
  readonly siteUrl?: string | undefined;
  /** When its file was made, as lists go by it; milliseconds since the epoch. */
  readonly createdAt: number;
}

/** What calls are made with: a valid token, renewed where Webex does not honour it any more (401). */
export type WithToken = <T>(call: (authority: Authority) => Promise<T>) => Promise<T>;

/** Calls side by side: more would meet Webex's limits. */
const AT_ONCE = 8;

/**
 * Where recordings of one site are at this moment: first by a list of those in a state, which
 * tells of a hundred in one call, then one by one. What Webex did not tell is not in the answer.
 *
 * Rejects when the authority is not valid, or with what is not a WebexError.
 *
 * @param likely where most of them will be
 */
export async function fetchStates(
  webex: WebexClient,
  under: WithToken,
  members: readonly BatchItem[],
  likely: State,
): Promise<Map<string, State>> {
  const listed =
    likely === 'gone' ? undefined : await forgiving(() => listedIn(webex, under, members, likely));
  return await withOthers(webex, under, members, { likely, listed: listed ?? new Set() });
}

/**
 * Where recordings of one site are before they are changed: as lookAtAll, but nothing is known where
 * Webex gives no list, so that many calls are not made for what can be asked for all the same.
 *
 * @param likely where most of them will be
 */
export async function prefetchStates(
  webex: WebexClient,
  under: WithToken,
  members: readonly BatchItem[],
  likely: Exclude<State, 'gone'>,
): Promise<Map<string, State>> {
  const listed = await forgiving(() => listedIn(webex, under, members, likely));
  if (listed === undefined) return new Map();
  return await withOthers(webex, under, members, { likely, listed });
}

/** Those that were listed, and the others, looked at one by one. */
async function withOthers(
  webex: WebexClient,
  under: WithToken,
  members: readonly BatchItem[],
  { likely, listed }: { readonly likely: State; readonly listed: ReadonlySet<string> },
): Promise<Map<string, State>> {
  const states = new Map<string, State>();
  for (const { id } of members) if (listed.has(id)) states.set(id, likely);
  const rest = members.filter(({ id }) => !states.has(id));
  const look = async (): Promise<void> => {
    for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
      const { id } = next;
      const state = await forgiving(() =>
        under(async (authority) => stateOf(await getRecording(webex, authority, id))),
      );
      if (state !== undefined) states.set(id, state);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, look));
  return states;
}

/** Ids of what is listed in the span of these. */
async function listedIn(
  webex: WebexClient,
  under: WithToken,
  members: readonly BatchItem[],
  likely: 'kept' | 'in-bin',
): Promise<Set<string>> {
  const times = members.map(({ createdAt }) => createdAt);
  const window = {
    from: Math.floor(Math.min(...times) / SECOND) * SECOND,
    to: (Math.floor(Math.max(...times) / SECOND) + 1) * SECOND,
  };
  const siteUrl = members[0]?.siteUrl;
  const filter = {
    status: likely === 'in-bin' ? 'deleted' : 'available',
    ...(siteUrl === undefined ? {} : { siteUrl }),
  } as const;
  return await under(async (authority) => {
    const ids = new Set<string>();
    for await (const batch of scanRecordings(webex, authority, { window, filter })) {
      for (const { id } of batch) ids.add(id);
    }
    return ids;
  });
}

/** Undefined for what Webex could not tell. */
async function forgiving<T>(look: () => Promise<T>): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    const over = error instanceof WebexRefused && error.status === 401;
    if (over || !isWebexError(error)) throw error;
    return undefined;
  }
}
