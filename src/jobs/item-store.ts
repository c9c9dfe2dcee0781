import { type SQL, and, asc, count, eq, inArray, isNull, sql, sum } from 'drizzle-orm';
import { jobItems } from '../store/schema.js';
import type { Db } from '../store/store.js';
import { present } from '../util/present.js';
import type { JobItem, NewItem, Settled, Tally } from './job.js';

interface ItemQuery {
  readonly selected?: boolean;
  /** Only those without an outcome. */
  readonly open?: boolean;
  readonly outcomes?: readonly string[];
  /** `position` by default. */
  readonly order?: 'position' | 'oldest' | 'largest';
  readonly offset?: number;
  readonly limit?: number;
}

/** Rows of one statement. */
const ROWS = 1_000;

export function itemStore(db: Db) {
  return {
    /** All or nothing: whoever begins anew after a crash finds the previous selection. */
    replaceItems: async (
      jobId: string,
      items: readonly NewItem[],
      isSelected: (recordingId: string) => boolean,
    ): Promise<void> => {
      await db.transaction(async (all) => {
        await all.delete(jobItems).where(eq(jobItems.jobId, jobId));
        await insertItems(all, jobId, items, isSelected);
      });
    },
    /** Many are read in parts, so that other work gets its turn. */
    items: async (jobId: string, query: ItemQuery = {}): Promise<JobItem[]> => {
      const { order = 'position', limit, offset } = query;
      const part = async (from?: SQL, most = limit ?? MOST_ITEMS): Promise<JobItem[]> => {
        const rows = await db
          .select()
          .from(jobItems)
          .where(and(eq(jobItems.jobId, jobId), from, ...conditions(query)))
          .orderBy(...ITEM_ORDERS[order])
          .limit(most)
          .offset(offset ?? 0);
        return rows.map(itemOf);
      };
      if (limit !== undefined || offset !== undefined || order !== 'position') return await part();
      const all: JobItem[] = [];
      const { position, recordingId } = jobItems;
      for (;;) {
        const last = all.at(-1);
        const behind =
          last && sql`(${position}, ${recordingId}) > (${last.position}, ${last.recordingId})`;
        const more = await part(behind, ROWS);
        for (const one of more) all.push(one);
        if (more.length < ROWS) return all;
      }
    },
    /** Selects or unselects; without ids, all. */
    select: async (
      jobId: string,
      selected: boolean,
      recordingIds?: readonly string[],
    ): Promise<void> => {
      if (recordingIds?.length === 0) return;
      await db
        .update(jobItems)
        .set({ ticked: selected })
        .where(
          and(
            eq(jobItems.jobId, jobId),
            recordingIds && inArray(jobItems.recordingId, [...recordingIds]),
          ),
        );
    },
    settleItems: async (jobId: string, settled: readonly Settled[]): Promise<void> => {
      // One statement for each kind of outcome; a batch has one tracking id.
      for (const { outcome, trackingId, ids } of alike(settled)) {
        await db
          .update(jobItems)
          .set({ outcome, trackingId: trackingId ?? null })
          .where(and(eq(jobItems.jobId, jobId), inArray(jobItems.recordingId, ids)));
      }
    },
    /** Counts all items by site, selection and outcome. */
    tally: async (jobId: string): Promise<Tally[]> => {
      const { siteUrl, ticked, outcome, sizeBytes } = jobItems;
      const rows = await db
        .select({ siteUrl, ticked, outcome, count: count(), bytes: sum(sizeBytes) })
        .from(jobItems)
        .where(eq(jobItems.jobId, jobId))
        .groupBy(siteUrl, ticked, outcome);
      return rows.map((row): Tally => ({
        siteUrl: row.siteUrl ?? undefined,
        selected: row.ticked,
        outcome: row.outcome ?? undefined,
        count: row.count,
        bytes: Number(row.bytes ?? 0),
      }));
    },
  };
}

/** Skips recordings that are among the items already. */
export async function insertItems(
  db: Db,
  jobId: string,
  items: readonly NewItem[],
  isSelected: (recordingId: string) => boolean = () => true,
): Promise<void> {
  for (let at = 0; at < items.length; at += ROWS) {
    // Field by field: an item of another job must not bring along its selection and outcome.
    const rows = items.slice(at, at + ROWS).map((item) => ({
      position: item.position,
      recording_id: item.recordingId,
      site_url: item.siteUrl,
      size_bytes: item.sizeBytes,
      duration_seconds: item.durationSeconds,
      recorded_at: new Date(item.recordedAt).toISOString(),
      ticked: isSelected(item.recordingId),
    }));
    // As one parameter: with eight for each row, the process was blocked for a tenth of a second.
    await db.execute(sql`
      insert into ${jobItems}
        (job_id, position, recording_id, site_url, size_bytes, duration_seconds, recorded_at, ticked)
      select ${jobId}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(
        position int, recording_id text, site_url text, size_bytes bigint, duration_seconds int,
        recorded_at timestamptz, ticked boolean)
      on conflict do nothing`);
  }
}

function alike(settled: readonly Settled[]) {
  const groups = new Map<string, Pick<Settled, 'outcome' | 'trackingId'> & { ids: string[] }>();
  for (const { recordingId, outcome, trackingId } of settled) {
    const key = JSON.stringify([outcome, trackingId]);
    const group = groups.get(key) ?? { outcome, trackingId, ids: [] };
    group.ids.push(recordingId);
    groups.set(key, group);
  }
  return groups.values();
}

/** More than any job holds. */
const MOST_ITEMS = 1_000_000;

const ITEM_ORDERS = {
  position: [asc(jobItems.position), asc(jobItems.recordingId)],
  oldest: [asc(jobItems.recordedAt), asc(jobItems.position)],
  largest: [sql`${jobItems.sizeBytes} desc nulls last`, asc(jobItems.position)],
} as const;

function conditions({ selected: ticked, open, outcomes }: ItemQuery) {
  return present([
    ticked !== undefined && eq(jobItems.ticked, ticked),
    open === true && isNull(jobItems.outcome),
    outcomes && inArray(jobItems.outcome, [...outcomes]),
  ]);
}

function itemOf(row: typeof jobItems.$inferSelect): JobItem {
  const { position, recordingId, ticked } = row;
  return {
    position,
    recordingId,
    siteUrl: row.siteUrl ?? undefined,
    sizeBytes: row.sizeBytes ?? undefined,
    durationSeconds: row.durationSeconds ?? undefined,
    recordedAt: row.recordedAt.getTime(),
    selected: ticked,
    outcome: row.outcome ?? undefined,
    trackingId: row.trackingId ?? undefined,
  };
}
