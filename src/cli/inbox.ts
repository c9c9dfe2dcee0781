import { deadLetters, partitionSignal } from '../events/inbox-store.js';
import type { Store } from '../store/store.js';
import { createLog } from '../util/log.js';
import { type Terminal, withStore } from './terminal.js';

const USAGE = `What the bot gave up, after it had tried for some minutes:

  npm run inbox -- list           lists it
  npm run inbox -- replay SEQ     tries one of them again
  npm run inbox -- replay all     tries all of them again`;

/** Lists or replays dead-lettered events. @returns the exit code */
export async function inboxCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const run = subcommandIn(args);
  if (run === undefined) {
    terminal.complain(USAGE);
    return 2;
  }
  return await withStore(terminal, (store) => run(store, terminal));
}

type Subcommand = (store: Store, terminal: Terminal) => Promise<number>;

function subcommandIn([verb = 'list', which, ...more]: readonly string[]): Subcommand | undefined {
  if (more.length > 0) return undefined;
  if (verb === 'list' && which === undefined) return listDeadLetters;
  const seq = which === 'all' ? which : Number(which);
  if (verb !== 'replay' || (seq !== 'all' && !(Number.isSafeInteger(seq) && seq > 0))) {
    return undefined;
  }
  return (store, terminal) => replay(store, seq, terminal);
}

async function listDeadLetters({ db }: Store, { say }: Terminal): Promise<number> {
  const letters = await deadLetters(db).list();
  if (letters.length === 0) {
    say('Nothing was given up.');
    return 0;
  }
  const rows = letters.map(({ seq, endedAt, resource, failure, attempts }) => [
    String(seq),
    endedAt.toISOString(),
    resource,
    failure,
    String(attempts),
  ]);
  for (const line of columns([['SEQ', 'GIVEN UP', 'RESOURCE', 'FAILURE', 'ATTEMPTS'], ...rows])) {
    say(line);
  }
  return 0;
}

async function replay(
  store: Store,
  which: number | 'all',
  { say, complain }: Terminal,
): Promise<number> {
  const partitions = await deadLetters(store.db).replay(which);
  if (partitions.length === 0 && which !== 'all') {
    complain(`Nothing that was given up has the number ${which}: see the list.`);
    return 1;
  }
  if (partitions.length > 0) await wake(store, new Set(partitions));
  const waits = store.kind === 'pglite' && partitions.length > 0;
  const when = waits ? ' The bot takes it up when it starts.' : '';
  say(`Put back: ${partitions.length}.${when}`);
  return 0;
}

/** The process that does the work need not wait for its next sweep. */
async function wake(store: Store, partitions: ReadonlySet<string>): Promise<void> {
  const signal = partitionSignal(store, createLog('warn'));
  for (const partition of partitions) await signal.notifyOthers(partition);
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows.map((row) => {
    const cells = row.map((cell, at) => cell.padEnd(widths[at] ?? 0));
    return cells.join('  ').trimEnd();
  });
}
