import { withToken } from '../../accounts/token-provider.js';
import { z } from 'zod';
import { type Action, nothing } from '../../bot/feature.js';
import { NotAllowed, auditIdentity, scopeList } from '../../bot/access/impersonation.js';
import type { ActionContext } from '../../bot/context.js';
import { expiredCard } from '../../bot/ui/message.js';
import { changeRecording } from '../../changes/change-recording.js';
import { type Change, type ReportedOutcome, isUnclear, stateOf } from '../../recordings/change.js';
import { type ListState, MOST_UNDO } from '../../query/list-state.js';
import { type Why, findRecording, getRecording } from '../../recordings/requests.js';
import { tried } from '../../recordings/states.js';
import type { Recording } from '../../recordings/types.js';
import { DAY } from '../../util/time.js';
import { words } from '../../util/words.js';
import type { Content } from '../../webex/messages.js';
import type { MessageAt } from '../../webex/messaging.js';
import { type SearchHandle, showOutcome, upToNow } from '../list/index.js';
import type { RecordingAction, RecordingDeps } from '../recording/index.js';
import { onRecording, replyGone, showListAgain, showListWithout } from '../recording/index.js';
import { WAS_IN_BIN, administratorDeleteCard, askWhy, reasonIn, typedReason } from './cards.js';
import {
  continueChecking,
  isBeingChecked,
  leavesList,
  logFailure,
  outcomeNoticeFor,
} from './check.js';

/**
 * Changes a recording.
 * @param ifStale asks instead of a stale click
 * @param askAgain asks again, saying why: the recording was restored since the question, or that was long ago
 */
export const changeAction = (
  deps: RecordingDeps,
  what: Change,
  ifStale: Action,
  askAgain?: (about: RecordingAction, because: string) => Promise<void>,
): Action =>
  onRecording(deps, {
    name: what,
    extra: z.object({ binned: z.unknown().optional() }),
    ifStale,
    run: async (about, { binned }) => {
      // An officer only deletes, with a reason, which this button does not carry.
      if (about.actor.scope === 'organization') await askWhy(about);
      else if (askAgain !== undefined && binned === WAS_IN_BIN && (await wasRestoredSince(about)))
        await askAgain(about, words.delete.restoredSince);
      else if (askAgain !== undefined && isOld(about))
        await askAgain(about, words.delete.askedLongAgo);
      else await applyChange(about, what, what);
    },
  });

/** The facts of an old question, such as who watched the recording, may no longer be true. */
function isOld({ deps, shownAt }: RecordingAction): boolean {
  return deps.now() - shownAt > DAY;
}

async function wasRestoredSince({ deps, actor, target }: RecordingAction): Promise<boolean> {
  const found = await withToken(deps.tokens, actor, (authority) =>
    tried(() => getRecording(deps.webex, authority, target.id)),
  );
  return 'value' in found && found.value?.status === 'available';
}

/**
 * Makes a confirmed change, and shows the outcome above the list.
 * @param name the action, for “Try again”
 */
async function applyChange(
  clicked: RecordingAction<ActionContext>,
  name: string,
  what: Change,
  why?: Why,
): Promise<void> {
  const { ctx, deps, actor, target } = clicked;
  // That job will answer on the card; a second answer would take its place.
  if (await isBeingChecked(deps, ctx.permit.key)) return;
  const { searches } = deps;
  const leaves = leavesList(what, clicked.state);
  const now = deps.now();
  const current = (list: ListState): ListState => scopeList(upToNow(list, now), actor);
  const state = current(clicked.state);
  // The look at the recording and the list below the outcome need not wait for each other.
  let search: SearchHandle | undefined;
  const begin = (): SearchHandle => {
    search?.release();
    // Cached lists have the recording where it was.
    searches.invalidate(actor);
    return (search = searches.start(deps, actor, state));
  };
  const isKnown = leaves && searches.peek(actor, scopeList(clicked.state, actor)) !== undefined;
  try {
    const outcome = await changeRecording(deps, {
      actor,
      as: auditIdentity(deps, actor),
      what,
      target,
      eventKey: ctx.permit.key,
      why,
      leavesUnclear: true,
      onRequested: () => {
        if (!isKnown) begin();
      },
    });
    const { key } = ctx.permit;
    const isChecked = isUnclear(outcome);
    const about = { ...clicked, state: withUndo(clicked.state, what, outcome, target.id) };
    if (!isChecked) logFailure(about, { what, key }, outcome);
    const notice = outcomeNoticeFor(about, name, what, outcome, isChecked);
    const isGone = leaves && ['done', 'already', 'gone'].includes(outcome.kind);
    if (search === undefined && isGone && (await showListWithout(about, notice))) return;
    const gone = isGone ? target.id : undefined;
    const below = { notice, gone, search: search ?? begin() };
    let at: MessageAt | undefined;
    const answer = async (content: Content): Promise<MessageAt> => (at = await ctx.update(content));
    const shown = current(about.state);
    await showOutcome(deps, { actor, answer }, shown, below);
    if (isChecked && at !== undefined) {
      await continueChecking({ ...about, state: shown }, { name, what, key }, outcome, at);
    }
  } catch (error) {
    search?.release();
    throw error;
  }
}

