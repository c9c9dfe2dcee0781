import { and, eq, inArray, isNotNull, isNull, lt, lte } from 'drizzle-orm';
import { told } from '../../store/schema.js';
import type { Db } from '../../store/store.js';

/** A recording that a person is still to be told of. */
export interface PendingNotification {
  readonly recordingId: string;
  /** Since when it is looked for; milliseconds since the epoch. */
  readonly heardAt: number;
  /** When it is to be looked for next. */
  readonly dueAt: number;
}

/** The told table. Rejects with what the database says. */
export function notificationStore(db: Db) {
  const those = (personId: string, recordingIds: readonly string[]) =>
    and(eq(told.personId, personId), inArray(told.recordingId, [...recordingIds]));
  const dueBy = (now: number) => and(isNull(told.toldAt), lte(told.dueAt, new Date(now)));
  return {
    /** Writes down what was heard of. @returns false when it was heard of before */
    enqueue: async (personId: string, recordingId: string, now: number): Promise<boolean> => {
      const at = new Date(now);
      const written = await db
        .insert(told)
        .values({ personId, recordingId, heardAt: at, dueAt: at })
        .onConflictDoNothing()
        .returning({ recordingId: told.recordingId });
      return written.length > 0;
    },
    /** People who are to be told of something now. */
    duePeople: async (now: number): Promise<string[]> => {
      const rows = await db
        .selectDistinct({ personId: told.personId })
        .from(told)
        .where(dueBy(now));
      return rows.map(({ personId }) => personId);
    },
    /** What one person is to be told of now. */
    due: async (personId: string, now: number): Promise<PendingNotification[]> => {
      const rows = await db
        .select()
        .from(told)
        .where(and(eq(told.personId, personId), dueBy(now)))
        .orderBy(told.heardAt, told.recordingId);
      return rows.map(({ recordingId, heardAt, dueAt }) => ({
        recordingId,
        ...{ heardAt: heardAt.getTime(), dueAt: dueAt.getTime() },
      }));
    },
    /** Puts one off, as it is given. */
    defer: async (
      personId: string,
      { recordingId, heardAt, dueAt }: PendingNotification,
    ): Promise<void> => {
      await db
        .update(told)
        .set({ heardAt: new Date(heardAt), dueAt: new Date(dueAt) })
        .where(those(personId, [recordingId]));
    },
    /** They were told, or never will be: either way it is over. */
    complete: async (
      personId: string,
      recordingIds: readonly string[],
      now: number,
    ): Promise<void> => {
      await db
        .update(told)
        .set({ toldAt: new Date(now) })
        .where(those(personId, recordingIds));
    },
    /** Forgets what was over before that: Webex will not tell us of it again. */
    tidy: async (before: number): Promise<void> => {
      const long = lt(told.toldAt, new Date(before));
      await db.delete(told).where(and(isNotNull(told.toldAt), long));
    },
  };
}

/** What people were told of, and what they are still to be told of; people by their UUIDs. */
export type NotificationStore = ReturnType<typeof notificationStore>;
