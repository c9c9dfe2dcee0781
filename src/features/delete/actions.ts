import { withAuthority } from '../../accounts/token-provider.js';
import { auditedAs, listFor } from '../../bot/access/impersonation.js';
import type { Action } from '../../bot/action.js';
import type { Click } from '../../bot/context.js';
import { NotAllowed } from '../../bot/errors.js';
import type { Notice } from '../../bot/ui/card.js';
import { defuse } from '../../bot/ui/escape.js';
import { writeState } from '../../query/list-state-codec.js';
import type { ListState } from '../../query/list-state.js';
import type { Change, Ending } from '../../recordings/change.js';
import type { Why } from '../../recordings/requests.js';
import type { WebexError } from '../../webex/errors.js';
import type { Services } from '../deps.js';
import { type TargetInput, refreshed } from '../list/inputs.js';
import { topicOf } from '../list/row.js';
import type { Joined } from '../list/search/cache.js';
import { showOutcome } from '../list/show-outcome.js';
import { type About, onRecording, showWithout } from '../recording/about.js';
import { askWhy } from './ask-why.js';
import { type Attempt, performChange } from './change.js';
import { outcomeNotice } from './outcome.js';
import { typedIn, whyOf } from './reason.js';

const SHORT_TOPIC = 80;
const NOT_SO = 'a recording is not as it was to be, as far as could be seen';

/** Moving to the recycle bin, restoring, deleting for good: they differ in what is asked of Webex. */
export function changeRecording(name: string, what: Change): Action {
  return onRecording(name, async (about) => {
    // An officer moves nothing, and deletes with a reason, which this button does not have.
    if (about.person.reach === 'officer') await askWhy(about);
    else await carryOut(about, { name, what });
  });
}

/** What was confirmed, and why, where a reason is due. */
export interface Confirmation {
  /** The action that confirms it, for trying again. */
  readonly name: string;
  readonly what: Change;
  readonly why?: Why | undefined;
}

/** Makes a confirmed change, and answers with what came of it above the list. */
export async function carryOut(about: About, confirmation: Confirmation): Promise<void> {
  const { click, services, person, target } = about;
  const { searches } = services;
  const { what } = confirmation;
  const leaves = leavesList(what, about.state);
  const state = listFor(refreshed(about.state, services.now()), person);
  // The look and the list that will stand below it need not wait for each other.
  let search: Joined | undefined;
  const begin = (): Joined => {
    search?.leave();
    // Whatever lists were found before: this recording is not where it was.
    searches.forget(person);
    return (search = searches.begin(services, person, state));
  };
  const isKnown = leaves && searches.known(person, listFor(about.state, person)) !== undefined;
  try {
    const attempt = attemptOf(about, confirmation);
    const outcome = await withAuthority(services.authorities, person, (authority) =>
      attempt(authority, () => {
        if (!isKnown) begin();
      }),
    );
    note(click, services, what, target, outcome);
    const notice = noticeOf(about, confirmation, outcome);
    const isGone = leaves && ['done', 'already', 'gone'].includes(outcome.kind);
    if (search === undefined && isGone && (await showWithout(about, notice))) return;
    const gone = isGone ? target.id : undefined;
    const below = { notice, gone, search: search ?? begin() };
    await showOutcome(services, { person, answer: click.replace }, state, below);
  } catch (error) {
    search?.leave();
    throw error;
  }
}

/** Whether a recording that was changed so is in such a list no more. */
function leavesList(what: Change, { filter }: ListState): boolean {
  if (filter?.status === 'purged') return false;
  return what === 'delete' || (what === 'restore') === (filter?.status === 'deleted');
}

function attemptOf(
  { click: { eventKey }, services, person, target }: About,
  { what, why }: Confirmation,
): Attempt {
  const as = auditedAs(services, person);
  return performChange(services, { as, what, target, eventKey, why });
}

/** What did not come about, for whoever runs the bot: the person has the same trackingId. No topic. */
function note(
  { eventKey }: Click,
  { log }: Services,
  change: Change,
  { id }: TargetInput,
  outcome: Ending,
): void {
  const { kind } = outcome;
  const about = { change, outcome: kind, recording: id, event: eventKey };
  if (kind === 'unchanged' || kind === 'unsure') {
    log.warn({ ...about, ...tracking(outcome.error), err: outcome.error }, NOT_SO);
  } else if (kind === 'not-seen') {
    log.warn({ ...about, trackingId: outcome.trackingId }, NOT_SO);
  }
}

function tracking(error: WebexError): { readonly trackingId?: string | undefined } {
  return 'trackingId' in error ? { trackingId: error.trackingId } : {};
}

function noticeOf(
  { target, state, services, person }: About,
  { name, what }: Confirmation,
  outcome: Ending,
): Notice {
  const known = 'recording' in outcome ? outcome.recording : undefined;
  const topic =
    known === undefined ? defuse(target.topic, SHORT_TOPIC) : topicOf(known, SHORT_TOPIC);
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
    byOfficer: person.reach === 'officer',
    undo: { title: 'Undo', data: { action: 'restore', ...data } },
    // An officer is asked for the reason again.
    again: {
      title: 'Try again',
      data: { action: person.reach === 'officer' ? 'ask-delete' : name, ...data },
    },
    now: services.now(),
  });
}

/** Deletes for good, as a compliance officer, with the reason and the comment on the card. */
export const deleteAsOfficer = onRecording('delete-as-officer', async (about) => {
  // Whoever changed the card's list into one of their own is not acting as an officer.
  if (about.person.reach !== 'officer') throw new NotAllowed('officer');
  const typed = typedIn(about.click.inputs);
  const why = whyOf(typed);
  if ('problem' in why) await askWhy(about, typed, why.problem);
  else await carryOut(about, { name: 'delete-as-officer', what: 'delete', why });
});
