import { and, desc, eq, lt, lte } from 'drizzle-orm';
import type { StorageTotals } from '../../recordings/storage.js';
import { storageCounts } from '../../store/schema.js';
import type { Db } from '../../store/store.js';

/** What a person's recordings took up at some time. */
export interface StorageSnapshot extends StorageTotals {
  /** Milliseconds since the epoch. */
  readonly countedAt: number;
}

/** The storage_counts table. */
export function storageSnapshotStore(db: Db) {
  return {
    /** The latest count at that time or before. */
    latestBefore: async (personId: string, at: number): Promise<StorageSnapshot | undefined> => {
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
    keep: async (
      personId: string,
      { recordings, bytes, countedAt }: StorageSnapshot,
    ): Promise<void> => {
      await db
        .insert(storageCounts)
        .values({ personId, recordings, bytes, countedAt: new Date(countedAt) })
        .onConflictDoNothing();
    },
    /** Forgets what was counted before that. */
    tidy: async (before: number): Promise<void> => {
      await db.delete(storageCounts).where(lt(storageCounts.countedAt, new Date(before)));
    },
  };
}

/** Earlier counts; people by their UUIDs. Rejects with what the database says. */
export type StorageSnapshotStore = ReturnType<typeof storageSnapshotStore>;
