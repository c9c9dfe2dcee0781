import { and, desc, eq, lt, lte } from 'drizzle-orm';
import { withToken } from '../../accounts/token-provider.js';
import type { Actor } from '../../accounts/types.js';
import { type StorageQuery, type StorageTotals, countStorage } from '../../recordings/storage.js';
import { storageCounts } from '../../store/schema.js';
import type { Db } from '../../store/store.js';
import { DAY, HOUR } from '../../util/time.js';
import { uuidOf } from '../../webex/ids.js';
import type { Content } from '../../webex/messages.js';
import type { Deps } from '../deps.js';
import { timeZoneOf } from '../settings/index.js';
import { storageCard } from './card.js';

/** Earlier counts, by the UUIDs of people. Rejects with database errors. */
export function storageSnapshotStore(db: Db) {
  return {
    /** The latest count up to then. Times are milliseconds since the epoch. */
    latestBefore: async (personId: string, at: number) => {
      const upTo = lte(storageCounts.countedAt, new Date(at));
      const [row] = await db
        .select()
        .from(storageCounts)
        .where(and(eq(storageCounts.personId, personId), upTo))
        .orderBy(desc(storageCounts.countedAt))
        .limit(1);
      if (row === undefined) return undefined;
      const { recordings, bytes, countedAt } = row;
      return { recordings, bytes, countedAt: countedAt.getTime() };
    },
    add: async (personId: string, totals: StorageTotals, now: number): Promise<void> => {
      const { recordings, bytes } = totals;
      await db
        .insert(storageCounts)
        .values({ personId, recordings, bytes, countedAt: new Date(now) })
        .onConflictDoNothing();
    },
    /** Deletes the counts from before then. */
    tidy: async (before: number): Promise<void> => {
      await db.delete(storageCounts).where(lt(storageCounts.countedAt, new Date(before)));
    },
  };
}

export interface StorageDeps extends Pick<
  Deps,
  'webex' | 'tokens' | 'settings' | 'messaging' | 'now' | 'log'
> {
  readonly snapshots: ReturnType<typeof storageSnapshotStore>;
}

/** The usual rule for a clean-up: half a year. */
const OLD_DAYS = 180;
/** A change within a day is no trend. */
const APART_MS = 20 * HOUR;

/**
 * Counts the storage of a person's recordings, and remembers the sum to show the change next time.
 *
 * Rejects with NotConnected, NotServed, a WebexError or a database error.
 */
export async function showStorage(
  deps: StorageDeps,
  actor: Actor,
  {
    onExpected,
    ...how
  }: Pick<StorageQuery, 'onCounted' | 'onBusy' | 'signal'> & {
    readonly onExpected?: (recordings: number) => void;
  } = {},
): Promise<Content> {
  const { webex, tokens, settings, snapshots } = deps;
  const now = deps.now();
  const zone = await timeZoneOf(deps, actor);
  const { weekly } = await settings.of(actor.personId);
  const query = { now, zone: zone ?? 'UTC', oldBefore: now - OLD_DAYS * DAY, ...how };
  const id = uuidOf(actor.personId);
  const before = await snapshots.latestBefore(id, now - APART_MS);
  if (before !== undefined) onExpected?.(before.recordings);
  const storage = await withToken(tokens, actor, (authority) =>
    countStorage(webex, authority, query),
  );
  await snapshots.add(id, storage, now);
  return storageCard({
    ...{ storage, before, now, zone },
    oldDays: OLD_DAYS,
    weekly,
  });
}
