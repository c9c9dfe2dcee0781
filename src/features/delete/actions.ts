import { withToken } from '../../accounts/token-provider.js';
import { type Action, nothing } from '../../bot/action.js';
import { auditIdentity, scopeList } from '../../bot/access/impersonation.js';
import type { ActionContext } from '../../bot/context.js';
import { NotAllowed } from '../../bot/errors.js';
import type { Notice } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { expiredCard } from '../../bot/ui/message.js';
import { changeRecording as change } from '../../changes/change-recording.js';
import { type ListState, writeState } from '../../query/list-state.js';
import { type Change, type ReportedOutcome, stateOf, trackingOf } from '../../recordings/change.js';
import { findRecording } from '../../recordings/get.js';
import type { Why } from '../../recordings/requests.js';
import type { Recording } from '../../recordings/types.js';
import { type SearchHandle, showOutcome, topicOf, upToNow } from '../list/index.js';
import {
  type RecordingAction,
  type RecordingDeps,
  onRecording,
  replyGone,
  showListAgain,
  showListWithout,
} from '../recording/index.js';
import { administratorDeleteCard } from './cards.js';
import { askWhy, typedReason, whyOf } from './officer.js';
import { outcomeNotice } from './outcome.js';

const SHORT_TOPIC = 80;

/** Changes a recording. @param ifStale asks instead of a stale click */
export const changeRecording = (deps: RecordingDeps, what: Change, ifStale: Action): Action =>
  onRecording(deps, {
    name: what,
    extra: nothing,
    ifStale,
    run: async (about) => {
      // An officer moves nothing, and deletes with a reason, which this button does not have.
      if (about.actor.scope === 'organization') await askWhy(about);
      else await applyChange(about, what, what);
    },
  });

/**
 * Makes a confirmed change, and shows the outcome above the list.
 * @param name the action, for “Try again”
 */
async function applyChange(
  about: RecordingAction<ActionContext>,
  name: string,
  what: Change,
  why?: Why,
): Promise<void> {
  const { ctx, deps, actor, target } = about;
  const { searches } = deps;
  const leaves = leavesList(what, about.state);
  const state = scopeList(upToNow(about.state, deps.now()), actor);
  // The look and the list below the outcome need not wait for each other.
  let search: SearchHandle | undefined;
  const begin = (): SearchHandle => {
    search?.release();
    // Cached lists have the recording where it was.
    searches.invalidate(actor);
    return (search = searches.start(deps, actor, state));
  };
  const isKnown = leaves && searches.peek(actor, scopeList(about.state, actor)) !== undefined;
  try {
    const outcome = await change(deps, {
      actor,
      as: auditIdentity(deps, actor),
      what,
      target,
      eventKey: ctx.permit.key,
      why,
      onRequested: () => {
        if (!isKnown) begin();
      },
    });
    logFailure(about, what, outcome);
    const notice = outcomeNoticeFor(about, name, what, outcome);
    const isGone = leaves && ['done', 'already', 'gone'].includes(outcome.kind);
    if (search === undefined && isGone && (await showListWithout(about, notice))) return;
    const gone = isGone ? target.id : undefined;
    const below = { notice, gone, search: search ?? begin() };
    await showOutcome(deps, { actor, answer: ctx.update }, state, below);
  } catch (error) {
    search?.release();
    throw error;
  }
}

function leavesList(what: Change, { filter }: ListState): boolean {
  if (filter?.status === 'purged') return false;
  return what === 'delete' || (what === 'restore') === (filter?.status === 'deleted');
}

/** For the operator: the person's card has the same trackingId. No topic. */
function logFailure(
  { ctx, deps, target }: RecordingAction<ActionContext>,
  change: Change,
  outcome: ReportedOutcome,
): void {
  const { kind } = outcome;
  if (kind !== 'unchanged' && kind !== 'unsure' && kind !== 'not-seen') return;
  const failure =
    kind === 'not-seen'
      ? { trackingId: outcome.trackingId }
      : { trackingId: trackingOf(outcome), err: outcome.error };
  const about = { change, outcome: kind, recording: target.id, event: ctx.permit.key };
  deps.log.warn({ ...about, ...failure }, 'recording not changed, as far as could be seen');
}

function outcomeNoticeFor(
  { target, state, deps, actor }: RecordingAction,
  name: string,
  what: Change,
  outcome: ReportedOutcome,
): Notice {
  const known = 'recording' in outcome ? outcome.recording : undefined;
  const topic = known ? topicOf(known, SHORT_TOPIC) : escapeText(target.topic, SHORT_TOPIC);
  const byOfficer = actor.scope === 'organization';
  const data = {
    recording: target.id,
    site: target.siteUrl ?? '',
    topic,
    list: writeState(state),
    ...(target.createdAt !== undefined && { made: String(target.createdAt / 1_000) }),
  };
  return outcomeNotice({
    what,
    outcome,
    topic: topic === '' ? 'The recording' : topic,
    byOfficer,
    undo: { title: 'Undo', data: { action: 'restore', ...data } },
    // An officer is asked for the reason again.
    again: { title: 'Try again', data: { action: byOfficer ? 'ask-delete' : name, ...data } },
    now: deps.now(),
  });
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
      // A card whose list was changed to the person's own does not act as an officer.
      if (about.actor.scope !== 'organization') throw new NotAllowed('officer');
      const why = whyOf(typed);
      if ('problem' in why) await askWhy(about, typed, why.problem);
      else await applyChange(about, 'delete-as-officer', 'delete', why);
    },
  });

/** Asks an administrator before the deletion of an orphaned recording. */
export async function askOrphaned(about: RecordingAction): Promise<void> {
  const recording = await readOrphaned(about);
  if (recording === undefined) {
    await replyGone(about);
  } else if (!(await redirectToHost(about, recording))) {
    await about.ctx.update(administratorDeleteCard(recording, about.state));
  }
}

/** Deletes an orphaned recording for good; one with a host is deleted in the host's name only. */
export const deleteOrphaned = (deps: RecordingDeps, asks: Action): Action =>
  onRecording(deps, {
    name: 'delete-of-nobody',
    extra: nothing,
    ifStale: asks,
    run: async ({ ctx }) => {
      await ctx.update(expiredCard());
    },
    orphaned: async (about) => {
      const recording = await readOrphaned(about);
      // A recording may be gone by this very click, delivered again: the audit knows.
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
  const text = 'Webex knows the host of that recording, so I act in their name. Nothing was done.';
  await showListAgain(about, { style: 'accent', text });
  return true;
}
