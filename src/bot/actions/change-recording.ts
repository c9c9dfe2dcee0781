import { withAuthority } from '../../accounts/with-authority.js';
import type { Authority } from '../../recordings/authority.js';
import type { Change, Outcome } from '../../recordings/change.js';
import type { Listing } from '../../recordings/list.js';
import { isWebexError, type WebexError } from '../../webex/errors.js';
import type { ListState } from '../list-state.js';
import { writeState } from '../list-state-text.js';
import { performChange } from '../perform-change.js';
import type { Services } from '../services.js';
import { fetchList } from '../show-list.js';
import type { Click } from '../turn.js';
import { defuse } from '../views/defuse.js';
import { outcomeContent } from '../views/outcome.js';
import { outcomeNotice } from '../views/outcome-notice.js';
import { recordingsContent } from '../views/recordings.js';
import { topicOf } from '../views/recording-row.js';
import { onRecording } from './about.js';
import type { Action } from './action.js';
import type { TargetInput } from './inputs.js';

const SHORT_TOPIC = 80;
const NOT_SO = 'a recording is not as it was to be, as far as could be seen';

/** Moving to the recycle bin, restoring, deleting for good: they differ in what is asked of Webex. */
export function changeRecording(name: string, what: Change): Action {
  return onRecording(name, async ({ click, services, target, state, person }) => {
    const { outcome, listing } = await withAuthority(services.authorities, person, (authority) =>
      perform(click, services, authority, what, target, state),
    );
    note(click, services, what, target, outcome);
    await click.replace(answer({ name, what, target, state, outcome, listing, services }));
  });
}

interface Performed {
  readonly outcome: Outcome;
  readonly listing: Listing | undefined;
}

async function perform(
  { person: { personId }, eventKey }: Click,
  services: Services,
  authority: Authority,
  what: Change,
  target: TargetInput,
  state: ListState,
): Promise<Performed> {
  const { authorityName } = services;
  const list = (): Promise<Listing | undefined> =>
    fetchList(services, authority, state).catch((error: unknown) => {
      if (isWebexError(error)) return undefined;
      throw error;
    });
  // The look and the list that will stand below it need not wait for each other.
  let listing: Promise<Listing | undefined> | undefined;
  const outcome = await performChange(
    services,
    { personId, authority, authorityName, what, target, eventKey },
    () => {
      listing = list();
      listing.catch(() => undefined);
    },
  );
  return { outcome, listing: await (listing ?? list()) };
}

/** What did not come about, for whoever runs the bot: the person has the same trackingId. No topic. */
function note(
  { eventKey }: Click,
  { log }: Services,
  change: Change,
  { id }: TargetInput,
  outcome: Outcome,
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

interface Answer extends Performed {
  readonly name: string;
  readonly what: Change;
  readonly target: TargetInput;
  readonly state: ListState;
  readonly services: Services;
}

function answer({ name, what, target, state, outcome, listing, services }: Answer) {
  const known = 'recording' in outcome ? outcome.recording : undefined;
  const topic =
    known === undefined ? defuse(target.topic, SHORT_TOPIC) : topicOf(known, SHORT_TOPIC);
  const data = {
    recording: target.id,
    site: target.siteUrl ?? '',
    topic,
    list: writeState(state),
  };
  const notice = outcomeNotice({
    what,
    outcome,
    topic: topic === '' ? 'The recording' : topic,
    undo: { title: 'Undo', data: { action: 'restore', ...data } },
    again: { title: 'Try again', data: { action: name, ...data } },
    now: services.now(),
  });
  if (listing === undefined) return outcomeContent(notice, state);
  // Webex's list can lag behind what the look has shown.
  const gone = what !== 'restore' && ['done', 'already', 'gone'].includes(outcome.kind);
  const recordings = gone
    ? listing.recordings.filter(({ id }) => id !== target.id)
    : listing.recordings;
  return recordingsContent({ state, listing: { ...listing, recordings }, notice });
}
