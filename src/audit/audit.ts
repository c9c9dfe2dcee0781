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
 * When recordings were moved to the recycle bin through this bot, where that is the last that was
 * done to them through it: Webex itself does not tell when it was.
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

/** Who did what to which recording, written before it is done and settled after. */
export interface Audit {
  /** Opens an entry, or finds the one that this click opened before. */
  open: (attempt: Attempt, now: number) => Promise<Opened>;
  settle: (
    id: number,
    outcome: string,
    trackingId: string | undefined,
    now: number,
  ) => Promise<void>;
  /** Opens entries for many recordings at once, each named once, as `open` does; in no order. */
  openMany: (attempts: readonly Attempt[], now: number) => Promise<Opened[]>;
  /** Settles many entries at once. */
  settleMany: (settled: readonly SettledEntry[], now: number) => Promise<void>;
  /**
   * Settles those that are still open, by what was seen from aside: whoever made the attempt, and
   * has settled it meanwhile, knows better.
   *
   * @returns how many were settled
   */
  settleOpen: (settled: readonly SettledEntry[], now: number) => Promise<number>;
  /** What this person last did to a recording itself, as far as it was seen to be done. */
  lastDone: (personId: string, recordingId: string) => Promise<AuditedChange | undefined>;
  /** When recordings were moved to the recycle bin, by id: as {@link binnedSince}. */
  binnedSince: (recordingIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** A person's own attempts, newest first. */
  history: (personId: string, limit: number) => Promise<AuditEntry[]>;
  /** Attempts asked for before this time and still open: a crash came between. */
  leftOpen: (before: number) => Promise<AuditEntry[]>;
  /**
   * Which of these entries are not the last of their person on their recording: what is seen of the
   * recording tells nothing of them any more.
   */
  superseded: (ids: readonly number[]) => Promise<ReadonlySet<number>>;
  /** Whether an event has opened an entry, so that to work it off once more tells how that ended. */
  isBegun: (eventKey: string) => Promise<boolean>;
  /** Entries that an event or a job has opened. */
  ofEvent: (eventKey: string) => Promise<AuditEntry[]>;
  /** Everything since a time, oldest first, page by page. */
  since: (from: number) => AsyncGenerator<AuditEntry>;
}

const EXPORT_PAGE = 500;

/** The audit table. Rejects with what the database says. */
export function auditLog(db: Db): Audit {
  return {
    open: async (attempt, now) => {
      const [row] = await openRows(db, [attempt], now);
      if (row === undefined) throw new Error('the audit entry was not written');
      return openedOf(row);
    },
    settle: async (id, outcome, trackingId, now) => {
      await db
        .update(audit)
        .set({ outcome, trackingId: trackingId ?? null, settledAt: new Date(now) })
        .where(eq(audit.id, id));
    },
    openMany: async (attempts, now) => (await openRows(db, attempts, now)).map(openedOf),
    settleMany: async (settled, now) => {
      await settleRows(db, settled, now);
    },
    settleOpen: (settled, now) => settleRows(db, settled, now, 'open'),
    lastDone: async (personId, recordingId) => {
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
    binnedSince: (recordingIds) => binnedSince(db, recordingIds),
    history: async (personId, limit) => {
      const rows = await db
        .select()
        .from(audit)
        .where(eq(audit.personId, personId))
        .orderBy(desc(audit.id))
        .limit(limit);
      return rows.map(entryOf);
    },
    leftOpen: async (before) => {
      const rows = await db
        .select()
        .from(audit)
        .where(and(isNull(audit.outcome), lt(audit.askedAt, new Date(before))))
        .orderBy(asc(audit.id));
      return rows.map(entryOf);
    },
    superseded: async (ids) => {
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
    isBegun: async (eventKey) => {
      // What Webex has once refused to share would be asked for again.
      const open = isNull(audit.outcome);
      const begun = or(open, ne(audit.change, 'share'), eq(audit.outcome, 'done'));
      const rows = await db
        .select({ id: audit.id })
        .from(audit)
        .where(and(eq(audit.eventKey, eventKey), begun))
        .limit(1);
      return rows.length > 0;
    },
    ofEvent: async (eventKey) => {
      const rows = await db.select().from(audit).where(eq(audit.eventKey, eventKey));
      return rows.map(entryOf);
    },
    since: async function* (from) {
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
