import { withToken } from '../../accounts/token-provider.js';
import { NotConnected, NotServed, type Actor } from '../../accounts/types.js';
import { type Settings, settings as shape } from '../../settings/settings.js';
import { isWebexError } from '../../webex/errors.js';
import { uuidOf } from '../../webex/ids.js';
import { getMe } from '../../webex/people.js';
import type { Permit } from '../../util/permit.js';
import type { NotifierDeps } from './deps.js';
import { weekOf } from './schedule.js';
import { subscribe, removeUserWebhook } from './subscription.js';

/**
 * What came of a choice: it holds; it will once they connect; or Webex tells of one's own
 * recordings alone, and the bot has no token of theirs.
 */
export type SubscribeResult = 'following' | 'not-connected' | 'not-offered';

/**
 * Does as a person has just chosen: listens to Webex in their name, or no longer, and remembers
 * where to tell them.
 *
 * Rejects with a WebexError, or with what the database says.
 *
 * @param actor with their id as Webex gave it
 * @param before what held until then
 */
export async function applySettings(
  deps: NotifierDeps,
  permit: Permit,
  actor: Actor,
  chosen: Settings,
  before: Settings,
): Promise<SubscribeResult> {
  const { weeks } = deps;
  const zoned = await withZone(deps, permit, actor, chosen);
  if (zoned.weekly && !before.weekly) {
    // Whoever asks for it on a Tuesday means the next one.
    const now = deps.now();
    const { week } = weekOf(zoned, now);
    await weeks.skip({ personId: uuidOf(actor.personId), week }, now);
  }
  return await subscribe(deps, permit, actor, zoned);
}

/** Erases all that was kept to tell a person, and ends what was made in their name. */
export async function unsubscribe(deps: NotifierDeps, permit: Permit, actor: Actor): Promise<void> {
  const { subscriptions } = deps;
  const known = await subscriptions.of(actor.personId);
  if (known?.webhookId !== undefined) await removeUserWebhook(deps, actor, known.webhookId);
  await subscriptions.forget(actor.personId);
  const { tellWhenReady, weekly } = await deps.settings.of(actor.personId);
  if (tellWhenReady || weekly) {
    await deps.settings.change(permit, actor.personId, { tellWhenReady: false, weekly: false });
  }
}

/** Fills in the person's zone as Webex knows it, where they have not chosen one. */
async function withZone(
  { tokens, webex, settings }: NotifierDeps,
  permit: Permit,
  actor: Actor,
  chosen: Settings,
): Promise<Settings> {
  const wanted = chosen.timeZone === undefined && (chosen.tellWhenReady || chosen.weekly);
  if (!wanted) return chosen;
  try {
    const me = await withToken(tokens, actor, async (authority) =>
      authority.hostEmail === undefined ? await getMe(webex, authority.token) : undefined,
    );
    const { timeZone } = shape.parse({ timeZone: me?.timezone });
    return timeZone === undefined
      ? chosen
      : await settings.change(permit, actor.personId, { timeZone });
  } catch (error) {
    const without =
      error instanceof NotConnected || error instanceof NotServed || isWebexError(error);
    if (!without) throw error;
    return chosen;
  }
}
