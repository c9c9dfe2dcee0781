import { type Actor, NotConnected, isOutOfReach } from '../../accounts/types.js';
import { askToConnect } from '../../bot/connect.js';
import { monthAfter } from '../../settings/settings.js';
import { Permit } from '../../util/permit.js';
import { HOUR } from '../../util/time.js';
import { isFinal, isWebexError } from '../../webex/errors.js';
import type { NotifierDeps } from './deps.js';
import { quietUntil } from './schedule.js';

/**
 * Asks everyone who wants it about their clean-up, once a month and not in quiet hours; what fails is asked
 * again in an hour. Nothing is changed but by their answer. Rejects with database errors.
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
    // Before the attempt: a process that ends in between leaves it due.
    const retryAt = now() + HOUR;
    await settings.change(permit, personId, { monthly: { ...monthly, nextAt: retryAt } });
    try {
      await tokens.get(actor);
      await askMonthly(permit, actor, monthly.search);
    } catch (error) {
      log.warn({ err: error }, 'monthly question not asked');
      // Who is not connected any more is told so, and not asked before the next month.
      if (!isOutOfReach(error)) continue;
      if (error instanceof NotConnected && !(await asksToConnect(deps, actor, error))) continue;
    }
    const after = (await settings.of(personId)).monthly;
    // Unless they have stopped or changed it meanwhile.
    if (after?.nextAt !== retryAt) continue;
    const nextAt = monthAfter(chosen, now());
    await settings.change(permit, personId, { monthly: { ...after, nextAt } });
  }
}

/** @returns false where it is to be tried again */
async function asksToConnect(
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
