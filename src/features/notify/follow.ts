import { withAuthority } from '../../accounts/token-provider.js';
import { NotConnected, NotServed, type Someone } from '../../accounts/types.js';
import { type Settings, settings as shape } from '../../settings/settings.js';
import { isWebexError } from '../../webex/errors.js';
import { uuidOf } from '../../webex/ids.js';
import { getMe } from '../../webex/people.js';
import type { Services } from '../deps.js';
import type { CountBook } from '../storage/snapshot-store.js';
import { weekOf } from './schedule.js';
import { type ListenParts, listen, unhook } from './subscription.js';
import type { WeekBook } from './weekly-store.js';

/**
 * What came of a choice: it holds; it will once they connect; or Webex tells of one's own
 * recordings alone, and the bot has no token of theirs.
 */
export type Followed = 'following' | 'not-connected' | 'not-offered';

/** What people choose to be told, and what is kept for it. */
export interface TellingDesk {
  /**
   * Does as a person chose, and had not chosen before. Rejects with a WebexError, or with what the
   * database says.
   */
  readonly follow: (person: Someone, chosen: Settings, before: Settings) => Promise<Followed>;
  /** The same, where nobody waits for the answer: what stands in the way is told by itself. */
  readonly onSettings: (person: Someone, chosen: Settings, before: Settings) => Promise<void>;
  /** Erases all that was kept to tell a person, while their token is still there. */
  readonly leave: (person: Someone) => Promise<void>;
  /** Earlier counts of what people's recordings take up. */
  readonly counts: CountBook;
}

/** What following people's choices stands on. */
export interface FollowParts extends ListenParts {
  readonly weeks: WeekBook;
}

/**
 * Does as a person has just chosen: listens to Webex in their name, or no longer, and remembers
 * where to tell them.
 *
 * Rejects with a WebexError, or with what the database says.
 *
 * @param person with their id as Webex gave it
 * @param before what held until then
 */
export async function follow(
  parts: FollowParts,
  person: Someone,
  chosen: Settings,
  before: Settings,
): Promise<Followed> {
  const { services, weeks } = parts;
  const zoned = await withZone(services, person, chosen);
  if (zoned.weekly && !before.weekly) {
    // Whoever asks for it on a Tuesday means the next one.
    const now = services.now();
    const { week } = weekOf(zoned, now);
    await weeks.skip({ personId: uuidOf(person.personId), week }, now);
  }
  return await listen(parts, person, zoned);
}

/** Erases all that was kept to tell a person, and ends what was made in their name. */
export async function leave(parts: FollowParts, person: Someone): Promise<void> {
  const { services, subscriptions } = parts;
  const known = await subscriptions.of(person.personId);
  if (known?.webhookId !== undefined) await unhook(parts, person, known.webhookId);
  await subscriptions.forget(person.personId);
  const { tellWhenReady, weekly } = await services.settings.of(person.personId);
  if (tellWhenReady || weekly) {
    await services.settings.change(person.personId, { tellWhenReady: false, weekly: false });
  }
}

/** Fills in the person's zone as Webex knows it, where they have not chosen one. */
async function withZone(
  { authorities, webex, settings }: Services,
  person: Someone,
  chosen: Settings,
): Promise<Settings> {
  const wanted = chosen.timeZone === undefined && (chosen.tellWhenReady || chosen.weekly);
  if (!wanted) return chosen;
  try {
    const me = await withAuthority(authorities, person, async (authority) =>
      authority.hostEmail === undefined ? await getMe(webex, authority.token) : undefined,
    );
    const { timeZone } = shape.parse({ timeZone: me?.timezone });
    return timeZone === undefined ? chosen : await settings.change(person.personId, { timeZone });
  } catch (error) {
    const without =
      error instanceof NotConnected || error instanceof NotServed || isWebexError(error);
    if (!without) throw error;
    return chosen;
  }
}
