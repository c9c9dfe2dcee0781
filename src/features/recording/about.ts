import { withToken } from '../../accounts/token-provider.js';
import type { Actor } from '../../accounts/types.js';
import {
  resolveActor,
  actsOnOrphaned,
  scopeList,
  withActor,
} from '../../bot/access/impersonation.js';
import type { Action } from '../../bot/action.js';
import type { ActionContext } from '../../bot/context.js';
import type { Notice } from '../../bot/ui/card.js';
import { expiredContent } from '../../bot/ui/message.js';
import type { ListState } from '../../query/list-state.js';
import { stateOf } from '../../recordings/change.js';
import { getDetails } from '../../recordings/get.js';
import type { Authority, Details } from '../../recordings/types.js';
import type { Deps } from '../deps.js';
import { type RecordingInput, listOf, upToNow, recordingInputOf } from '../list/inputs.js';
import { renderListPage } from '../list/page.js';
import { showOutcome } from '../list/show-outcome.js';

/** What a click on a recording's button is about. */
export interface RecordingAction {
  readonly ctx: ActionContext;
  readonly deps: Deps;
  readonly target: RecordingInput;
  /** The list to go back to: as it is remembered, else up to this minute. */
  readonly state: ListState;
  /** Who clicked, and for whom. */
  readonly actor: Actor;
}

/**
 * An action on one recording; a click whose data we did not write is answered, and does nothing.
 *
 * @param ofNobody what it does on a recording whose host has left; left out: nothing
 */
export function onRecording(
  name: string,
  work: (about: RecordingAction) => Promise<void>,
  ofNobody?: (about: RecordingAction) => Promise<void>,
): Action {
  return {
    name,
    run: async (ctx, deps) => {
      const target = recordingInputOf(ctx.inputs);
      if (target === undefined) {
        await ctx.update(expiredContent());
        return;
      }
      const now = deps.now();
      const shown = listOf(ctx.inputs, now);
      const actor = await resolveActor(deps, ctx.actor, shown);
      const known = deps.searches.peek(actor, scopeList(shown, actor));
      const state = known === undefined ? upToNow(shown, now) : shown;
      const about = { ctx: withActor(ctx, actor), deps, target, state, actor };
      if (!actsOnOrphaned(actor)) {
        await work(about);
      } else if (ofNobody === undefined || !isPlaced(target)) {
        await about.ctx.update(expiredContent());
      } else {
        await ofNobody(about);
      }
    },
  };
}

/** Whether it can be found without a host. */
function isPlaced({ siteUrl, createdAt }: RecordingInput): boolean {
  return siteUrl !== undefined && createdAt !== undefined;
}

/**
 * Reads the recording as Webex has it now, and at the same time whatever else is wanted; one that
 * is gone is told so, above the list, and then there is nothing to go on with.
 *
 * Rejects with NotConnected, NotServed or a WebexError.
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

/** Says, above the list, that there is nothing to do any more. */
export async function replyGone(about: RecordingAction): Promise<void> {
  const text = 'That recording is not there any more: it is already gone for good.';
  const notice = { style: 'accent', text, plain: text } as const;
  // Whatever lists were found before: it stands in them still.
  if (await showListWithout(about, notice)) return;
  await showListAgain(about, notice);
}

/**
 * The list without the recording, with what came of the click on top; nothing, where that list is
 * not remembered. Any other list of the person is forgotten.
 */
export async function showListWithout(about: RecordingAction, notice: Notice): Promise<boolean> {
  const { ctx, deps, actor, target } = about;
  const state = scopeList(about.state, actor);
  const kept = deps.searches.evictItem(actor, state, target.id);
  if (kept === undefined) return false;
  await ctx.update(await renderListPage(deps, actor, state, kept, notice));
  return true;
}

/** The list again, up to this minute, with what came of the click on top. */
export async function showListAgain(about: RecordingAction, notice: Notice): Promise<void> {
  const { ctx, deps, actor } = about;
  const state = scopeList(upToNow(about.state, deps.now()), actor);
  const search = deps.searches.start(deps, actor, state);
  await showOutcome(deps, { actor, answer: ctx.update }, state, { notice, search });
}
