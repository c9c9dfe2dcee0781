import {
  type SQL,
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNull,
  lt,
  max,
  ne,
  or,
  sql,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { IdempotencyKey } from '../util/permit.js';
import { audit } from '../store/schema.js';
import type { Db } from '../store/store.js';

const auditedChange = z.enum(['trash', 'restore', 'delete', 'share']);
/** `share` changes who sees a recording; the people are not stored. */
export type AuditedChange = z.infer<typeof auditedChange>;

/** A change that is about to be requested. Holds no topic, no link and no password. */
export interface Attempt {
  /** UUID of the person who acts. */
  readonly personId: string;
  /** The kind of token: `own` for the person's account, or e.g. `personal-token` by configuration. */
  readonly authority: string;
  readonly recordingId: string;
  readonly siteUrl: string | undefined;
  readonly change: AuditedChange;
  /** UUID of the host, where somebody acts on another person's recording. */
  readonly hostId?: string | undefined;
  /** Only for changes that Webex takes one for. */
  readonly reason?: string | undefined;
  /** An event delivered again is the same attempt. */
  readonly eventKey: IdempotencyKey;
}

export interface AuditEntry extends Omit<Attempt, 'eventKey'> {
  readonly id: number;
  readonly eventKey: string;
  /** A kind of Outcome; undefined while the entry is open. */
  readonly outcome: string | undefined;
  readonly trackingId: string | undefined;
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  readonly settledAt: number | undefined;
}

/** All changes of one kind that one event or job requested. */
export interface AuditRequest {
  /** The last of them. */
  readonly entry: AuditEntry;
  /** In no order; undefined while an entry is open. */
  readonly outcomes: readonly { readonly outcome: string | undefined; readonly count: number }[];
}

/** `fresh` when this event opened the entry for the first time. */
interface Opened {
  readonly entry: AuditEntry;
  readonly fresh: boolean;
}

export type SettledEntry = Pick<AuditEntry, 'id'> & {
  readonly outcome: string;
  readonly trackingId?: string | undefined;
};

const returned = z.object({ rows: z.array(z.unknown()) });

const EXPORT_PAGE = 500;

/** Who did what to which recording: written before, settled after. Rejects with database errors. */
export function auditLog(db: Db) {
  const select = (where: SQL | undefined) => db.select().from(audit).where(where);
  const perhapsDone = inArray(audit.outcome, ['done', 'not-seen', 'unsure']);
  const doneToState = and(eq(audit.outcome, 'done'), ne(audit.change, 'share'));

  /** The last matching entry of each recording. */
  const lastOf = (recordingIds: readonly string[], which: SQL | undefined) =>
    db
      .selectDistinctOn([audit.recordingId])
      .from(audit)
      .where(and(inArray(audit.recordingId, [...recordingIds]), which))
      .orderBy(audit.recordingId, desc(audit.id));

  const openMany = async (attempts: readonly Attempt[], now: number): Promise<Opened[]> => {
    if (attempts.length === 0) return [];
    const askedAt = new Date(now);
    const rows = await db
      .insert(audit)
      .values(attempts.map((attempt) => ({ ...attempt, askedAt })))
      .onConflictDoUpdate({
        target: [audit.eventKey, audit.recordingId, audit.change],
        set: { eventKey: sql`excluded.event_key` },
      })
      // In PostgreSQL, xmax is 0 for a row that this statement has inserted.
      .returning({ ...getTableColumns(audit), fresh: sql<boolean>`xmax = 0` });
    return rows.map(({ fresh, ...row }) => ({ entry: entryOf(row), fresh }));
  };

  /** @returns how many were settled */
  const settleRows = async (
    settled: readonly SettledEntry[],
    now: number,
    which: SQL = sql`true`,
  ): Promise<number> => {
    if (settled.length === 0) return 0;
    const rows = settled.map(
      ({ id, outcome, trackingId }) =>
        sql`(${id}::bigint, ${outcome}::text, ${trackingId ?? null}::text)`,
    );
    const answer = await db.execute(sql`
      update ${audit} set outcome = ended.outcome, tracking_id = ended.tracking_id,
        settled_at = ${new Date(now).toISOString()}::timestamptz
      from (values ${sql.join(rows, sql`, `)}) as ended (id, outcome, tracking_id)
      where ${audit.id} = ended.id and ${which}
      returning ${audit.id}`);
    return returned.parse(answer).rows.length;
  };

  return {
    /** Opens an entry, or returns the one that this event opened before. */
    open: async (attempt: Attempt, now: number): Promise<Opened> => {
      const [opened] = await openMany([attempt], now);
      if (opened === undefined) throw new Error('the audit entry was not written');
      return opened;
    },
    settle: async (
      id: number,
      outcome: string,
      trackingId: string | undefined,
      now: number,
    ): Promise<void> => {
      await settleRows([{ id, outcome, trackingId }], now);
    },
    /** As `open`, for many recordings, each named once, in one statement; in no order. */
    openMany,
    settleMany: settleRows,
    /** Only entries that are still open: an outcome from the attempt itself wins. @returns how many */
    settleOpen: (settled: readonly SettledEntry[], now: number): Promise<number> =>
      settleRows(settled, now, isNull(audit.outcome)),
    /** Each recording's last change by the person that was, or may have been, done; without this event's. */
    lastChanges: async (
      personId: string,
      recordingIds: readonly string[],
      eventKey: string,
    ): Promise<ReadonlyMap<string, AuditedChange>> => {
      const others = and(ne(audit.eventKey, eventKey), ne(audit.change, 'share'));
      const theirs = and(eq(audit.personId, personId), others);
      const rows = await lastOf(recordingIds, and(theirs, or(isNull(audit.outcome), perhapsDone)));
      return new Map(rows.map((row) => [row.recordingId, changeOf(row.change)]));
    },
    /**
     * When recordings were moved to the recycle bin (milliseconds since the epoch), where that was this
     * bot's last change to them: Webex does not say.
     */
    binnedSince: async (recordingIds: readonly string[]): Promise<ReadonlyMap<string, number>> => {
      const rows = await lastOf(recordingIds, doneToState);
      const binned = rows.filter((row) => row.change === 'trash');
      return new Map(binned.map((row) => [row.recordingId, row.askedAt.getTime()]));
    },
    /** Own recordings that the person moved to the recycle bin in that span; some may have left it since. */
    binnedBetween: async (personId: string, from: number, to: number): Promise<string[]> => {
      const theirs = and(eq(audit.personId, personId), isNull(audit.hostId));
      const rows = await db
        .selectDistinct({ id: audit.recordingId })
        .from(audit)
        .where(and(theirs, eq(audit.change, 'trash'), doneToState, askedBetween(from, to)));
      return rows.map(({ id }) => id);
    },
    /**
     * A person's own requests, the newest first: what one click or one job changed is one of them.
     * @param start so many newer ones are left out
     * @param asked when, from the first up to the second, in milliseconds since the epoch
     * @param of their kinds; by default all
     */
    requests: async (
      personId: string,
      start: number,
      limit: number,
      asked?: { readonly from: number; readonly to: number },
      of: readonly AuditedChange[] = auditedChange.options,
      recordingIds?: readonly string[],
    ): Promise<AuditRequest[]> => {
      const { eventKey, change, outcome, id } = audit;
      const these = recordingIds && inArray(audit.recordingId, [...recordingIds]);
      const theirs = and(eq(audit.personId, personId), these);
      const last = max(id).mapWith(Number);
      const groups = await db
        .select({ eventKey, change, last })
        .from(audit)
        .where(and(theirs, inArray(change, [...of]), asked && askedBetween(asked.from, asked.to)))
        .groupBy(eventKey, change)
        .orderBy(desc(max(audit.askedAt)), desc(max(id)))
        .offset(start)
        .limit(limit);
      if (groups.length === 0) return [];
      const ofThese = inArray(eventKey, [...new Set(groups.map((group) => group.eventKey))]);
      const [entries, counts] = await Promise.all([
        select(
          inArray(
            id,
            groups.map((group) => group.last),
          ),
        ),
        db
          .select({ eventKey, change, outcome, count: count() })
          .from(audit)
          .where(and(theirs, ofThese))
          .groupBy(eventKey, change, outcome),
      ]);
      return entries
        .sort((one, other) => +other.askedAt - +one.askedAt || other.id - one.id)
        .map((row) => {
          const outcomes = counts
            .filter((one) => one.eventKey === row.eventKey && one.change === row.change)
            .map(({ outcome, count }) => ({ outcome: outcome ?? undefined, count }));
          return { entry: entryOf(row), outcomes };
        });
    },
    /** Entries requested before this time and still open, after a crash. */
    leftOpen: async (before: number): Promise<AuditEntry[]> => {
      const open = and(isNull(audit.outcome), lt(audit.askedAt, new Date(before)));
      return (await select(open).orderBy(asc(audit.id))).map(entryOf);
    },
    /** Entries that the same person changed the recording after: its state says nothing about them. */
    superseded: async (ids: readonly number[]): Promise<ReadonlySet<number>> => {
      const later = alias(audit, 'later');
      const sameRecording = and(
        eq(later.recordingId, audit.recordingId),
        eq(later.personId, audit.personId),
      );
      const others = db
        .select({ id: later.id })
        .from(later)
        .where(and(sameRecording, gt(later.id, audit.id), ne(later.change, 'share')));
      const rows = await select(and(inArray(audit.id, [...ids]), exists(others)));
      return new Set(rows.map(({ id }) => id));
    },
    /** True when the event has opened an entry, so that processing it again replays the outcome. */
    isBegun: async (eventKey: string): Promise<boolean> => {
      // A share that Webex refused would be requested again.
      const open = isNull(audit.outcome);
      const begun = or(open, ne(audit.change, 'share'), eq(audit.outcome, 'done'));
      return (await select(and(eq(audit.eventKey, eventKey), begun)).limit(1)).length > 0;
    },
    /** Entries that an event or a job has opened. */
    ofEvent: async (eventKey: string): Promise<AuditEntry[]> =>
      (await select(eq(audit.eventKey, eventKey))).map(entryOf),
    /** Everything since a time, oldest first, page by page. */
    since: async function* (from: number): AsyncGenerator<AuditEntry> {
      let after = 0;
      for (;;) {
        const rest = and(gte(audit.askedAt, new Date(from)), gt(audit.id, after));
        const rows = await select(rest).orderBy(asc(audit.id)).limit(EXPORT_PAGE);
        yield* rows.map(entryOf);
        const last = rows.at(-1);
        if (last === undefined || rows.length < EXPORT_PAGE) return;
        after = last.id;
      }
    },
  };
}

/** In milliseconds since the epoch; `to` is exclusive. */
function askedBetween(from: number, to: number) {
  return and(gte(audit.askedAt, new Date(from)), lt(audit.askedAt, new Date(to)));
}

export type Audit = ReturnType<typeof auditLog>;

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
  return auditedChange.catch('trash').parse(text);
}
