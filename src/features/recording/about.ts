import type { z } from 'zod';
import { withToken } from '../../accounts/token-provider.js';
import type { Actor } from '../../accounts/types.js';
import {
  actsOnOrphaned,
  resolveActor,
  scopeList,
  withActor,
} from '../../bot/access/impersonation.js';
import { type Action, type Retry, type ViewOrChange, action, nothing } from '../../bot/feature.js';
import type { ActionContext, ViewContext } from '../../bot/context.js';
import type { Notice } from '../../bot/ui/card.js';
import { expiredCard } from '../../bot/ui/message.js';
import { type ListState, writeState } from '../../query/list-state.js';
import { stateOf } from '../../recordings/change.js';
import { getDetails } from '../../recordings/requests.js';
import type { Authority, Details } from '../../recordings/types.js';
import { defined } from '../../util/present.js';
import { SECOND } from '../../util/time.js';
import { words } from '../../util/words.js';
import type { ListDeps, RecordingInput } from '../list/index.js';
import {
  listOf,
  recordingInputOf,
  recordingTarget,
  renderListPage,
  showOutcome,
  upToNow,
} from '../list/index.js';

export type RecordingDeps = ListDeps;

export interface RecordingAction<C extends ViewContext = ViewContext> {
  readonly ctx: C;
  readonly deps: RecordingDeps;
  readonly target: RecordingInput;
  /** The list to go back to: as cached, else up to this minute. */
  readonly state: ListState;
  /** When the card's list was read, or its question asked; milliseconds since the epoch. */
  readonly shownAt: number;
  /** Who clicked, and for whom. */
  readonly actor: Actor;
}

type Run<C extends ViewContext, I> = (about: RecordingAction<C>, input: I) => Promise<unknown>;

interface OnRecording<S extends z.ZodType> {
  readonly name: string;
  /** Inputs beside the recording, e.g. of a form on its card; `nothing` where there are none. */
  readonly extra: S;
  readonly retry?: Retry;
}
interface Runs<C extends ViewContext, S extends z.ZodType> {
  readonly run: Run<C, z.output<S>>;
  /** For a recording whose host has left; left out, the action does nothing there. */
  readonly orphaned?: Run<C, z.output<S>>;
}

/**
 * Declares an action on one recording. As for {@link action}, only an action with `ifStale` may change
 * something.
 */
export function onRecording<S extends z.ZodType>(
  deps: RecordingDeps,
  spec: OnRecording<S> & ViewOrChange<Runs<ViewContext, S>, Runs<ActionContext, S>>,
): Action {
  const { name, extra, retry } = spec;
  const shared = { name, input: recordingTarget.and(extra), ...defined({ retry }) };
  return spec.ifStale === undefined
    ? action({ ...shared, run: (ctx, input) => runOn(deps, ctx, input, spec) })
    : action({
        ...shared,
        ifStale: spec.ifStale,
        run: (ctx, input) => runOn(deps, ctx, input, spec),
      });
}

async function runOn<C extends ViewContext, S extends z.ZodType>(
  deps: RecordingDeps,
  ctx: C,
  input: z.output<typeof recordingTarget> & z.output<S>,
  { run, orphaned, ifStale }: Runs<C, S> & { readonly ifStale?: unknown },
): Promise<void> {
  const now = deps.now();
  const named = recordingInputOf(input);
  const shown = listOf(input, now);
  const actor = await resolveActor(deps, ctx.actor, shown);
  const known = deps.searches.peek(actor, scopeList(shown, actor));
  const state = known === undefined ? upToNow(shown, now) : shown;
  const shownAt = shown.asOf * SECOND;
  // A row's buttons do not carry it.
  const { topic = '' } = known?.listing.recordings.find(({ id }) => id === named.id) ?? {};
  const target = { ...named, topic: named.topic === '' ? topic : named.topic };
  const about = { ctx: withActor(ctx, actor), deps, target, state, shownAt, actor };
  // “it” is what was changed last, until something else is opened.
  deps.searches.noteOpened(ctx.actor, named.id);
  if (!actsOnOrphaned(actor)) await run(about, input);
  else if (orphaned === undefined || !isPlaced(target)) await about.ctx.update(expiredCard());
  else await orphaned(about, input);
  if (ifStale === undefined) return;
  const { id: recording, siteUrl: site = '', topic: called } = target;
  const data = { recording, site, topic: called, list: writeState(shown) };
  deps.searches.noteChanged(ctx.actor, data);
}

/** Only these are found without a host. */
function isPlaced({ siteUrl, createdAt }: RecordingInput): boolean {
  return siteUrl !== undefined && createdAt !== undefined;
}

/**
 * Reads the recording as Webex has it now, and whatever else is wanted at the same time. If it is gone, says so
 * above the list and returns undefined.
 *
 * Rejects with NotConnected, NotServed or a WebexError.
 */
export async function readRecording<T = undefined>(
  about: RecordingAction,
  beside: (authority: Authority) => Promise<T | undefined> = () => Promise.resolve(undefined),
): Promise<{ readonly recording: Details; readonly besides: T | undefined } | undefined> {
  const { deps, target, actor } = about;
  const [read, besides] = await withToken(deps.tokens, actor, (authority) =>
    Promise.all([getDetails(deps.webex, authority, target.id), beside(authority)]),
  );
  // If Webex leaves out the status, the list where it was found implies it.
  const status = read?.status ?? about.state.filter?.status;
  const recording = read && { ...read, ...defined({ status }) };
  // In a list of purged recordings they are there for the officer who sees that list.
  const isPurged = status === 'purged' && about.state.filter?.status === 'purged';
  if (recording !== undefined && (isPurged || stateOf(recording) !== 'gone'))
    return { recording, besides };
  await replyGone(about);
  return undefined;
}

/** Declares an action that shows something of a recording, read as Webex has it now; it changes nothing. */
export const showing = (
  deps: RecordingDeps,
  name: string,
  show: (about: RecordingAction, recording: Details) => Promise<unknown>,
): Action =>
  onRecording(deps, {
    name,
    extra: nothing,
    run: async (about) => {
      const read = await readRecording(about);
      if (read !== undefined) await show(about, read.recording);
    },
  });

/** Says above the list that the recording is gone. */
export async function replyGone(about: RecordingAction): Promise<void> {
  const notice = { style: 'accent', text: words.recording.gone } as const;
  // Cached lists still have it.
  if (await showListWithout(about, notice)) return;
  await showListAgain(about, notice);
}

/**
 * Shows the list without the recording, below the outcome of the click; false where that list is not cached.
 * All other lists of the person are dropped from the cache.
 */
export async function showListWithout(about: RecordingAction, notice: Notice): Promise<boolean> {
  const { ctx, deps, actor, target } = about;
  const state = scopeList(about.state, actor);
  const kept = deps.searches.evictItem(actor, state, target.id);
  if (kept === undefined) return false;
  await ctx.update(await renderListPage(deps, actor, state, kept, notice));
  return true;
}

/** Shows the list again, up to this minute, below the outcome of the click. */
export async function showListAgain(about: RecordingAction, notice: Notice): Promise<void> {
  const { ctx, deps, actor } = about;
  const state = scopeList(upToNow(about.state, deps.now()), actor);
  const search = deps.searches.start(deps, actor, state);
  await showOutcome(deps, { actor, answer: ctx.update }, state, { notice, search });
}
