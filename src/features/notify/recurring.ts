import { holdToken } from '../../accounts/token-provider.js';
import { type Actor, NotConnected, isOutOfReach } from '../../accounts/types.js';
import { askToConnect } from '../../bot/connect.js';
import { stateOf } from '../../recordings/change.js';
import { fetchEach } from '../../recordings/states.js';
import { isWithin } from '../../recordings/types.js';
import { monthAfter } from '../../settings/settings.js';
import { forEachConcurrent } from '../../util/async.js';
import { defined, present } from '../../util/present.js';
import { Permit } from '../../util/permit.js';
import { weeklyReportRetry } from '../../util/retry-policy.js';
import { HOUR } from '../../util/time.js';
import { isFinal, isWebexError } from '../../webex/errors.js';
import { uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import type { MessageAt } from '../../webex/messaging.js';
import { showStorage } from '../storage/index.js';
import { reminderCard } from './cards.js';
import type { NotifierDeps } from './subscription.js';
import { binnedFor, isNews, quietUntil, reminderOf, weekOf } from './schedule.js';
import type { ClaimedReport, DueReport } from './store.js';

/** Longer than counting very many recordings takes. */
const LEASE_MS = HOUR;
/** The most recordings that a reminder reads, with one call each. */
const MOST_READ = 50;

/**
 * Sends the weekly reports and the reminders that are due, each once over all processes; one that was
 * missed is sent if it is less than a day late. A report that fails is due again later. Rejects with database errors.
 * @param signal when aborted, the rest is left to the next process
 */
export async function sendReportsAndReminders(
  deps: NotifierDeps,
  signal?: AbortSignal,
): Promise<void> {
  const { subscriptions, weeks } = deps;
  const now = deps.now();
  for (const { personId } of await subscriptions.weekly()) {
    if (signal?.aborted === true) return;
    const chosen = await deps.settings.of(personId);
    const { week, dueAt } = weekOf(chosen, now);
    if (isNews(chosen, week, now)) await weeks.schedule({ personId, week }, dueAt);
  }
  for (const { personId } of await subscriptions.reminded()) {
    if (signal?.aborted === true) return;
    const { week, dueAt } = reminderOf(await deps.settings.of(personId), now);
    await weeks.schedule({ personId, week }, dueAt);
  }
  const onError = (error: unknown): void => {
    deps.log.warn({ err: error }, 'weekly report will be retried');
  };
  const claimAndSend = async (report: DueReport): Promise<void> => {
    // Claimed only now, so that another process can take what waits here.
    const claimed = await weeks.claim(report, deps.now(), LEASE_MS);
    if (claimed === undefined) return;
    try {
      await sendReport(deps, claimed, signal);
    } catch (error) {
      const stopped = signal?.aborted === true;
      await weeks.renewLease(claimed, deps.now() + (stopped ? 0 : weeklyReportRetry.firstWaitMs));
      if (!stopped) throw error;
    }
  };
  await forEachConcurrent(await weeks.due(now), claimAndSend, onError, signal);
}

async function sendReport(deps: NotifierDeps, report: ClaimedReport, signal?: AbortSignal) {
  const { subscriptions, weeks, settings, now } = deps;
  const chosen = await settings.of(report.personId);
  const subscription = await subscriptions.of(report.personId);
  const binned = binnedFor(chosen, report.week);
  const isOn = binned === undefined ? chosen.weekly : chosen.remind;
  const isWanted = isOn && isNews(chosen, report.week, now());
  const person = subscription && isWanted ? { personId: subscription.address } : undefined;
  const counted =
    person &&
    (await unlessWithoutToken(() =>
      // Nobody waits for it.
      binned === undefined
        ? showStorage(deps, person, { onBusy: () => undefined, ...defined({ signal }) })
        : reminderFor(deps, person, binned),
    ));
  // After a long count, another process may have taken the report.
  if (!(await weeks.renewLease(report, report.until))) return;
  const place = { toPersonId: person?.personId ?? report.personId };
  const post = (content: Content): Promise<MessageAt | undefined> =>
    deps.messaging.post(place, content).catch((error: unknown) => {
      if (!isFinal(error)) throw error;
      deps.log.warn({ err: error }, 'weekly report refused by Webex');
      return undefined;
    });
  if (person && counted instanceof NotConnected) {
    await askToConnect(post, person, counted.reason, deps);
  }
  if (counted !== undefined && !(counted instanceof Error)) await post(counted);
  await weeks.complete(report, now());
}

/** Resolves with the error of a person whose recordings cannot be read. */
async function unlessWithoutToken<T>(work: () => Promise<T>) {
  try {
    return await work();
  } catch (error) {
    if (isOutOfReach(error)) return error;
    throw error;
  }
}

/** Undefined where all of them have left the recycle bin since. */
async function reminderFor(
  { audit, webex, tokens }: NotifierDeps,
  person: Actor,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Content | undefined> {
  const ids = await audit.binnedBetween(uuidOf(person.personId), from, to);
  // A recording that was restored and moved again since then leaves later.
  const still = [...(await audit.binnedSince(ids))]
    .filter(([, at]) => isWithin({ from, to }, at))
    .map(([id]) => id);
  const held = await holdToken(tokens, person);
  const refs = still.slice(0, MOST_READ).map((id) => ({ id }));
  const seen = await fetchEach({ webex, withToken: held }, refs);
  const found = present(seen.map(({ sight }) => 'recording' in sight && sight.recording));
  const read = found.filter((recording) => stateOf(recording) === 'in-bin');
  // Refused recordings are no longer theirs; merely unreadable ones leave with the others.
  const failures = present(seen.map(({ sight }) => 'error' in sight && sight.error));
  const odd = failures.filter((error) => !isFinal(error));
  if (read.length === 0 && odd[0] !== undefined) throw odd[0];
  const unread = Math.max(0, still.length - MOST_READ) + odd.length;
  return read.length === 0 ? undefined : reminderCard(read, read.length + unread);
}

/**
 * Asks everyone who wants it about their clean-up, once a month and not in quiet hours; a failed question is
 * retried in an hour. Only their answer changes anything. Rejects with database errors.
 * @param signal when aborted, the rest is left to the next process
 */
export async function askMonthlyQuestions(deps: NotifierDeps, signal?: AbortSignal): Promise<void> {
  const { askMonthly, settings, subscriptions, tokens, now, log } = deps;
  for (const personId of await subscriptions.monthly(now())) {
    if (signal?.aborted === true) return;
    const chosen = await settings.of(personId);
    const { monthly } = chosen;
    if (monthly === undefined || quietUntil(chosen, now()) !== undefined) continue;
    const permit = Permit.ofUpkeep('monthly question');
    const actor: Actor = { personId: monthly.address };
    // Before the attempt: if the process ends in between, it stays due.
    const retryAt = now() + HOUR;
    await settings.change(permit, personId, { monthly: { ...monthly, nextAt: retryAt } });
    try {
      await tokens.get(actor);
      await askMonthly(permit, actor, monthly.search);
    } catch (error) {
      log.warn({ err: error }, 'monthly question not asked');
      // A person who is no longer connected is told so, and not asked before next month.
      if (!isOutOfReach(error)) continue;
      if (error instanceof NotConnected && !(await inviteToReconnect(deps, actor, error))) continue;
    }
    const after = (await settings.of(personId)).monthly;
    // Unless they have stopped or changed it meanwhile.
    if (after?.nextAt !== retryAt) continue;
    const nextAt = monthAfter(chosen, now());
    await settings.change(permit, personId, { monthly: { ...after, nextAt } });
  }
}

/** @returns false where it is to be tried again */
async function inviteToReconnect(
  deps: NotifierDeps,
  actor: Actor,
  { reason }: NotConnected,
): Promise<boolean> {
  const place = { toPersonId: actor.personId };
  try {
    await askToConnect((content) => deps.messaging.post(place, content), actor, reason, deps);
    return true;
  } catch (error) {
    if (!isWebexError(error)) throw error;
    deps.log.warn({ err: error }, 'invitation to reconnect not delivered');
    return isFinal(error);
  }
}
