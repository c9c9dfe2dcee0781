import type { Logger } from 'pino';
import { type TokenProvider, holdToken } from '../accounts/token-provider.js';
import type { Actor } from '../accounts/types.js';
import type { Attempt, Audit, AuditEntry } from '../audit/audit.js';
import type { ChangeOrder, OnEnded } from '../recordings/change-recordings.js';
import { changeRecordings } from '../recordings/change-recordings.js';
import type {
  Answer,
  Change,
  ChangeDeps,
  Outcome,
  ReportedOutcome,
  Sight,
} from '../recordings/change.js';
import { isUnclear, outcomeBefore, outcomeOf, trackingOf } from '../recordings/change.js';
import type { RecordingRef, Sharing } from '../recordings/requests.js';
import { shareRecording } from '../recordings/requests.js';
import { fetchEach } from '../recordings/states.js';
import type { IdempotencyKey } from '../util/permit.js';
import { defined } from '../util/present.js';
import { type WebexError, WebexRefused, isWebexError } from '../webex/errors.js';

interface AuditedChangeDeps extends ChangeDeps {
  readonly audit: Audit;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface AuditedOrder
  extends Pick<Attempt, 'eventKey'>, Pick<ChangeOrder, 'what' | 'why' | 'onRequested'> {
  /** The actor, the host and the authority, as the audit names them. */
  readonly as: Pick<Attempt, 'personId' | 'authority' | 'hostId'>;
  /** All of one site, at most a hundred, each once. */
  readonly targets: readonly RecordingRef[];
  /** Leaves the audit entry of an unclear outcome open: the caller looks again, and settles it. */
  readonly leavesUnclear?: boolean | undefined;
}

/**
 * Makes confirmed changes: written to the audit, requested, looked at, settled in the audit. Called again after
 * a crash or a repeated delivery, it changes nothing twice: settled entries are replayed, and recordings of
 * open entries are looked at before they are requested again.
 *
 * Rejects as `changeRecordings`, or when the database does not answer; the rest stays open.
 * @param replayed called with entries that the same click or job settled before
 * @param ended called with new outcomes, already settled in the audit
 */
export async function applyChanges(
  deps: AuditedChangeDeps,
  { as, what, targets, eventKey, why, onRequested, leavesUnclear = false }: AuditedOrder,
  replayed: (entries: readonly AuditEntry[]) => Promise<void>,
  ended: OnEnded,
): Promise<void> {
  const { audit, now } = deps;
  const reason = defined({ reason: why?.reason });
  const attempts = targets.map(({ id: recordingId, siteUrl }) => {
    return { ...as, recordingId, siteUrl, change: what, eventKey, ...reason };
  });
  const ids = targets.map(({ id }) => id);
  const [opened, last] = await Promise.all([
    audit.openMany(attempts, now()),
    audit.lastChanges(as.personId, ids, eventKey),
  ]);
  const entries = new Map(opened.map(({ entry }) => [entry.recordingId, entry]));
  const over = [...entries.values()].filter(({ outcome }) => outcome !== undefined);
  if (over.length > 0) await replayed(over);
  const members = targets.filter(({ id }) => {
    const entry = entries.get(id);
    if (entry === undefined) throw new Error('an audit entry was not written');
    return entry.outcome === undefined;
  });
  const before = opened.filter(({ fresh }) => !fresh);
  const maybeAsked = new Set(before.map(({ entry }) => entry.recordingId));
  const changedBefore = new Set(ids.filter((id) => last.get(id) === what));
  const order = { what, members, why, maybeAsked, changedBefore, onRequested };
  await changeRecordings(deps, order, async (items) => {
    // The audit first: after a crash in between, the outcome is found there.
    await audit.settleMany(
      items.flatMap(({ id, outcome, trackingId }) => {
        const entry = entries.get(id);
        if (entry === undefined || (leavesUnclear && isUnclear(outcome))) return [];
        return [{ id: entry.id, outcome: outcome.kind, trackingId }];
      }),
      now(),
    );
    await ended(items);
  });
}

interface OneChangeDeps extends Pick<AuditedChangeDeps, 'webex' | 'audit' | 'now' | 'lookAgain'> {
  readonly tokens: TokenProvider;
}

export interface Confirmed extends Omit<AuditedOrder, 'targets'> {
  readonly actor: Actor;
  readonly target: RecordingRef;
}

/**
 * Changes one recording while a person waits. If a settled click is delivered again, the recording is only
 * looked at.
 *
 * Rejects with NotConnected, NotServed or a WebexError where there is no token, or when the database does not
 * answer.
 */
export async function changeRecording(
  { webex, tokens, audit, now, lookAgain }: OneChangeDeps,
  { actor, target, ...order }: Confirmed,
): Promise<ReportedOutcome> {
  // Before anything is written: without a token there is no attempt.
  const withToken = await holdToken(tokens, actor);
  const deps = { webex, withToken, audit, now, lookAgain };
  const outcomes: ReportedOutcome[] = [];
  await applyChanges(
    deps,
    { ...order, targets: [target] },
    async (entries) => {
      const [seen] = await fetchEach(deps, [target]);
      const settled = entries[0]?.outcome;
      if (seen !== undefined) outcomes.push(replayOutcome(order.what, seen.sight, settled));
    },
    (items) => {
      outcomes.push(...items.map(({ outcome }) => outcome));
      return Promise.resolve();
    },
  );
  const [outcome] = outcomes;
  if (outcome === undefined) throw new Error('a change has no outcome');
  return outcome;
}

interface Unclear {
  readonly actor: Actor;
  readonly what: Change;
  readonly target: RecordingRef;
  /** Webex's answer to the change. */
  readonly answer: Answer;
}

/** One more look at a change. Rejects with NotConnected or NotServed. */
export async function checkChange(
  { webex, tokens }: Pick<OneChangeDeps, 'webex' | 'tokens'>,
  { actor, what, target, answer }: Unclear,
): Promise<Outcome> {
  const withToken = await holdToken(tokens, actor);
  const [seen] = await fetchEach({ webex, withToken }, [target]);
  if (seen === undefined) throw new Error('a recording was not looked at');
  return outcomeOf(what, answer, seen.sight);
}

/** Settles the entry of an unclear change, unless it is settled already. */
export async function settleChecked(
  { audit, now }: Pick<AuditedChangeDeps, 'audit' | 'now'>,
  { eventKey, recordingId }: Pick<AuditEntry, 'eventKey' | 'recordingId'>,
  outcome: Outcome,
  trackingId: string | undefined,
): Promise<void> {
  const entry = (await audit.ofEvent(eventKey)).find((one) => one.recordingId === recordingId);
  if (entry === undefined) return;
  // After a later attempt of the same person the state says nothing about this one.
  const superseded = (await audit.superseded([entry.id])).has(entry.id);
  const settled = { id: entry.id, outcome: superseded ? 'unsure' : outcome.kind, trackingId };
  await audit.settleOpen([settled], now());
}

/** By the present state: the recording may have been changed on purpose since then. */
function replayOutcome(what: Change, sight: Sight, settled: string | undefined): ReportedOutcome {
  if ('error' in sight) return { kind: 'unsure', error: sight.error };
  const ours = settled === 'done' || settled === 'not-seen' || settled === 'unsure';
  const { recording } = sight;
  const outcome = outcomeBefore(what, sight, ours ? 'done' : 'already');
  if (outcome !== undefined) return outcome;
  return recording === undefined ? { kind: 'gone' } : { kind: 'not-again', recording };
}

export type ShareOutcome =
  | { readonly kind: 'done' }
  /** Done, perhaps by an earlier attempt of the same click, so that Webex sent no e-mail again. */
  | { readonly kind: 'done-again' }
  | { readonly kind: 'unchanged'; readonly error: WebexError }
  /** Webex does not show whether it was shared. */
  | { readonly kind: 'unsure'; readonly error: WebexError };

interface SharingDeps extends Omit<OneChangeDeps, 'lookAgain'> {
  readonly log: Pick<Logger, 'warn'>;
}

interface SharingOrder extends Pick<Confirmed, 'actor' | 'as'> {
  readonly target: Pick<RecordingRef, 'id' | 'siteUrl'>;
}

/**
 * Shares a recording: written to the audit (without addresses), requested, settled. Webex has no list to look
 * at afterwards, so a click that is delivered again requests again, but without e-mail.
 *
 * Rejects with NotConnected, NotServed or a WebexError where there is no token, or when the database does not
 * answer.
 */
export async function performShare(
  { webex, audit, tokens, now, log }: SharingDeps,
  { as, actor, target }: SharingOrder,
  wanted: Sharing,
  eventKey: IdempotencyKey,
): Promise<ShareOutcome> {
  // As in changeRecording: without a token there is no attempt.
  const withToken = await holdToken(tokens, actor);
  const { id: recordingId, siteUrl } = target;
  const attempt = { recordingId, siteUrl, change: 'share', eventKey } as const;
  const { entry, fresh } = await audit.open({ ...as, ...attempt }, now());
  if (entry.outcome === 'done') return { kind: 'done' };
  const requested = fresh ? wanted : { ...wanted, sendEmail: false };
  try {
    const trackingId = await withToken((authority) =>
      shareRecording(webex, authority, recordingId, requested),
    );
    await audit.settle(entry.id, 'done', trackingId, now());
    return { kind: fresh || !wanted.sendEmail ? 'done' : 'done-again' };
  } catch (error) {
    if (!isWebexError(error)) throw error;
    // Any other failure may have come after the change; so may an earlier attempt of unknown outcome.
    const isFirst = fresh || entry.outcome === 'unchanged';
    const answered =
      error instanceof WebexRefused && error.status < 500 && !error.earlierMayHaveActed;
    const refused = answered && isFirst;
    const kind = refused ? 'unchanged' : 'unsure';
    await audit.settle(entry.id, kind, trackingOf({ error }), now());
    const event = { outcome: kind, recording: recordingId, event: eventKey };
    log.warn({ ...event, err: error }, 'recording not shared');
    return { kind, error };
  }
}
