import { and, desc, eq, lt, lte } from 'drizzle-orm';
import type { StorageTotals } from '../../recordings/storage.js';
import { storageCounts } from '../../store/schema.js';
import type { Db } from '../../store/store.js';

/** What a person's recordings took up at some time. */
export interface StorageSnapshot extends StorageTotals {
  /** Milliseconds since the epoch. */
  readonly countedAt: number;
}

/** Earlier counts; people by their UUIDs. Rejects with what the database says. */
export interface StorageSnapshotStore {
  /** The latest count at that time or before. */
  latestBefore: (personId: string, at: number) => Promise<StorageSnapshot | undefined>;
  keep: (personId: string, count: StorageSnapshot) => Promise<void>;
  /** Forgets what was counted before that. */
  tidy: (before: number) => Promise<void>;
}

/** The storage_counts table. */
export function storageSnapshotStore(db: Db): StorageSnapshotStore {
  return {
    latestBefore: async (personId, at) => {
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
    keep: async (personId, { recordings, bytes, countedAt }) => {
      await db
        .insert(storageCounts)
        .values({ personId, recordings, bytes, countedAt: new Date(countedAt) })
        .onConflictDoNothing();
    },
    tidy: async (before) => {
      await db.delete(storageCounts).where(lt(storageCounts.countedAt, new Date(before)));
    },
  };
}
