import type { z } from 'zod';
import { withToken } from '../../accounts/token-provider.js';
import type { Actor } from '../../accounts/types.js';
import {
  actsOnOrphaned,
  resolveActor,
  scopeList,
  withActor,
} from '../../bot/access/impersonation.js';
import { type Action, type IfStale, type Retry, action } from '../../bot/action.js';
import type { ActionContext, ViewContext } from '../../bot/context.js';
import type { Notice } from '../../bot/ui/card.js';
import { expiredCard } from '../../bot/ui/message.js';
import type { ListState } from '../../query/list-state.js';
import { stateOf } from '../../recordings/change.js';
import { getDetails } from '../../recordings/get.js';
import type { Authority, Details } from '../../recordings/types.js';
import {
  type ListDeps,
  type RecordingInput,
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
  /** Who clicked, and for whom. */
  readonly actor: Actor;
}

type Run<S extends z.ZodType, C extends ViewContext> = (
  about: RecordingAction<C>,
  input: z.output<S>,
) => Promise<void>;

interface Spec<S extends z.ZodType, C extends ViewContext> {
  readonly name: string;
  /** Inputs beside the recording, e.g. of a form on its card; `nothing` where there are none. */
  readonly extra: S;
  readonly retry?: Retry;
  readonly run: Run<S, C>;
  /** For a recording whose host has left; left out: nothing. */
  readonly orphaned?: Run<S, C>;
}

/** Declares an action that shows something about one recording. */
export function onRecording<S extends z.ZodType>(
  deps: RecordingDeps,
  spec: Spec<S, ViewContext>,
): Action {
  const { name, extra, retry } = spec;
  const input = recordingTarget.and(extra);
  return action({ name, input, retry, run: (ctx, read) => runOn(deps, ctx, read, spec) });
}

/** Declares an action that changes one recording: it says what a stale click does. */
export function changesRecording<S extends z.ZodType>(
  deps: RecordingDeps,
  spec: Spec<S, ActionContext> & { readonly ifStale: IfStale },
): Action {
  const { name, extra, retry, ifStale } = spec;
  const input = recordingTarget.and(extra);
  return action({ name, input, retry, ifStale, run: (ctx, read) => runOn(deps, ctx, read, spec) });
}

async function runOn<S extends z.ZodType, C extends ViewContext>(
  deps: RecordingDeps,
  ctx: C,
  read: z.output<typeof recordingTarget> & z.output<S>,
  { run, orphaned }: Spec<S, C>,
): Promise<void> {
  const now = deps.now();
  const target = recordingInputOf(read);
  const shown = listOf(read, now);
  const actor = await resolveActor(deps, ctx.actor, shown);
  const known = deps.searches.peek(actor, scopeList(shown, actor));
  const state = known === undefined ? upToNow(shown, now) : shown;
  const about = { ctx: withActor(ctx, actor), deps, target, state, actor };
  // Without a host, a recording is found by its site and time.
  const isPlaced = target.siteUrl !== undefined && target.createdAt !== undefined;
  if (!actsOnOrphaned(actor)) await run(about, read);
  else if (orphaned === undefined || !isPlaced) await about.ctx.update(expiredCard());
  else await orphaned(about, read);
}

/**
 * Reads the recording as Webex has it now, and `beside` at the same time. Undefined when the recording
 * is gone: the person is then answered. Rejects with NotConnected, NotServed or a WebexError.
 */
export async function readRecording<T = undefined>(
  about: RecordingAction,
  beside: (authority: Authority) => Promise<T | undefined> = () => Promise.resolve(undefined),
): Promise<{ readonly recording: Details; readonly besides: T | undefined } | undefined> {
  const { deps, target, actor } = about;
  const [recording, besides] = await withToken(deps.tokens, actor, (authority) =>
    Promise.all([getDetails(deps.webex, authority, target.id), beside(authority)]),
  );
  if (recording !== undefined && stateOf(recording) !== 'gone') return { recording, besides };
  await replyGone(about);
  return undefined;
}

export async function replyGone(about: RecordingAction): Promise<void> {
  const text = 'That recording is not there any more: it is already gone for good.';
  const notice = { style: 'accent', text } as const;
  // Cached lists still have it.
  if (await showListWithout(about, notice)) return;
  await showListAgain(about, notice);
}

/**
 * Shows the cached list without the recording, below the notice; false where that list is not cached.
 * Any other cached list of the person is dropped.
 */
export async function showListWithout(about: RecordingAction, notice: Notice): Promise<boolean> {
  const { ctx, deps, actor, target } = about;
  const state = scopeList(about.state, actor);
  const kept = deps.searches.evictItem(actor, state, target.id);
  if (kept === undefined) return false;
  await ctx.update(await renderListPage(deps, actor, state, kept, notice));
  return true;
}

/** Searches the list again, up to this minute, and shows it below the notice. */
export async function showListAgain(about: RecordingAction, notice: Notice): Promise<void> {
  const { ctx, deps, actor } = about;
  const state = scopeList(upToNow(about.state, deps.now()), actor);
  const search = deps.searches.start(deps, actor, state);
  await showOutcome(deps, { actor, answer: ctx.update }, state, { notice, search });
}
