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

/** What people were told of, and what they are still to be told of; people by their UUIDs. */
export interface NotificationStore {
  /** Writes down what was heard of. @returns false when it was heard of before */
  enqueue: (personId: string, recordingId: string, now: number) => Promise<boolean>;
  /** People who are to be told of something now. */
  duePeople: (now: number) => Promise<string[]>;
  /** What one person is to be told of now. */
  due: (personId: string, now: number) => Promise<PendingNotification[]>;
  /** Puts one off, as it is given. */
  defer: (personId: string, waiting: PendingNotification) => Promise<void>;
  /** They were told, or never will be: either way it is over. */
  complete: (personId: string, recordingIds: readonly string[], now: number) => Promise<void>;
  /** Forgets what was over before that: Webex will not tell us of it again. */
  tidy: (before: number) => Promise<void>;
}

/** The told table. Rejects with what the database says. */
export function notificationStore(db: Db): NotificationStore {
  const those = (personId: string, recordingIds: readonly string[]) =>
    and(eq(told.personId, personId), inArray(told.recordingId, [...recordingIds]));
  const dueBy = (now: number) => and(isNull(told.toldAt), lte(told.dueAt, new Date(now)));
  return {
    enqueue: async (personId, recordingId, now) => {
      const at = new Date(now);
      const written = await db
        .insert(told)
        .values({ personId, recordingId, heardAt: at, dueAt: at })
        .onConflictDoNothing()
        .returning({ recordingId: told.recordingId });
      return written.length > 0;
    },
    duePeople: async (now) => {
      const rows = await db
        .selectDistinct({ personId: told.personId })
        .from(told)
        .where(dueBy(now));
      return rows.map(({ personId }) => personId);
    },
    due: async (personId, now) => {
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
    defer: async (personId, { recordingId, heardAt, dueAt }) => {
      await db
        .update(told)
        .set({ heardAt: new Date(heardAt), dueAt: new Date(dueAt) })
        .where(those(personId, [recordingId]));
    },
    complete: async (personId, recordingIds, now) => {
      await db
        .update(told)
        .set({ toldAt: new Date(now) })
        .where(those(personId, recordingIds));
    },
    tidy: async (before) => {
      const long = lt(told.toldAt, new Date(before));
      await db.delete(told).where(and(isNotNull(told.toldAt), long));
    },
  };
}
