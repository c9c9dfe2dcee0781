import { NotConnected, NotServed } from '../../accounts/types.js';
import { askToConnect } from '../../bot/connect.js';
import { forEachConcurrent } from '../../util/async.js';
import { weeklyReportRetry } from '../../util/retry-policy.js';
import { HOUR } from '../../util/time.js';
import type { Content } from '../../webex/messages.js';
import type { MessageAt } from '../../webex/messaging.js';
import { sendPicture, showStorage } from '../storage/index.js';
import type { NotifierDeps } from './deps.js';
import { isNews, weekOf } from './schedule.js';
import type { ClaimedReport, DueReport, Subscription } from './store.js';

/** Longer than a count of very many recordings takes; who does not end it by then has died. */
const LEASE_MS = HOUR;

/**
 * Sends the weekly cards that are due, each once over all processes; what was missed while no
 * process ran is sent if it is less than a day late. One that fails is due again later.
 *
 * Rejects with what the database says.
 *
 * @param signal when it is aborted, what is not sent yet is left to the next process
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
  const failed = (error: unknown): void => {
    deps.log.warn({ err: error }, 'weekly report will be retried');
  };
  const take = async (card: DueReport): Promise<void> => {
    // Taken when it is its turn: what waits for it can be taken by another process.
    const taken = await weeks.claim(card, deps.now(), LEASE_MS);
    if (taken !== undefined) await sendOrPutOff(deps, taken, signal);
  };
  await forEachConcurrent(await weeks.due(now), take, failed, signal);
}

/** Rejects with whatever stood in the way; then it is due again. */
async function sendOrPutOff(
  deps: NotifierDeps,
  card: ClaimedReport,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { weeks } = deps;
  try {
    await sendOne(deps, card, signal);
  } catch (error) {
    const stopped = signal?.aborted === true;
    await weeks.renewLease(card, deps.now() + (stopped ? 0 : weeklyReportRetry.firstWaitMs));
    if (!stopped) throw error;
  }
}

async function sendOne(
  deps: NotifierDeps,
  card: ClaimedReport,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { subscriptions, weeks } = deps;
  const { settings, now } = deps;
  const chosen = await settings.of(card.personId);
  const subscription = await subscriptions.of(card.personId);
  const tell =
    subscription !== undefined && chosen.weekly && isNews(chosen, card.week, now())
      ? await prepare(deps, subscription, signal)
      : undefined;
  // It can have taken so long that another process has it.
  if (!(await weeks.renewLease(card, card.until))) return;
  const illustrate = await tell?.();
  await weeks.complete(card, now());
  await illustrate?.();
}

/** Tells somebody. @returns what sends the picture below it, where there is one */
type Tell = () => Promise<(() => Promise<void>) | undefined>;

/** @returns undefined when there is nothing to tell: to who is not served */
async function prepare(
  deps: NotifierDeps,
  { address }: Subscription,
  signal: AbortSignal | undefined,
): Promise<Tell | undefined> {
  const person = { personId: address };
  const place = { toPersonId: address };
  const post = (content: Content): Promise<MessageAt> => deps.messaging.post(place, content);
  try {
    const how = signal === undefined ? {} : { signal };
    const { content, picture } = await showStorage(deps, person, how);
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
