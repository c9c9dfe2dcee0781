import { NotConnected, NotServed } from '../../accounts/errors.js';
import { isWebexError } from '../../webex/errors.js';
import { askToConnect } from '../ask-to-connect.js';
import type { Services } from '../services.js';
import type { CountBook } from './count-book.js';
import { sendPicture } from './send-picture.js';
import { showStorage, type Shown } from './show-storage.js';
import type { Subscription, SubscriptionBook } from './subscription-book.js';
import { isNews, weekOf } from './times.js';
import type { DueWeek, WeekBook } from './week-book.js';

/** What the weekly cards stand on. */
export interface WeeklyParts {
  readonly services: Services;
  readonly subscriptions: SubscriptionBook;
  readonly weeks: WeekBook;
  readonly counts: CountBook;
}

/** Longer than a count of very many recordings takes; after that another try is made. */
const LEASE_MS = 600_000;

/**
 * Sends the weekly cards that are due, each once over all processes; what was missed while no
 * process ran is sent if it is less than a day late. One that fails is due again later.
 *
 * Rejects with what the database says.
 */
export async function sendWeekly(parts: WeeklyParts): Promise<void> {
  const { services, subscriptions, weeks } = parts;
  const now = services.now();
  for (const { personId } of await subscriptions.weekly()) {
    const chosen = await services.settings.of(personId);
    const { week, dueAt } = weekOf(chosen, now);
    if (isNews(chosen, week, now)) await weeks.plan({ personId, week }, dueAt);
  }
  for (const card of await weeks.take(now, LEASE_MS)) {
    try {
      await sendOne(parts, card);
    } catch (error) {
      if (!isWebexError(error)) throw error;
      services.log.warn({ err: error, week: card.week }, 'a weekly card will be tried again');
    }
  }
}

/** Rejects with a WebexError when it is worth another try. */
async function sendOne(parts: WeeklyParts, card: DueWeek): Promise<void> {
  const { services, subscriptions, weeks } = parts;
  const { settings, now } = services;
  const chosen = await settings.of(card.personId);
  const subscription = await subscriptions.of(card.personId);
  if (subscription !== undefined && chosen.weekly && isNews(chosen, card.week, now())) {
    await tell(parts, subscription);
  }
  await weeks.end(card, now());
}

async function tell({ services, counts }: WeeklyParts, { address }: Subscription): Promise<void> {
  const person = { personId: address, email: '' };
  const place = { toPersonId: address };
  let shown: Shown;
  try {
    shown = await showStorage(services, counts, person);
  } catch (error) {
    if (error instanceof NotServed) return;
    if (!(error instanceof NotConnected)) throw error;
    const post = (content: Shown['content']): Promise<unknown> =>
      services.messaging.post(place, content);
    await askToConnect(post, person, error.reason, services);
    return;
  }
  const { id } = await services.messaging.post(place, shown.content);
  await sendPicture(services, place, id, shown.picture);
}
