import { auditIdentity, scopeList } from '../../bot/access/impersonation.js';
import { type Action, nothing } from '../../bot/action.js';
import type { ActionContext } from '../../bot/context.js';
import { NotAllowed } from '../../bot/errors.js';
import type { Notice } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { changeRecording as change } from '../../changes/change-recording.js';
import { writeState } from '../../query/list-state-codec.js';
import type { ListState } from '../../query/list-state.js';
import type { Change, ReportedOutcome } from '../../recordings/change.js';
import type { Why } from '../../recordings/requests.js';
import type { WebexError } from '../../webex/errors.js';
import { type RecordingInput, upToNow } from '../list/inputs.js';
import { topicOf } from '../list/row.js';
import type { SearchHandle } from '../list/search/cache.js';
import { showOutcome } from '../list/show-outcome.js';
import {
  type RecordingAction,
  type RecordingDeps,
  changesRecording,
  showListWithout,
} from '../recording/about.js';
import { askWhy } from './ask-why.js';
import { outcomeNotice } from './outcome.js';
import { typedReason, whyOf } from './reason.js';

const SHORT_TOPIC = 80;
const NOT_SO = 'a recording is not as it was to be, as far as could be seen';

/**
 * Moving to the recycle bin, restoring, deleting for good: they differ in what is asked of Webex.
 *
 * @param ifStale asks instead of a click that comes late
 */
export const changeRecording = (
  deps: RecordingDeps,
  name: string,
  what: Change,
  ifStale: Action,
): Action =>
  changesRecording(deps, {
    name,
    extra: nothing,
    ifStale,
    run: async (about) => {
      // An officer moves nothing, and deletes with a reason, which this button does not have.
      if (about.actor.scope === 'organization') await askWhy(about);
      else await applyChange(about, { name, what });
    },
  });

/** What was confirmed, and why, where a reason is due. */
export interface ChangeOrder {
  /** The action that confirms it, for trying again. */
  readonly name: string;
  readonly what: Change;
  readonly why?: Why | undefined;
}

/** Makes a confirmed change, and answers with what came of it above the list. */
export async function applyChange(
  about: RecordingAction<ActionContext>,
  confirmation: ChangeOrder,
): Promise<void> {
  const { ctx, deps, actor, target } = about;
  const { searches } = deps;
  const { what } = confirmation;
  const leaves = leavesList(what, about.state);
  const state = scopeList(upToNow(about.state, deps.now()), actor);
  // The look and the list that will stand below it need not wait for each other.
  let search: SearchHandle | undefined;
  const begin = (): SearchHandle => {
    search?.release();
    // Whatever lists were found before: this recording is not where it was.
    searches.invalidate(actor);
    return (search = searches.start(deps, actor, state));
  };
  const isKnown = leaves && searches.peek(actor, scopeList(about.state, actor)) !== undefined;
  try {
    const outcome = await change(deps, {
      ...{ actor, as: auditIdentity(deps, actor), what, target },
      ...{ eventKey: ctx.permit.key, why: confirmation.why },
      onRequested: () => {
        if (!isKnown) begin();
      },
    });
    note(ctx, deps, what, target, outcome);
    const notice = outcomeNoticeFor(about, confirmation, outcome);
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

/** Whether a recording that was changed so is in such a list no more. */
function leavesList(what: Change, { filter }: ListState): boolean {
  if (filter?.status === 'purged') return false;
  return what === 'delete' || (what === 'restore') === (filter?.status === 'deleted');
}

/** What did not come about, for whoever runs the bot: the person has the same trackingId. No topic. */
function note(
  { permit }: ActionContext,
  { log }: RecordingDeps,
  change: Change,
  { id }: RecordingInput,
  outcome: ReportedOutcome,
): void {
  const { kind } = outcome;
  const about = { change, outcome: kind, recording: id, event: permit.key };
  if (kind === 'unchanged' || kind === 'unsure') {
    log.warn({ ...about, ...tracking(outcome.error), err: outcome.error }, NOT_SO);
  } else if (kind === 'not-seen') {
    log.warn({ ...about, trackingId: outcome.trackingId }, NOT_SO);
  }
}

function tracking(error: WebexError): { readonly trackingId?: string | undefined } {
  return 'trackingId' in error ? { trackingId: error.trackingId } : {};
}

function outcomeNoticeFor(
  { target, state, deps, actor }: RecordingAction,
  { name, what }: ChangeOrder,
  outcome: ReportedOutcome,
): Notice {
  const known = 'recording' in outcome ? outcome.recording : undefined;
  const topic =
    known === undefined ? escapeText(target.topic, SHORT_TOPIC) : topicOf(known, SHORT_TOPIC);
  const data = {
    recording: target.id,
    site: target.siteUrl ?? '',
    topic,
    list: writeState(state),
    ...(target.createdAt === undefined ? {} : { made: String(target.createdAt / 1_000) }),
  };
  return outcomeNotice({
    what,
    outcome,
    topic: topic === '' ? 'The recording' : topic,
    byOfficer: actor.scope === 'organization',
    undo: { title: 'Undo', data: { action: 'restore', ...data } },
    // An officer is asked for the reason again.
    again: {
      title: 'Try again',
      data: { action: actor.scope === 'organization' ? 'ask-delete' : name, ...data },
    },
    now: deps.now(),
  });
}

/** Deletes for good, as a compliance officer, with the reason and the comment on the card. */
export const deleteAsOfficer = (deps: RecordingDeps, asks: Action): Action =>
  changesRecording(deps, {
    name: 'delete-as-officer',
    extra: typedReason,
    ifStale: asks,
    // Neither reason nor comment travels in a button.
    retry: { with: asks, when: 'always' },
    run: async (about, typed) => {
      // Whoever changed the card's list into one of their own is not acting as an officer.
      if (about.actor.scope !== 'organization') throw new NotAllowed('officer');
      const why = whyOf(typed);
      if ('problem' in why) await askWhy(about, typed, why.problem);
      else await applyChange(about, { name: 'delete-as-officer', what: 'delete', why });
    },
  });
