import { NotConnected, NotServed } from '../../accounts/types.js';
import { askToConnect } from '../../bot/connect.js';
import { forEachConcurrent } from '../../util/async.js';
import { defined } from '../../util/present.js';
import { weeklyReportRetry } from '../../util/retry-policy.js';
import { HOUR } from '../../util/time.js';
import type { Content } from '../../webex/messages.js';
import type { MessageAt } from '../../webex/messaging.js';
import { sendPicture, showStorage } from '../storage/index.js';
import type { NotifierDeps } from './deps.js';
import { isNews, weekOf } from './schedule.js';
import type { ClaimedReport, DueReport, Subscription } from './store.js';

/** Longer than the count of very many recordings takes. */
const LEASE_MS = HOUR;

/**
 * Sends the weekly reports that are due, each once over all processes; one that was missed is sent if
 * it is less than a day late. A report that fails is due again later. Rejects with database errors.
 *
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

async function sendReport(
  deps: NotifierDeps,
  report: ClaimedReport,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { subscriptions, weeks, settings, now } = deps;
  const chosen = await settings.of(report.personId);
  const subscription = await subscriptions.of(report.personId);
  const isWanted = chosen.weekly && isNews(chosen, report.week, now());
  const send =
    subscription !== undefined && isWanted
      ? await prepareReport(deps, subscription, signal)
      : undefined;
  // After a long count another process may have it.
  if (!(await weeks.renewLease(report, report.until))) return;
  const sendBelow = await send?.();
  await weeks.complete(report, now());
  await sendBelow?.();
}

/**
 * @returns a function that sends the card and returns one that sends the picture below it; undefined
 *   for a person who is not served
 */
async function prepareReport(
  deps: NotifierDeps,
  { address }: Subscription,
  signal: AbortSignal | undefined,
): Promise<(() => Promise<(() => Promise<void>) | undefined>) | undefined> {
  const person = { personId: address };
  const place = { toPersonId: address };
  const post = (content: Content): Promise<MessageAt> => deps.messaging.post(place, content);
  try {
    const { content, picture } = await showStorage(deps, person, defined({ signal }));
    return async () => {
      const { id } = await post(content);
      return () => sendPicture(deps, place, id, picture);
    };
  } catch (error) {
    if (error instanceof NotServed) return undefined;
    if (!(error instanceof NotConnected)) throw error;
    const { reason } = error;
    return async () => {
      await askToConnect(post, person, reason, deps);
      return undefined;
    };
  }
}