/** The list goes on offering to undo the last moves; not one that was restored. */
function withUndo(
  { undo: earlier = [], ...state }: ListState,
  what: Change,
  outcome: ReportedOutcome,
  id: string,
): ListState {
  const isSo = ['done', 'already'].includes(outcome.kind);
  const isMoved = what === 'trash' && (isSo || isUnclear(outcome));
  const isRestored = what === 'restore' && isSo;
  const others = isMoved || isRestored ? earlier.filter((one) => one !== id) : earlier;
  const undo = [...(isMoved ? [id] : []), ...others].slice(0, MOST_UNDO);
  return undo.length === 0 ? state : { ...state, undo };
}

/** Deletes for good as a compliance officer, with reason and comment. */
export const deleteAsOfficer = (deps: RecordingDeps, asks: Action): Action =>
  onRecording(deps, {
    name: 'delete-as-officer',
    extra: typedReason,
    ifStale: asks,
    // Neither reason nor comment travels in a button.
    retry: { with: asks, when: 'always' },
    run: async (about, typed) => {
      // A card manipulated to show the person's own list does not act as an officer.
      if (about.actor.scope !== 'organization') throw new NotAllowed('officer');
      const why = reasonIn(typed);
      if ('problem' in why) await askWhy(about, typed, why.problem);
      else if (isOld(about)) await askWhy(about, typed, words.delete.askedLongAgo);
      else await applyChange(about, 'delete-as-officer', 'delete', why);
    },
  });

export async function askOrphaned(about: RecordingAction, because?: string): Promise<void> {
  const recording = await readOrphaned(about);
  if (recording === undefined) {
    await replyGone(about);
  } else if (!(await redirectToHost(about, recording))) {
    await about.ctx.update(administratorDeleteCard(recording, about.state, because));
  }
}

/** Deletes an orphaned recording for good; one with a host is deleted in the host's name only. */
export const deleteOrphaned = (deps: RecordingDeps, asks: Action): Action =>
  onRecording(deps, {
    name: 'delete-of-nobody',
    extra: nothing,
    ifStale: asks,
    run: ({ ctx }) => ctx.update(expiredCard()),
    orphaned: async (about) => {
      if (isOld(about)) {
        await askOrphaned(about, words.delete.askedLongAgo);
        return;
      }
      const recording = await readOrphaned(about);
      // It may be gone because of this very click, delivered twice: the audit knows.
      if (recording !== undefined && (await redirectToHost(about, recording))) return;
      await applyChange(about, 'delete-of-nobody', 'delete');
    },
  });

async function readOrphaned(about: RecordingAction): Promise<Recording | undefined> {
  const { deps, actor, target } = about;
  const found = await withToken(deps.tokens, actor, (authority) =>
    findRecording(deps.webex, authority, target),
  );
  return stateOf(found) === 'gone' ? undefined : found;
}

/** Does nothing when Webex knows the host after all. */
async function redirectToHost(
  about: RecordingAction,
  { hostEmail = '' }: Recording,
): Promise<boolean> {
  const host = hostEmail === '' ? undefined : await about.deps.hosts.byEmail(hostEmail);
  if (host === undefined) return false;
  await showListAgain(about, { style: 'accent', text: words.delete.hostIsKnown });
  return true;
}
