import {
  and,
  asc,
  desc,
  eq,
  exists,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNull,
  lt,
  ne,
  or,
  sql,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { audit } from '../store/schema.js';
import type { Db } from '../store/store.js';
import type { Attempt, AuditEntry, AuditedChange, Opened, SettledEntry } from './types.js';

/**
 * When recordings were moved to the recycle bin through this bot, where that was its last change to
 * them: Webex does not tell.
 *
 * @returns milliseconds since the epoch, by recording
 */
export async function binnedSince(
  db: Db,
  recordingIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (recordingIds.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([audit.recordingId], {
      recordingId: audit.recordingId,
      change: audit.change,
      askedAt: audit.askedAt,
    })
    .from(audit)
    .where(
      and(
        inArray(audit.recordingId, [...recordingIds]),
        eq(audit.outcome, 'done'),
        ne(audit.change, 'share'),
      ),
    )
    .orderBy(audit.recordingId, desc(audit.id));
  return new Map(
    rows.flatMap(({ recordingId, change, askedAt }): [string, number][] =>
      change === 'trash' ? [[recordingId, askedAt.getTime()]] : [],
    ),
  );
}

/** A row as it was written or found, and whether this statement wrote it. */
export type OpenedRow = typeof audit.$inferSelect & { readonly fresh: boolean };

/** Opens entries, or finds those that the same event opened before: all in one statement. */
export async function openRows(
  db: Db,
  attempts: readonly Attempt[],
  now: number,
): Promise<OpenedRow[]> {
  if (attempts.length === 0) return [];
  return await db
    .insert(audit)
    .values(
      attempts.map((attempt) => ({
        ...attempt,
        siteUrl: attempt.siteUrl ?? null,
        askedAt: new Date(now),
      })),
    )
    .onConflictDoUpdate({
      target: [audit.eventKey, audit.recordingId, audit.change],
      set: { eventKey: sql`excluded.event_key` },
    })
    // PostgreSQL's own mark of a row that this statement has inserted.
    .returning({ ...getTableColumns(audit), fresh: sql<boolean>`xmax = 0` });
}

const returned = z.object({ rows: z.array(z.unknown()) });

/**
 * Settles entries, each in its own way, in one statement.
 *
 * @param which of them: all, or only those that nobody has settled meanwhile
 * @returns how many were settled
 */
export async function settleRows(
  db: Db,
  settled: readonly SettledEntry[],
  now: number,
  which: 'all' | 'open' = 'all',
): Promise<number> {
  if (settled.length === 0) return 0;
  const rows = settled.map(
    ({ id, outcome, trackingId }) =>
      sql`(${id}::bigint, ${outcome}::text, ${trackingId ?? null}::text)`,
  );
  const answer = await db.execute(sql`
    update ${audit} set outcome = ended.outcome, tracking_id = ended.tracking_id,
      settled_at = ${new Date(now).toISOString()}::timestamptz
    from (values ${sql.join(rows, sql`, `)}) as ended (id, outcome, tracking_id)
    where ${audit.id} = ended.id ${which === 'open' ? sql`and ${audit.outcome} is null` : sql``}
    returning ${audit.id}`);
  return returned.parse(answer).rows.length;
}

const EXPORT_PAGE = 500;

/** Who did what to which recording, written before it is done and settled after. Rejects with database errors. */
export function auditLog(db: Db) {
  return {
    /** Opens an entry, or finds the one that this event opened before. */
    open: async (attempt: Attempt, now: number): Promise<Opened> => {
      const [row] = await openRows(db, [attempt], now);
      if (row === undefined) throw new Error('the audit entry was not written');
      return openedOf(row);
    },
    settle: async (
      id: number,
      outcome: string,
      trackingId: string | undefined,
      now: number,
    ): Promise<void> => {
      await db
        .update(audit)
        .set({ outcome, trackingId: trackingId ?? null, settledAt: new Date(now) })
        .where(eq(audit.id, id));
    },
    /** Opens entries for many recordings at once, each named once, as `open` does; in no order. */
    openMany: async (attempts: readonly Attempt[], now: number): Promise<Opened[]> =>
      (await openRows(db, attempts, now)).map(openedOf),
    /** Settles many entries at once. */
    settleMany: async (settled: readonly SettledEntry[], now: number): Promise<void> => {
      await settleRows(db, settled, now);
    },
    /**
     * Settles entries that are still open, by what was observed: an outcome from the attempt itself wins.
     *
     * @returns how many were settled
     */
    settleOpen: (settled: readonly SettledEntry[], now: number): Promise<number> =>
      settleRows(db, settled, now, 'open'),
    /** The last change of a person to a recording that is known to be done. */
    lastDone: async (personId: string, recordingId: string): Promise<AuditedChange | undefined> => {
      const [row] = await db
        .select({ change: audit.change })
        .from(audit)
        .where(
          and(
            eq(audit.personId, personId),
            eq(audit.recordingId, recordingId),
            eq(audit.outcome, 'done'),
            ne(audit.change, 'share'),
          ),
        )
        .orderBy(desc(audit.id))
        .limit(1);
      return row === undefined ? undefined : changeOf(row.change);
    },
    /** When recordings were moved to the recycle bin, by id: as {@link binnedSince}. */
    binnedSince: (recordingIds: readonly string[]): Promise<ReadonlyMap<string, number>> =>
      binnedSince(db, recordingIds),
    /** A person's own attempts, newest first. */
    history: async (personId: string, limit: number): Promise<AuditEntry[]> => {
      const rows = await db
        .select()
        .from(audit)
        .where(eq(audit.personId, personId))
        .orderBy(desc(audit.id))
        .limit(limit);
      return rows.map(entryOf);
    },
    /** Entries requested before this time and still open, after a crash. */
    leftOpen: async (before: number): Promise<AuditEntry[]> => {
      const rows = await db
        .select()
        .from(audit)
        .where(and(isNull(audit.outcome), lt(audit.askedAt, new Date(before))))
        .orderBy(asc(audit.id));
      return rows.map(entryOf);
    },
    /**
     * Entries that are not the last of their person on their recording: its state says nothing of them.
     */
    superseded: async (ids: readonly number[]): Promise<ReadonlySet<number>> => {
      const later = alias(audit, 'later');
      const others = db
        .select({ id: later.id })
        .from(later)
        .where(
          and(
            eq(later.recordingId, audit.recordingId),
            eq(later.personId, audit.personId),
            gt(later.id, audit.id),
            ne(later.change, 'share'),
          ),
        );
      const rows = await db
        .select({ id: audit.id })
        .from(audit)
        .where(and(inArray(audit.id, [...ids]), exists(others)));
      return new Set(rows.map(({ id }) => id));
    },
    /** Whether an event has opened an entry, so that processing it again replays the outcome. */
    isBegun: async (eventKey: string): Promise<boolean> => {
      // A share that Webex refused would be requested again.
      const open = isNull(audit.outcome);
      const begun = or(open, ne(audit.change, 'share'), eq(audit.outcome, 'done'));
      const rows = await db
        .select({ id: audit.id })
        .from(audit)
        .where(and(eq(audit.eventKey, eventKey), begun))
        .limit(1);
      return rows.length > 0;
    },
    /** Entries that an event or a job has opened. */
    ofEvent: async (eventKey: string): Promise<AuditEntry[]> => {
      const rows = await db.select().from(audit).where(eq(audit.eventKey, eventKey));
      return rows.map(entryOf);
    },
    /** Everything since a time, oldest first, page by page. */
    since: async function* (from: number): AsyncGenerator<AuditEntry> {
      let after = 0;
      for (;;) {
        const rows = await db
          .select()
          .from(audit)
          .where(and(gte(audit.askedAt, new Date(from)), sql`${audit.id} > ${after}`))
          .orderBy(asc(audit.id))
          .limit(EXPORT_PAGE);
        yield* rows.map(entryOf);
        const last = rows.at(-1);
        if (last === undefined || rows.length < EXPORT_PAGE) return;
        after = last.id;
      }
    },
  };
}

export type Audit = ReturnType<typeof auditLog>;

function openedOf({ fresh, ...row }: OpenedRow): Opened {
  return { entry: entryOf(row), fresh };
}

function entryOf(row: typeof audit.$inferSelect): AuditEntry {
  return {
    ...row,
    siteUrl: row.siteUrl ?? undefined,
    hostId: row.hostId ?? undefined,
    reason: row.reason ?? undefined,
    change: changeOf(row.change),
    outcome: row.outcome ?? undefined,
    trackingId: row.trackingId ?? undefined,
    askedAt: row.askedAt.getTime(),
    settledAt: row.settledAt?.getTime(),
  };
}

function changeOf(text: string): AuditedChange {
  return text === 'restore' || text === 'delete' || text === 'share' ? text : 'trash';
}
