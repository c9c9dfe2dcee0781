import { withAuthority } from '../../accounts/with-authority.js';
import type { Authority } from '../../recordings/authority.js';
import type { Change, Ending } from '../../recordings/change.js';
import type { Why } from '../../recordings/delete.js';
import type { Listing } from '../../recordings/list.js';
import { isWebexError, type WebexError } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import { binDates } from '../bin-dates.js';
import { hostsShown, shownOf, type HostsShown } from '../hosts-shown.js';
import { writeState } from '../list-state-text.js';
import { auditedAs, listFor } from '../on-behalf.js';
import { performChange } from '../perform-change.js';
import type { Services } from '../services.js';
import { fetchList } from '../show-list.js';
import type { Click } from '../turn.js';
import type { BinnedSince } from '../views/bin-days.js';
import { defuse } from '../views/defuse.js';
import { outcomeContent } from '../views/outcome.js';
import { outcomeNotice } from '../views/outcome-notice.js';
import { recordingsContent } from '../views/recordings.js';
import { topicOf } from '../views/recording-row.js';
import { onRecording, type About } from './about.js';
import type { Action } from './action.js';
import { askWhy } from './ask-why.js';
import type { TargetInput } from './inputs.js';

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
  const { click, services, state: asked, person, target } = about;
  const performed = await withAuthority(services.authorities, person, (authority) =>
    perform(about, confirmation, authority),
  );
  note(click, services, confirmation.what, target, performed.outcome);
  // Whatever lists were found before: this recording is not where it was.
  services.searches.forget(person);
  const listing = performed.listing ?? { recordings: [], more: false };
  const [hosts, binned] = await Promise.all([
    hostsShown(services, asked, listing),
    binDates(services, shownOf(asked, listing)),
  ]);
  await click.replace(answer(about, confirmation, performed, { hosts, binned }));
}

interface Performed {
  readonly outcome: Ending;
  readonly listing: Listing | undefined;
}

async function perform(
  { click: { eventKey }, services, person, target, state }: About,
  { what, why }: Confirmation,
  authority: Authority,
): Promise<Performed> {
  const list = (): Promise<Listing | undefined> =>
    fetchList(services, authority, state).catch((error: unknown) => {
      if (isWebexError(error)) return undefined;
      throw error;
    });
  // The look and the list that will stand below it need not wait for each other.
  let listing: Promise<Listing | undefined> | undefined;
  const outcome = await performChange(
    services,
    { as: auditedAs(services, person), authority, what, target, eventKey, why },
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

function answer(
  { target, state, services, person }: About,
  { name, what }: Confirmation,
  { outcome, listing }: Performed,
  { hosts, binned }: { readonly hosts: HostsShown; readonly binned: BinnedSince },
): Content {
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
  const notice = outcomeNotice({
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
  if (listing === undefined) return outcomeContent(notice, state);
  // Webex's list can lag behind what the look has shown.
  const gone = what !== 'restore' && ['done', 'already', 'gone'].includes(outcome.kind);
  const recordings = gone
    ? listing.recordings.filter(({ id }) => id !== target.id)
    : listing.recordings;
  return recordingsContent({
    state: listFor(state, person),
    listing: { ...listing, recordings },
    ...{ notice, hosts, binned },
  });
}
