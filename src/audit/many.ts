import { getTableColumns, sql } from 'drizzle-orm';
import { z } from 'zod';
import { audit } from '../store/schema.js';
import type { Db } from '../store/store.js';
import type { Attempt, SettledEntry } from './entry.js';

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
