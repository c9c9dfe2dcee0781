import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { auditLog } from '../audit/audit.js';
import { exportAudit, sinceOf } from '../audit/export.js';
import { type Terminal, withStore } from './terminal.js';
import { codeOf } from '../util/log.js';

const USAGE = `Who did what to which recording, and how it ended, oldest first:

  npm run --silent audit -- --since 30d --format csv > audit.csv
  npm run --silent audit -- --since 2026-08-01 --format json

  --since   30d, 12h, or an ISO date (UTC) or time with its zone; left out: 30d
  --format  csv or json; left out: csv`;

/** Exports the audit to `out`, which is not ended. @returns the exit code */
export async function auditCommand(
  args: readonly string[],
  terminal: Terminal,
  out: Writable,
  now: number,
): Promise<number> {
  const options = optionsIn(args, now);
  if (options === undefined) {
    terminal.complain(USAGE);
    return 2;
  }
  return await withStore(terminal, async ({ db }) => {
    const text = Readable.from(exportAudit(auditLog(db).since(options.from), options.format));
    try {
      await pipeline(text, out, { end: false });
    } catch (error) {
      // `| head` has seen enough.
      if (codeOf(error) !== 'EPIPE') throw error;
    }
    return 0;
  });
}

function optionsIn(args: readonly string[], now: number) {
  const options = { since: { type: 'string' }, format: { type: 'string' } } as const;
  try {
    const { since = '30d', format = 'csv' } = parseArgs({ args: [...args], options }).values;
    const from = sinceOf(since, now);
    if (from === undefined || (format !== 'csv' && format !== 'json')) return undefined;
    return { from, format } as const;
  } catch {
    // Unknown options.
    return undefined;
  }
}
