import { DateTime } from 'luxon';
import { csvField } from '../../audit/export.js';
import type { NewItem } from '../../jobs/job.js';
import { type Recording, recordedAt } from '../../recordings/types.js';
import { zoneOrUtc } from '../../settings/settings.js';
import { inSlices } from '../../util/async.js';
import { words } from '../../util/words.js';
import { type WebexError, isWebexError } from '../../webex/errors.js';
import type { BulkDeps, BulkJob } from './model.js';

/** A found recording, reduced to what the table and the job items need. */
export type Found = Omit<ReturnType<typeof foundOf>, 'meetingId'> &
  Partial<Pick<Recording, 'meetingId'>>;

export function foundOf(recording: Recording) {
  const { id, topic, siteUrl, meetingId, durationSeconds, sizeBytes } = recording;
  // Milliseconds since the epoch. Reports go by when the file was made.
  const times = { createdAt: Date.parse(recording.createTime), recordedAt: recordedAt(recording) };
  return { id, topic, siteUrl, meetingId, ...times, durationSeconds, sizeBytes };
}

/** Without topics. */
export function jobItemsOf(
  found: readonly Found[],
  order: 'oldest first' | 'as given' = 'oldest first',
): NewItem[] {
  // The columns hold whole numbers.
  const whole = (figure: number | undefined) =>
    figure === undefined ? undefined : Math.round(figure);
  const byAge = (one: Found, other: Found): number =>
    one.recordedAt - other.recordedAt || (one.id < other.id ? -1 : 1);
  return (order === 'as given' ? found : found.toSorted(byAge)).map(
    ({ id, siteUrl, sizeBytes, durationSeconds, recordedAt: at }, position) => ({
      position,
      recordingId: id,
      siteUrl,
      sizeBytes: whole(sizeBytes),
      durationSeconds: whole(durationSeconds),
      recordedAt: at,
    }),
  );
}

export interface TableRow extends Omit<Found, 'createdAt' | 'meetingId'> {
  /** The last column: views, or why the recording was not changed. */
  readonly last: string | number | undefined;
}

/**
 * CSV by RFC 4180 with a header; no field can act as a formula. Tens of thousands of rows take a second.
 * @param zone of the times, IANA
 * @param breathe lets other work run now and then
 */
export async function csvOf(
  table: readonly TableRow[],
  last: string,
  zone: string,
  breathe?: () => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const lineOf = (fields: readonly (string | number | null)[]): string =>
    `${fields.map(csvField).join(',')}\r\n`;
  const header = lineOf([
    ...[words.bulk.columnTopic, words.bulk.columnRecorded, words.bulk.columnMinutes],
    ...[words.bulk.columnMegabytes, words.bulk.columnSite, words.bulk.columnId, last],
  ]);
  const line = (row: TableRow): string =>
    lineOf([
      row.topic,
      DateTime.fromMillis(row.recordedAt, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ssZZ"),
      row.durationSeconds === undefined ? null : Math.round(row.durationSeconds / 60),
      row.sizeBytes === undefined ? null : Math.round(row.sizeBytes / 100_000) / 10,
      row.siteUrl ?? null,
      row.id,
      row.last ?? null,
    ]);
  const lines = await inSlices(table, line, breathe);
  // A byte order mark, so that spreadsheets read it as UTF-8.
  return new TextEncoder().encode(`\uFEFF${header}${lines.join('')}`);
}

/** Posts a table below the card. Rejects with a WebexError or a database error. */
export async function postTable(
  { at, personId }: Pick<BulkJob, 'at' | 'personId'>,
  { messaging, settings, now }: BulkDeps,
  rows: readonly TableRow[],
  { last, markdown }: { readonly last: string; readonly markdown: string },
): Promise<void> {
  if (rows.length === 0) return;
  const zone = zoneOrUtc(await settings.of(personId));
  const made = DateTime.fromMillis(now(), { zone }).toFormat('yyyy-MM-dd HH.mm');
  const name = words.bulk.fileName({ made });
  const file = { name, type: 'text/csv', bytes: await csvOf(rows, last, zone), markdown };
  await messaging.postFile({ roomId: at.roomId }, file);
}

/** The most topics that are read again for the table; more would delay the report. */
export const MOST_TOPICS_READ = 500;

/** Why Webex did not take a table, which is logged; undefined once it is posted. */
export async function refusedTable(
  { id }: Pick<BulkJob, 'id'>,
  { log }: BulkDeps,
  post: () => Promise<void>,
): Promise<WebexError | undefined> {
  try {
    await post();
    return undefined;
  } catch (error) {
    if (!isWebexError(error)) throw error;
    log.warn({ err: error, job: id }, 'table not posted');
    return error;
  }
}
