import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { launchPostgres } from '../../test/support/launch-postgres.js';
import { median } from '../measure/statistics.js';
import { CONTESTANTS, type Name } from './contestants.js';
import { type Asked, DEADLY, type Said } from './process.js';

/*
 * npm run bench:queue -- [--with graphile-worker,pg-boss,dbos] [--events 1000]
 *
 * Our queue beside those that people would reach for, which are installed into a folder of their own.
 * Two processes, twenty spaces, order kept in each; PostgreSQL flushes each commit to the disk.
 */
const { values } = parseArgs({
  options: {
    with: { type: 'string', default: '' },
    events: { type: 'string', default: '1000' },
  },
});
const SPACES = 20;
const ONE_BY_ONE = 60;
const IN_FLIGHT = 40;
const PATIENCE_MS = 60_000;
const events = Number(values.events);
const wanted = ['ours', ...values.with.split(',').filter((name) => name in CONTESTANTS)] as Name[];
// pg-boss 12 does not even install on an older one.
const isTooOld = (name: Name): boolean =>
  name === 'pg-boss' && process.version.localeCompare('v22.12.0', 'en', { numeric: true }) < 0;
const names = wanted.filter((name) => !isTooOld(name));
for (const name of wanted.filter(isTooOld)) process.stdout.write(`${name} needs Node 22.12\n`);

const folder = mkdtempSync(join(tmpdir(), 'bot-queues-'));
writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
const packages = names.flatMap((name) => CONTESTANTS[name].needs ?? []);
if (packages.length > 0) {
  execFileSync('npm', ['install', '--no-audit', '--no-fund', ...packages], { cwd: folder });
}
const postgres = await launchPostgres([]);
try {
  process.stdout.write(
    '| queue | to keep, ms | to the handler, ms | events/s | CPU, ms each | after SIGKILL, s |\n',
  );
  process.stdout.write('| --- | --: | --: | --: | --: | --: |\n');
  for (const name of names)
    process.stdout.write(`${await measured(name, postgres.urlOf('postgres'))}\n`);
} finally {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** @returns a row of the table */
async function measured(name: Name, url: string): Promise<string> {
  const kept = new Map<string, { readonly ms: number; readonly at: number }>();
  const handled = new Map<string, number[]>();
  const start = async (survivor: boolean): Promise<ChildProcess> => {
    const child = fork(fileURLToPath(new URL('process.ts', import.meta.url)), [name, url, folder], {
      execArgv: ['--import', 'tsx'],
      env: { PATH: process.env.PATH, SURVIVOR: survivor ? 'yes' : 'no' },
    });
    const ready = new Promise<void>((resolve, reject) => {
      child.once('exit', () => reject(new Error(`${name} ended`)));
      child.on('message', (said: Said) => {
        if ('ready' in said) resolve();
        else if ('kept' in said) kept.set(said.kept, said);
        else if ('handled' in said) {
          handled.set(said.handled, [...(handled.get(said.handled) ?? []), said.at]);
        }
      });
    });
    await ready;
    return child;
  };
  const ask = (child: ChildProcess, asked: Asked): void => void child.send(asked);
  const cpuOf = (child: ChildProcess): Promise<number> =>
    new Promise((resolve) => {
      const heard = (said: Said): void => {
        if (!('cpuMs' in said)) return;
        child.off('message', heard);
        resolve(said.cpuMs);
      };
      child.on('message', heard);
      ask(child, 'cpu');
    });
  const both = [await start(false), await start(true)] as const;
  const of = (n: number): ChildProcess => both[n % 2] ?? both[0];
  const isHandled = (id: string): boolean => handled.has(id);

  for (let n = 0; n < ONE_BY_ONE; n += 1) {
    ask(of(n), { accept: `one ${n}`, space: `space ${n % SPACES}` });
    await until(() => isHandled(`one ${n}`) && kept.has(`one ${n}`));
  }
  const single = Array.from({ length: ONE_BY_ONE }, (_, n) => `one ${n}`).slice(10);
  const keepMs = median(single.map((id) => kept.get(id)?.ms ?? NaN));
  const handleMs = median(
    single.map(
      (id) => (handled.get(id)?.[0] ?? NaN) - (kept.get(id)?.at ?? NaN) + (kept.get(id)?.ms ?? 0),
    ),
  );

  const before = await Promise.all(both.map(cpuOf));
  const begun = performance.now();
  for (let n = 0; n < events; n += 1) {
    await until(() => handled.size - ONE_BY_ONE > n - IN_FLIGHT);
    ask(of(n), { accept: `many ${n}`, space: `space ${n % SPACES}` });
  }
  await until(() => handled.size === ONE_BY_ONE + events);
  const seconds = (performance.now() - begun) / 1000;
  const after = await Promise.all(both.map(cpuOf));
  const cpuMs = after.reduce((sum, ms, n) => sum + ms - (before[n] ?? 0), 0) / events;

  // A queue may have given it to the survivor: then another one.
  let stall = NaN;
  for (let n = 0; n < 10 && Number.isNaN(stall); n += 1) {
    const id = `${DEADLY} ${n}`;
    const first = once(both[0], id);
    ask(both[0], { accept: id, space: `deadly space ${n}` });
    if (!(await first)) continue;
    both[0].removeAllListeners('exit');
    both[0].kill('SIGKILL');
    const killed = Date.now();
    await until(() => (handled.get(id)?.length ?? 0) > 1).catch(() => undefined);
    stall = ((handled.get(id)?.[1] ?? NaN) - killed) / 1000;
    break;
  }
  both[1].removeAllListeners('exit');
  for (const child of both) child.kill('SIGKILL');
  const cells = [
    keepMs.toFixed(1),
    handleMs.toFixed(1),
    (events / seconds).toFixed(0),
    cpuMs.toFixed(2),
  ];
  return `| ${name} | ${cells.join(' | ')} | ${Number.isNaN(stall) ? 'more than 60' : stall.toFixed(1)} |`;
}

/** Whether this process was the first to handle it. */
function once(child: ChildProcess, id: string): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), 3_000);
    child.on('message', (said: Said) => {
      if (!('handled' in said) || said.handled !== id) return;
      clearTimeout(timer);
      resolve(true);
    });
  });
}

async function until(isSo: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!isSo()) {
    if (performance.now() > end) throw new Error('waited in vain');
    await new Promise((done) => setTimeout(done, 1));
  }
}
