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

/**
 * The audit as text, piece by piece, however long it is: CSV by RFC 4180 with a header, or one JSON
 * array. Times are ISO 8601 in UTC; what is not known is empty, or null.
 */
export async function* exportAudit(
  entries: AsyncIterable<AuditEntry>,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') {
    yield `${COLUMNS.join(',')}\r\n`;
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

/**
 * One field of CSV. What a spreadsheet would take for a formula gets an apostrophe in front: a site
 * or an id comes from a card's data, which anyone may have changed.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvField(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const isFormula = typeof value === 'string' && /^[=+\-@\t\r\n＝＋－＠]/u.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const UNITS: Readonly<Record<string, number>> = { d: DAY, h: HOUR };
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/**
 * The start of an export, in milliseconds since the epoch; undefined when the text is not understood.
 *
 * @param text `30d`, `12h`, or an ISO date (midnight UTC) or date and time with its zone
 */
export function sinceOf(text: string, now: number): number | undefined {
  const [, count, unit = ''] = /^(\d{1,5})([dh])$/.exec(text) ?? [];
  const ms = UNITS[unit];
  if (count !== undefined && ms !== undefined) return now - Number(count) * ms;
  return moment.safeParse(text).success ? Date.parse(text) : undefined;
}
