import { z } from 'zod';
import { resolveActor, scopeList } from '../../bot/access/impersonation.js';
import type { Actor } from '../../accounts/types.js';
import type { Notice } from '../../bot/ui/card.js';
import { escapeText } from '../../bot/ui/escape.js';
import { expiredCard, messageCard, withBanner } from '../../bot/ui/message.js';
import { type Job, type JobControl, type JobKind, jobKind, showsEnd } from '../../jobs/job.js';
import { checkChange, settleChecked } from '../../changes/change-recording.js';
import { type ListState, latest, readState, writeState } from '../../query/list-state.js';
import type { Answer, Change, Outcome, ReportedOutcome } from '../../recordings/change.js';
import { LOOK_AGAIN, answerOf, isUnclear, trackingOf } from '../../recordings/change.js';
import { isStoreFailure } from '../../store/errors.js';
import { defined } from '../../util/present.js';
import { words } from '../../util/words.js';
import { WebexRefused, WebexUnreachable, isWebexError } from '../../webex/errors.js';
import { personIdOf, uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import { type MessageAt, updateOrRepost } from '../../webex/messaging.js';
import { TOPIC_LENGTH, listButton, showOutcome, topicOf } from '../list/index.js';
import type { RecordingAction, RecordingDeps } from '../recording/index.js';
import { outcomeNotice } from './cards.js';

const CHECK = 'check';
const REQUEST = { method: 'POST', path: '/recordings' };

const checkData = z.object({
  what: z.enum(['trash', 'restore', 'delete']),
  /** The action, for “Try again”. */
  name: z.string(),
  recording: z.string(),
  site: z.string().optional(),
  made: z.number().optional(),
  /** Sealed, as all that names a recording; and Webex's words, which may. */
  topic: z.string(),
  list: z.string(),
  /** The audit's key of the click. */
  click: z.string(),
  /** Webex's answer: it said yes, or failed with a status, or its connection with a code. */
  answer: z.object({
    accepted: z.boolean(),
    status: z.number().optional(),
    /** An earlier request, whose answer nobody knows, may have been the one that acted. */
    repeated: z.boolean().optional(),
    code: z.string().optional(),
    trackingId: z.string().optional(),
  }),
});
type CheckData = z.infer<typeof checkData>;
type About = Pick<RecordingAction, 'target' | 'state' | 'deps' | 'actor'>;
interface Checked {
  readonly name: string;
  readonly what: Change;
  readonly key: string;
}

/** Leaves an unclear change, whose card says so, to a job. Rejects with database errors. */
export async function continueChecking(
  { target, state, deps, actor }: About,
  { name, what, key }: Checked,
  outcome: ReportedOutcome,
  at: MessageAt,
): Promise<void> {
  const personId = uuidOf(actor.personId);
  const answer = answerOf(outcome);
  const detail = refusalText(answer);
  const hidden = { style: 'accent', text: target.topic, ...defined({ detail }) } as const;
  const { id: recording, siteUrl: site, createdAt: made } = target;
  await deps.jobs.create({
    ...{ kind: CHECK, personId, hostId: actor.onBehalfOf?.personId, at, state: 'running' },
    data: {
      ...{ what, name, recording, ...defined({ site, made }) },
      topic: deps.searches.notices.seal(hidden, personId),
      list: writeState(state),
      click: key,
      answer: writeAnswer(answer),
    } satisfies CheckData,
  });
}

/** True when a job checks this click already: its process died between that and the event's end. */
export const isBeingChecked = (
  { jobs }: Pick<RecordingDeps, 'jobs'>,
  click: string,
): Promise<boolean> => jobs.store.isRunning(CHECK, { click } satisfies Partial<CheckData>);

/** Looks again at a change that Webex shows late, and settles its card and its audit entry. */
export const checkJob = (deps: RecordingDeps): JobKind =>
  jobKind<CheckData>({
    name: CHECK,
    data: checkData,
    run: async (job, control) => {
      const { data, personId } = job;
      const me: Actor = { personId: personIdOf(personId) };
      const state = readState(data.list, deps.now()) ?? latest(deps.now());
      const { text: topic = '', detail } = deps.searches.notices.open(data.topic, personId) ?? {};
      const answer = readAnswer(data.answer, detail);
      const { recording: id, site: siteUrl, made: createdAt, what, name, click: key } = data;
      const target = { id, siteUrl, topic, ...defined({ createdAt }) };
      let actor: Actor | undefined;
      let outcome: Outcome | undefined;
      try {
        actor = await resolveActor(deps, me, state);
        const as = { actor, what, target, answer };
        outcome = await lookAgainAt(deps, control, () => checkChange(deps, as));
        if (outcome === undefined) return undefined;
      } catch (error) {
        if (control.signal.aborted || isStoreFailure(error)) throw error;
        deps.log.warn({ err: error, job: job.id }, 'change not looked at again');
        outcome = { kind: 'unsure', error: 'error' in answer ? answer.error : ACCESS_ENDED };
      }
      await settleChecked(deps, { eventKey: key, recordingId: id }, outcome, trackingOf(answer));
      const about = { target, state, deps, actor: actor ?? me };
      logFailure(about, { what, key }, outcome);
      const notice = outcomeNoticeFor(about, name, what, outcome);
      // Who may no longer see that list gets their own, under its own heading.
      const list = actor === undefined ? ownList(state) : state;
      if (await showChecked({ ...about, state: list }, { job, control }, outcome, notice)) {
        await deps.jobs.store.remove(job.id);
      }
      return undefined;
    },
    // Never shown: the job ends with its card, and is then gone.
    card: () => expiredCard(),
  });

const ownList = ({ host: _host, scope: _scope, ...own }: ListState): ListState => own;

const ACCESS_ENDED = new WebexRefused(REQUEST, 401);

/** @returns undefined when the job must not go on */
async function lookAgainAt(
  { lookAgain = LOOK_AGAIN }: RecordingDeps,
  control: JobControl<CheckData>,
  check: () => Promise<Outcome>,
): Promise<Outcome | undefined> {
  // The click made the first of these looks.
  const [first = 0, ...later] = lookAgain.at;
  let waited = first;
  let outcome: Outcome | undefined;
  for (const at of later) {
    await control.wait(at - waited);
    waited = at;
    if (!(await control.shouldContinue())) return undefined;
    outcome = await check();
    if (!isUnclear(outcome)) return outcome;
  }
  return outcome ?? (await check());
}

class Superseded extends Error {
  override readonly name = 'Superseded';
}

/**
 * Shows the outcome above the list; where the person did something else on that card meanwhile, in one of
 * its own: the last word was that it is being checked.
 * @returns false when the job must stop before that
 */
async function showChecked(
  { target, state: shown, deps, actor }: About,
  { job, control }: { readonly job: Job<CheckData>; readonly control: JobControl<CheckData> },
  outcome: Outcome,
  notice: Notice,
): Promise<boolean> {
  const cardNow = async (): Promise<MessageAt> => {
    const at = (await deps.jobs.store.get(job.id))?.at;
    if (at === undefined || at.id === '') throw new Superseded();
    return at;
  };
  const { searches, messaging } = deps;
  const state = scopeList(shown, actor);
  searches.invalidate(actor);
  const leaves = leavesList(job.data.what, state) && ['done', 'gone'].includes(outcome.kind);
  const show = async (): Promise<void> => {
    // A search for the list below would show the old notice again.
    await searches.cancel(await cardNow());
    const answer = async (content: Content): Promise<MessageAt> =>
      await updateOrRepost(messaging, await cardNow(), content, job.personId);
    const search = searches.start(deps, actor, state);
    const gone = leaves ? target.id : undefined;
    await showOutcome(deps, { actor, answer }, state, { notice, gone, search });
  };
  const showAlone = async (error: unknown): Promise<void> => {
    if (!(error instanceof Superseded)) throw error;
    const { roomId } = job.at;
    await messaging.post({ roomId }, withBanner(aloneCard(notice, state), actor), job.personId);
  };
  try {
    return await showsEnd(control, () => show().catch(showAlone));
  } catch (error) {
    if (!isWebexError(error)) throw error;
    deps.log.warn({ err: error, job: job.id }, 'outcome not shown');
    return true;
  }
}

function aloneCard({ text, detail, buttons = [] }: Notice, state: ListState): Content {
  return messageCard({
    title: text,
    paragraphs: [],
    detail,
    buttons: [...buttons, listButton(words.list.show, 'refresh', state)],
  });
}

/** After a click on a card: what it shows from now on is no longer the check's. */
export const dropCheckedCard =
  ({ jobs }: Pick<RecordingDeps, 'jobs'>) =>
  (at: MessageAt): Promise<void> =>
    jobs.store.dropCards(CHECK, at);

function writeAnswer(answer: Answer): CheckData['answer'] {
  const trackingId = trackingOf(answer);
  if (!('error' in answer)) return { accepted: true, ...defined({ trackingId }) };
  const { error } = answer;
  const { status, earlierMayHaveActed: repeated } = error instanceof WebexRefused ? error : {};
  const code = error instanceof WebexUnreachable ? error.code : undefined;
  return { accepted: false, ...defined({ trackingId, status, repeated, code }) };
}

function refusalText(answer: Answer): string | undefined {
  if (!('error' in answer) || !(answer.error instanceof WebexRefused)) return undefined;
  return JSON.stringify([answer.error.reason, ...answer.error.complaints]);
}

/** @param words as {@link refusalText} made them */
function readAnswer(
  { accepted, status, repeated, code, trackingId }: CheckData['answer'],
  words = '[]',
): Answer {
  if (accepted) return { trackingId };
  if (status === undefined) return { error: new WebexUnreachable(REQUEST, code ?? 'UNKNOWN') };
  const [reason = '', ...more] = z.array(z.string()).parse(JSON.parse(words));
  const said = {
    reason,
    complaints: more,
    ...defined({ trackingId, earlierMayHaveActed: repeated }),
  };
  return { error: new WebexRefused(REQUEST, status, said) };
}

export function leavesList(what: Change, { filter }: ListState): boolean {
  if (filter?.status === 'purged') return false;
  return what === 'delete' || (what === 'restore') === (filter?.status === 'deleted');
}

/** For the operator: the person's card has the same trackingId. No topic. */
export function logFailure(
  { deps, target }: Pick<About, 'deps' | 'target'>,
  { what, key }: Pick<Checked, 'what' | 'key'>,
  outcome: ReportedOutcome,
): void {
  const { kind } = outcome;
  if (kind !== 'unchanged' && kind !== 'unsure' && kind !== 'not-seen') return;
  const failure =
    kind === 'not-seen'
      ? { trackingId: outcome.trackingId }
      : { trackingId: trackingOf(outcome), err: outcome.error };
  const about = { change: what, outcome: kind, recording: target.id, event: key };
  deps.log.warn({ ...about, ...failure }, 'recording not changed, as far as could be seen');
}

/** @param isChecked whether a job goes on looking */
export function outcomeNoticeFor(
  { target, state, deps, actor }: About,
  name: string,
  what: Change,
  outcome: ReportedOutcome,
  isChecked = false,
): Notice {
  const known = 'recording' in outcome ? outcome.recording : undefined;
  const topic = known
    ? topicOf(known, TOPIC_LENGTH.line)
    : escapeText(target.topic, TOPIC_LENGTH.line);
  const byOfficer = (state.scope ?? actor.scope) === 'organization';
  const data = {
    recording: target.id,
    site: target.siteUrl ?? '',
    topic,
    list: writeState(state),
    ...(target.createdAt !== undefined && { made: String(target.createdAt / 1_000) }),
  };
  return outcomeNotice({
    ...{ what, outcome, byOfficer, isChecked },
    topic: topic === '' ? words.delete.theRecording : topic,
    undo: { title: words.common.undo, data: { action: 'restore', ...data } },
    // An officer is asked for the reason again.
    again: {
      title: words.common.tryAgain,
      data: { action: byOfficer ? 'ask-delete' : name, ...data },
    },
    now: deps.now(),
  });
}
