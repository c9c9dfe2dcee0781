import { type Actor, NotConnected, NotServed } from '../../accounts/types.js';
import { askToConnect } from '../../bot/connect.js';
import { forEachConcurrent } from '../../util/async.js';
import { defined } from '../../util/present.js';
import { weeklyReportRetry } from '../../util/retry-policy.js';
import { HOUR } from '../../util/time.js';
import { isFinal } from '../../webex/errors.js';
import type { Content } from '../../webex/messages.js';
import type { MessageAt } from '../../webex/messaging.js';
import { showStorage } from '../storage/index.js';
import type { NotifierDeps } from './deps.js';
import { isNews, weekOf } from './schedule.js';
import type { ClaimedReport, DueReport } from './store.js';

/** Longer than the count of very many recordings takes. */
const LEASE_MS = HOUR;

/**
 * Sends the weekly reports that are due, each once over all processes; one that was missed is sent if
 * it is less than a day late. A report that fails is due again later. Rejects with database errors.
 * @param signal when aborted, the rest is left to the next process
 */
export async function sendWeeklyReports(deps: NotifierDeps, signal?: AbortSignal): Promise<void> {
  const { subscriptions, weeks } = deps;
  const now = deps.now();
  for (const { personId } of await subscriptions.weekly()) {
    if (signal?.aborted === true) return;
    const chosen = await deps.settings.of(personId);
    const { week, dueAt } = weekOf(chosen, now);
    if (isNews(chosen, week, now)) await weeks.schedule({ personId, week }, dueAt);
  }
  const onError = (error: unknown): void => {
    deps.log.warn({ err: error }, 'weekly report will be retried');
  };
  const claimAndSend = async (report: DueReport): Promise<void> => {
    // Claimed late, so that another process can take what waits here.
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
  const isWanted = chosen.weekly && isNews(chosen, report.week, now());
  const person = subscription && isWanted ? { personId: subscription.address } : undefined;
  const counted = person && (await countFor(deps, person, signal));
  // After a long count another process may have it.
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
async function countFor(deps: NotifierDeps, person: Actor, signal: AbortSignal | undefined) {
  try {
    // Nobody waits for it.
    const onBusy = (): void => undefined;
    return await showStorage(deps, person, { onBusy, ...defined({ signal }) });
  } catch (error) {
    if (error instanceof NotConnected || error instanceof NotServed) return error;
    throw error;
  }
}
