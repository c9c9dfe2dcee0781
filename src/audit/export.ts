import { z } from 'zod';
import { DAY, HOUR } from '../util/time.js';
import type { AuditEntry } from './audit.js';

export type ExportFormat = 'csv' | 'json';

// Both formats take their order from here.
const COLUMNS = [
  'id',
  'askedAt',
  'settledAt',
  'personId',
  'authority',
  'hostId',
  'change',
  'recordingId',
  'siteUrl',
  'reason',
  'outcome',
  'trackingId',
  'eventKey',
] as const satisfies readonly (keyof AuditEntry)[];

/** CSV by RFC 4180 with a header, or one JSON array. Times are ISO 8601 in UTC; unknown is empty, or null. */
export async function* exportAudit(
  entries: AsyncIterable<AuditEntry>,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') {
    yield `${COLUMNS.map(csvField).join(',')}\r\n`;
    for await (const entry of entries) {
      yield `${COLUMNS.map((column) => csvField(valueOf(entry, column))).join(',')}\r\n`;
    }
    return;
  }
  let before = '[\n';
  for await (const entry of entries) {
    const row = COLUMNS.map((column) => [column, valueOf(entry, column)]);
    yield before + JSON.stringify(Object.fromEntries(row));
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

function valueOf(entry: AuditEntry, column: (typeof COLUMNS)[number]): string | number | null {
  const value = entry[column];
  const isTime = column === 'askedAt' || column === 'settledAt';
  return isTime && typeof value === 'number' ? new Date(value).toISOString() : (value ?? null);
}

/** A formula can also begin behind invisible characters, or behind a semicolon that separates fields. */
const FORMULA = /(^|[;\t\r\n])([\s\p{C}\p{DI}"]*)(?=[=+\-@＝＋－＠﹦﹢﹣﹫−])/gu;

/**
 * One field of CSV, quoted unless it is a number. What a spreadsheet would take for a formula gets an
 * apostrophe in front: a topic, a site or an id is what anybody chose.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvField(value: string | number | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const safe = value.replace(FORMULA, "$1$2'").replace(/^(?=[\t\r\n])(?![^]*')/, "'");
  return `"${safe.replaceAll('"', '""')}"`;
}

const dateOrTime = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/**
 * Milliseconds since the epoch, from `30d`, `12h`, or an ISO date (midnight UTC) or date and time with
 * its zone; undefined for any other text.
 */
export function sinceOf(text: string, now: number): number | undefined {
  const [, count, unit] = /^(\d{1,5})([dh])$/.exec(text) ?? [];
  if (count !== undefined) return now - Number(count) * (unit === 'd' ? DAY : HOUR);
  return dateOrTime.safeParse(text).success ? Date.parse(text) : undefined;
}
