import { forEachConcurrent } from '../util/async.js';
import { defined } from '../util/present.js';
import { HOUR, SECOND } from '../util/time.js';
import type { WebexAnswer, WebexClient, WebexRequest } from '../webex/client.js';
import { type WebexError, hasStatus, isWebexError } from '../webex/errors.js';
import { CUT, ItemList, pagesOf } from '../webex/lists.js';
import type { Sight, State } from './change.js';
import { type RecordingRef, findRecording } from './requests.js';
import { scanRecordings, secondOf } from './scan.js';
import { type Authority, type Recording, type Window, instant } from './types.js';

/** Makes a call with a valid token; after a 401 once more with a renewed one. */
type WithToken = <T>(call: (authority: Authority) => Promise<T>) => Promise<T>;

export interface LookDeps {
  readonly webex: WebexClient;
  readonly withToken: WithToken;
}

export interface Seen {
  readonly ref: RecordingRef;
  readonly sight: Sight;
}

/**
 * The states of recordings of one site: a list of those in the likely state, then the others one by one.
 * Rejects when the authority is not valid, or with what is not a WebexError.
 */
export async function fetchStates(
  deps: LookDeps,
  refs: readonly RecordingRef[],
  likely: State,
): Promise<Seen[]> {
  const listed = likely === 'gone' ? undefined : await listedById(deps, refs, likely);
  return await withOthers(deps, refs, listed ?? new Map<string, Recording>());
}

/** As {@link fetchStates}, but empty when Webex gives no list: a change can be requested without. */
export async function prefetchStates(
  deps: LookDeps,
  refs: readonly RecordingRef[],
  likely: Exclude<State, 'gone'>,
): Promise<Seen[]> {
  const listed = await listedById(deps, refs, likely);
  return listed === undefined ? [] : await withOthers(deps, refs, listed);
}

/** As {@link fetchStates}, each by its own call; in the order of the refs. */
export async function fetchEach(
  { webex, withToken }: LookDeps,
  refs: readonly RecordingRef[],
): Promise<Seen[]> {
  const seen: Seen[] = [];
  await forEachConcurrent([...refs.entries()], async ([at, ref]) => {
    const found = await tried(() => withToken((token) => findRecording(webex, token, ref)));
    seen[at] = { ref, sight: 'error' in found ? found : { recording: found.value } };
  });
  return seen;
}

/** The result of a call, or its WebexError. Rejects with a 401, and with errors of our own. */
export async function tried<T>(
  call: () => Promise<T>,
): Promise<{ readonly value: T } | { readonly error: WebexError }> {
  try {
    return { value: await call() };
  } catch (error) {
    if (hasStatus(error, 401) || !isWebexError(error)) throw error;
    return { error };
  }
}

/**
 * Asks each site, some in parallel; a site that refuses does not stop the others. Rejects when aborted, and
 * as {@link tried} does.
 * @returns the refusals
 */
export async function eachSite(
  sites: readonly (string | undefined)[],
  signal: AbortSignal,
  ask: (site: string | undefined) => Promise<void>,
): Promise<readonly WebexError[]> {
  const errors: WebexError[] = [];
  await forEachConcurrent(sites, async (site) => {
    const read = await tried(() => ask(site));
    if (!('error' in read)) return;
    if (signal.aborted) throw read.error;
    errors.push(read.error);
  });
  return errors;
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

/** By id; undefined when Webex gives no list. */
async function listedById(
  { webex, withToken }: LookDeps,
  refs: readonly RecordingRef[],
  likely: 'kept' | 'in-bin',
): Promise<Map<string, Recording> | undefined> {
  const times = refs.flatMap(({ createdAt }) => (createdAt === undefined ? [] : [createdAt]));
  if (times.length === 0) return undefined;
  const window = { from: secondOf(Math.min(...times)), to: secondOf(Math.max(...times)) + SECOND };
  const status = likely === 'in-bin' ? 'deleted' : 'available';
  const filter = { status, ...defined({ siteUrl: refs[0]?.siteUrl }) } as const;
  const listed = await tried(() =>
    withToken(async (authority) => {
      const found = new Map<string, Recording>();
      for await (const batch of scanRecordings(webex, authority, { window, filter })) {
        // Lists of the recycle bin may leave out the status.
        for (const recording of batch) found.set(recording.id, { ...recording, status });
      }
      return found;
    }),
  );
  return 'error' in listed ? undefined : listed.value;
}

/** The most calls for one span to read by halves what Links do not lead to. */
const MOST_HALVES = 100;

/**
 * All pages of a list that is asked for by a span, `from` and `to`. Where the Link of a full page does not
 * lead on, the halves of the span are asked for; what these do not give either counts as unread. Items may
 * come twice.
 */
export async function* pagesWithin<T>(
  webex: WebexClient,
  request: WebexRequest<ItemList<T>>,
  span: Window,
): AsyncGenerator<WebexAnswer<ItemList<T>>, void, undefined> {
  const open = [span];
  let halves = 0;
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { from, to } = next;
    const query = { ...request.query, from: instant(from), to: instant(to) };
    let isFull = false;
    for await (const page of pagesOf(webex, { ...request, query })) {
      const { items, unread } = page.data;
      const isCut = unread.includes(CUT);
      isFull ||= items.length + unread.length >= Number(request.query?.max);
      if (!isCut || !isFull || halves >= MOST_HALVES || to - from <= HOUR) {
        yield page;
        continue;
      }
      const others = unread.filter((one) => one !== CUT);
      yield { ...page, data: new ItemList(items, others) };
      const middle = secondOf((from + to) / 2);
      open.unshift({ from, to: middle }, { from: middle, to });
      halves += 2;
    }
  }
}
