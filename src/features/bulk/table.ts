import { csvField } from '../../audit/export.js';
import type { NewItem } from '../../jobs/job.js';
import { type Recording, instant } from '../../recordings/types.js';
import { isWebexError } from '../../webex/errors.js';
import { topicsOf } from './actor.js';
import { type BulkDeps, type BulkJob, isUnchanged, isUnsure, whyOf } from './model.js';

/** A found recording, reduced to what the table and the job items need. */
export type Found = ReturnType<typeof foundOf>;

export function foundOf(recording: Recording) {
  const { id, topic, siteUrl, createTime, timeRecorded, durationSeconds, sizeBytes } = recording;
  // Milliseconds since the epoch. Lists go by when the file was made.
  const createdAt = Date.parse(createTime);
  const recordedAt = Date.parse(timeRecorded ?? createTime);
  return { id, topic, siteUrl, createdAt, recordedAt, durationSeconds, sizeBytes };
}

/** The oldest first, without topics. */
export function itemsOf(found: readonly Found[]): NewItem[] {
  // The columns hold whole numbers.
  const whole = (figure: number | undefined) =>
    figure === undefined ? undefined : Math.round(figure);
  return found
    .toSorted((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1))
    .map(({ id, siteUrl, sizeBytes, durationSeconds, createdAt }, position) => ({
      position,
      recordingId: id,
      siteUrl,
      sizeBytes: whole(sizeBytes),
      durationSeconds: whole(durationSeconds),
      recordedAt: createdAt,
    }));
}

export interface TableRow extends Found {
  /** The last column: views, or why the recording was not changed. */
  readonly last: string | number | undefined;
}

/** CSV by RFC 4180 with a header; no field can act as a formula. */
export function csvOf(table: readonly TableRow[], last: string): Uint8Array<ArrayBuffer> {
  const header = ['topic', 'recorded at', 'minutes', 'MB', 'site', 'id', last];
  const rows = table.map((row) => [
    row.topic,
    instant(row.recordedAt),
    row.durationSeconds === undefined ? null : Math.round(row.durationSeconds / 60),
    row.sizeBytes === undefined ? null : Math.round(row.sizeBytes / 100_000) / 10,
    row.siteUrl ?? null,
    row.id,
    row.last ?? null,
  ]);
  // A byte order mark, so that spreadsheets read it as UTF-8.
  const text = [header, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
  return new TextEncoder().encode(`\uFEFF${text}`);
}

/** Posts a table below the card; the card stands without it when that fails. */
export async function postTable(
  { id, at }: BulkJob,
  { messaging, log }: BulkDeps,
  rows: readonly TableRow[],
  { last, markdown }: { readonly last: string; readonly markdown: string },
): Promise<void> {
  if (rows.length === 0) return;
  const name = `recordings-${id.slice(0, 8)}.csv`;
  const file = { name, type: 'text/csv', bytes: csvOf(rows, last), markdown };
  try {
    await messaging.postFile({ roomId: at.roomId }, file);
  } catch (error) {
    if (!isWebexError(error)) throw error;
    log.warn({ err: error, job: id }, 'table not posted');
  }
}

/** Topics read again for the table; more would keep the report waiting. */
const MOST_TOPICS = 500;

/** Posts a table of the recordings that were not changed, with the reason of each. */
export async function postRefusedTable(job: BulkJob, deps: BulkDeps): Promise<void> {
  const items = await deps.jobs.store.items(job.id, { selected: true });
  const left = items.filter(({ outcome }) => isUnchanged(outcome) || isUnsure(outcome));
  const ids = left.slice(0, MOST_TOPICS).map(({ recordingId }) => recordingId);
  const topics = await topicsOf(deps, job, ids);
  const rows = left.map((item) => ({
    ...item,
    id: item.recordingId,
    topic: topics.get(item.recordingId) ?? '',
    createdAt: item.recordedAt,
    last: isUnsure(item.outcome) ? 'It could not be seen.' : whyOf(item.outcome ?? ''),
  }));
  const markdown = 'What did not come about, as a table:';
  await postTable(job, deps, rows, { last: 'why', markdown });
}
