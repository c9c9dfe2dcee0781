import { and, asc, desc, eq, getTableColumns, gte, isNull, lt, ne, sql } from 'drizzle-orm';
import { audit } from '../store/schema.js';
import type { Db } from '../store/store.js';
import { binnedSince } from './binned.js';
import { openRows, settleRows } from './many.js';

/** What can be done to a recording, and to who sees it (`share`: to whom is not kept). */
export type AuditedChange = 'trash' | 'restore' | 'delete' | 'share';

/** An attempt to change a recording, before it is made. Holds no topic, no link and no password. */
export interface Attempt {
  /** UUID of the person who acts. */
  readonly personId: string;
  /** On whose authority: `own` account, or the `personal-token` that the bot was configured with. */
  readonly authority: string;
  readonly recordingId: string;
  readonly siteUrl: string | undefined;
  readonly change: AuditedChange;
  /** UUID of the host, where somebody acts on another person's recording. */
  readonly hostId?: string | undefined;
  /** Why, where Webex asks for a reason. */
  readonly reason?: string | undefined;
  /** The click that asked for it: delivered again, it is still the same attempt. */
  readonly eventKey: string;
}

/** An attempt as it is kept. */
export interface AuditEntry extends Attempt {
  readonly id: number;
  /** How it ended: a kind of Outcome; undefined while it is open. */
  readonly outcome: string | undefined;
  readonly trackingId: string | undefined;
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  readonly settledAt: number | undefined;
}

/** An open entry, and whether this is the first time that this click asks for it. */
export interface Opened {
  readonly entry: AuditEntry;
  readonly fresh: boolean;
}

/** How an entry ended. */
export interface SettledEntry {
  readonly id: number;
  readonly outcome: string;
  readonly trackingId?: string | undefined;
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
  /** What this person last did to a recording itself, as far as it was seen to be done. */
  lastDone: (personId: string, recordingId: string) => Promise<AuditedChange | undefined>;
  /** When recordings were moved to the recycle bin, by id: as {@link binnedSince}. */
  binnedSince: (recordingIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  /** A person's own attempts, newest first. */
  history: (personId: string, limit: number) => Promise<AuditEntry[]>;
  /** Attempts asked for before this time and still open: a crash came between. */
  leftOpen: (before: number) => Promise<AuditEntry[]>;
  /** Entries that an event or a job has opened and not settled. */
  openOf: (eventKey: string) => Promise<AuditEntry[]>;
  /** Everything since a time, oldest first, page by page. */
  since: (from: number) => AsyncGenerator<AuditEntry>;
}

const EXPORT_PAGE = 500;

/** The audit table. Rejects with what the database says. */
export function auditLog(db: Db): Audit {
  return {
    open: async (attempt, now) => {
      const values = { ...attempt, siteUrl: attempt.siteUrl ?? null, askedAt: new Date(now) };
      const [row] = await db
        .insert(audit)
        .values(values)
        // The same click again: nothing changes, but the row is given back.
        .onConflictDoUpdate({
          target: [audit.eventKey, audit.recordingId, audit.change],
          set: { eventKey: sql`excluded.event_key` },
        })
        // PostgreSQL's own mark of a row that this statement has inserted.
        .returning({ ...getTableColumns(audit), fresh: sql<boolean>`xmax = 0` });
      if (row === undefined) throw new Error('the audit entry was not written');
      const { fresh, ...entry } = row;
      return { entry: entryOf(entry), fresh };
    },
    settle: async (id, outcome, trackingId, now) => {
      await db
        .update(audit)
        .set({ outcome, trackingId: trackingId ?? null, settledAt: new Date(now) })
        .where(eq(audit.id, id));
    },
    openMany: async (attempts, now) =>
      (await openRows(db, attempts, now)).map(({ fresh, ...row }) => ({
        entry: entryOf(row),
        fresh,
      })),
    settleMany: (settled, now) => settleRows(db, settled, now),
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
    openOf: async (eventKey) => {
      const rows = await db
        .select()
        .from(audit)
        .where(and(eq(audit.eventKey, eventKey), isNull(audit.outcome)));
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
