import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CALL_KINDS, type CallKind } from '../../src/webex/errors.js';

const lines = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')
  .split('\n')
  .map((line) => line.replace(/ +/g, ' '));

/** A row of the table of statuses in docs/errors.md. */
export interface StatusRow {
  /** e.g. `429`, or `no answer`. */
  readonly status: string;
  readonly told: string;
  readonly advice: string;
  /** None where the table has a dash. */
  readonly button: string | undefined;
  /** How often Webex is asked in all. */
  readonly asked: number;
}

/** What each status means to a kind of call: the rows of its table go before those for all. */
export function statusRows(kind: CallKind): StatusRow[] {
  const rows = new Map(rowsOf('Status').map((row) => [row.status, row]));
  for (const row of rowsOf(headingOf(kind))) rows.set(row.status, row);
  const order = [...rows.keys()].sort(
    (one, other) => (Number(one) || 999) - (Number(other) || 999),
  );
  return order.flatMap((status) => rows.get(status) ?? []);
}

/** A row of the table of Webex's words. */
export interface ReasonRow extends Pick<StatusRow, 'told' | 'advice' | 'button'> {
  readonly reason: string;
  readonly words: string;
}

export function reasonRows(): ReasonRow[] {
  return rowsBelow('Reason').map(
    ([reason = '', words = '', told = '', advice = '', button = '']) => ({
      ...{ reason, words, told, advice },
      button: button === '–' ? undefined : button,
    }),
  );
}

export { CALL_KINDS };

function headingOf(kind: CallKind): string {
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

function rowsOf(heading: string): StatusRow[] {
  return rowsBelow(heading).map(([status = '', , told = '', advice = '', button = '', asked]) => ({
    ...{ status, told, advice, asked: Number(asked) },
    button: button === '–' ? undefined : button,
  }));
}

/** What is told when a change ended like this, as a pattern: “…” stands for any topic. */
export function outcomePattern(ending: string): RegExp {
  const told = rowsBelow('How it ended').find(([name]) => name === ending)?.[1];
  assert.ok(told, `docs/errors.md tells of no "${ending}"`);
  const literal = told.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(literal.replace(/“…”/g, '“.+”').replace(/…/g, '.+'));
}

function rowsBelow(firstHeading: string): string[][] {
  const start = lines.findIndex((line) => line.startsWith(`| ${firstHeading} |`));
  assert.ok(start >= 0, firstHeading);
  const rest = lines.slice(start + 2);
  const end = rest.findIndex((line) => !line.startsWith('|'));
  return rest.slice(0, end < 0 ? undefined : end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
