import { withToken } from '../../accounts/token-provider.js';
import { NotConnected, NotServed, type Actor } from '../../accounts/types.js';
import { type Settings, settings as shape } from '../../settings/settings.js';
import { isWebexError } from '../../webex/errors.js';
import { uuidOf } from '../../webex/ids.js';
import { getMe } from '../../webex/people.js';
import type { Deps } from '../deps.js';
import type { StorageSnapshotStore } from '../storage/snapshot-store.js';
import { weekOf } from './schedule.js';
import { type SubscribeDeps, subscribe, removeUserWebhook } from './subscription.js';
import type { WeeklyReportStore } from './weekly-store.js';

/**
 * What came of a choice: it holds; it will once they connect; or Webex tells of one's own
 * recordings alone, and the bot has no token of theirs.
 */
export type SubscribeResult = 'following' | 'not-connected' | 'not-offered';

/** What people choose to be told, and what is kept for it. */
export interface Notifications {
  /**
   * Does as a person chose, and had not chosen before. Rejects with a WebexError, or with what the
   * database says.
   */
  readonly applySettings: (
    actor: Actor,
    chosen: Settings,
    before: Settings,
  ) => Promise<SubscribeResult>;
  /** The same, where nobody waits for the answer: what stands in the way is told by itself. */
  readonly onSettings: (actor: Actor, chosen: Settings, before: Settings) => Promise<void>;
  /** Erases all that was kept to tell a person, while their token is still there. */
  readonly unsubscribe: (actor: Actor) => Promise<void>;
  /** Earlier counts of what people's recordings take up. */
  readonly counts: StorageSnapshotStore;
}

/** What following people's choices stands on. */
export interface SettingsDeps extends SubscribeDeps {
  readonly weeks: WeeklyReportStore;
}

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
  parts: SettingsDeps,
  actor: Actor,
  chosen: Settings,
  before: Settings,
): Promise<SubscribeResult> {
  const { services: deps, weeks } = parts;
  const zoned = await withZone(deps, actor, chosen);
  if (zoned.weekly && !before.weekly) {
    // Whoever asks for it on a Tuesday means the next one.
    const now = deps.now();
    const { week } = weekOf(zoned, now);
    await weeks.skip({ personId: uuidOf(actor.personId), week }, now);
  }
  return await subscribe(parts, actor, zoned);
}

/** Erases all that was kept to tell a person, and ends what was made in their name. */
export async function unsubscribe(parts: SettingsDeps, actor: Actor): Promise<void> {
  const { services: deps, subscriptions } = parts;
  const known = await subscriptions.of(actor.personId);
  if (known?.webhookId !== undefined) await removeUserWebhook(parts, actor, known.webhookId);
  await subscriptions.forget(actor.personId);
  const { tellWhenReady, weekly } = await deps.settings.of(actor.personId);
  if (tellWhenReady || weekly) {
    await deps.settings.change(actor.personId, { tellWhenReady: false, weekly: false });
  }
}

/** Fills in the person's zone as Webex knows it, where they have not chosen one. */
async function withZone(
  { tokens, webex, settings }: Deps,
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
    return timeZone === undefined ? chosen : await settings.change(actor.personId, { timeZone });
  } catch (error) {
    const without =
      error instanceof NotConnected || error instanceof NotServed || isWebexError(error);
    if (!without) throw error;
    return chosen;
  }
}
