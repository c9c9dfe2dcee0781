import { csvField } from '../../audit/export.js';
import type { NewItem } from '../../jobs/job.js';
import { type Recording, instant } from '../../recordings/types.js';
import { isWebexError } from '../../webex/errors.js';
import type { BulkDeps } from './deps.js';
import type { BulkJob } from './model.js';

/** What is held of a recording that was found, while the rest is looked for. */
export interface Found {
  readonly id: string;
  readonly topic: string;
  readonly siteUrl: string | undefined;
  /** When its file was made: lists go by it. Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly recordedAt: number;
  readonly durationSeconds: number | undefined;
  readonly sizeBytes: number | undefined;
}

/** Of a recording as Webex gives it. */
export function foundOf(recording: Recording): Found {
  const { id, topic, siteUrl, createTime, timeRecorded, durationSeconds, sizeBytes } = recording;
  return {
    id,
    topic,
    siteUrl,
    createdAt: Date.parse(createTime),
    recordedAt: Date.parse(timeRecorded ?? createTime),
    durationSeconds,
    sizeBytes,
  };
}

/** As they are kept: the oldest first, without their topics. */
export function itemsOf(found: readonly Found[]): NewItem[] {
  return found
    .toSorted((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1))
    .map(({ id, siteUrl, sizeBytes, durationSeconds, createdAt }, position) => ({
      position,
      recordingId: id,
      siteUrl,
      // A column of whole numbers.
      sizeBytes: sizeBytes === undefined ? undefined : Math.round(sizeBytes),
      durationSeconds: durationSeconds === undefined ? undefined : Math.round(durationSeconds),
      recordedAt: createdAt,
    }));
}

/** A line of the file that goes with a card. */
export interface TableRow extends Found {
  /** The last column: views, or why it was not done. */
  readonly last: string | number | undefined;
}

/** The file: CSV by RFC 4180 with a header; nothing in it can act as a formula. */
export function csvOf(lines: readonly TableRow[], last: string): Uint8Array<ArrayBuffer> {
  const header = ['topic', 'recorded at', 'minutes', 'MB', 'site', 'id', last];
  const rows = lines.map((line) => [
    line.topic,
    instant(line.recordedAt),
    line.durationSeconds === undefined ? null : Math.round(line.durationSeconds / 60),
    line.sizeBytes === undefined ? null : Math.round(line.sizeBytes / 100_000) / 10,
    line.siteUrl ?? null,
    line.id,
    line.last ?? null,
  ]);
  // A mark at its head, so that spreadsheets read it as UTF-8.
  const text = [header, ...rows].map((row) => `${row.map(csvField).join(',')}\r\n`).join('');
  return new TextEncoder().encode(`\uFEFF${text}`);
}

/** Posts a table below the card; the card is worth more: without the table it does as well. */
export async function postTable(
  { id, at }: BulkJob,
  { messaging, log }: BulkDeps,
  lines: readonly TableRow[],
  { last, markdown }: { readonly last: string; readonly markdown: string },
): Promise<void> {
  if (lines.length === 0) return;
  const name = `recordings-${id.slice(0, 8)}.csv`;
  const file = { name, type: 'text/csv', bytes: csvOf(lines, last), markdown };
  try {
    await messaging.postFile({ roomId: at.roomId }, file);
  } catch (error) {
    if (!isWebexError(error)) throw error;
    log.warn({ err: error, job: id }, 'the table of a job was not posted');
  }
}
