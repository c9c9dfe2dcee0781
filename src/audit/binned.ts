import { and, desc, eq, inArray, ne } from 'drizzle-orm';
import { audit } from '../store/schema.js';
import type { Db } from '../store/store.js';

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
