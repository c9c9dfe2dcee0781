import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT, linkBeside } from '../../scripts/compiled.mjs';
import { freePort } from '../../sandbox/demo/port.js';
import { startSandbox } from '../../sandbox/sandbox.js';
import { openDatabase } from '../contestant/database.js';
import { markdown } from './markdown.js';
import { median } from './statistics.js';

/** Of one start, from the moment its process was asked for until its line “ready”. */
interface Start {
  readonly seconds: number;
  /** User and system. */
  readonly cpuSeconds: number;
  readonly rssMb: number;
  /** Compilers have ended then. */
  readonly rssMbLater: number;
}

const LATER_MS = 5_000;
const KINDS = ['postgres', 'pglite'] as const;

/** What the built bot takes until it is ready, on whatever Node runs the bench. Linux only: it reads /proc. */
export async function measureStart(rounds: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bot-bench-start-'));
  try {
    spawnSync(process.execPath, ['scripts/build.mjs', folder], { cwd: ROOT, stdio: 'inherit' });
    linkBeside(folder);
    const rows: string[][] = [];
    for (const kind of KINDS) rows.push([kind, ...(await figuresOf(kind, folder, rounds))]);
    const head = ['until “ready”', 'seconds', 'CPU, s', 'RSS, MB', `after ${LATER_MS / 1000} s`];
    return `Medians of ${rounds} starts.\n\n${markdown([head, ...rows])}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function figuresOf(kind: (typeof KINDS)[number], folder: string, rounds: number) {
  const sandbox = await startSandbox({ port: 0, seed: 'empty' });
  const database = await openDatabase(kind);
  try {
    const secret = randomBytes(32).toString('hex');
    const env = {
      NODE_ENV: 'production',
      WEBEX_API_BASE_URL: sandbox.apiUrl,
      WEBEX_BOT_TOKEN: 'sandbox-bot',
      WEBEX_WEBHOOK_SECRET: secret,
      WEBEX_CLIENT_ID: 'sandbox-client',
      WEBEX_CLIENT_SECRET: 'sandbox-secret',
      ...database.env,
    };
    // The first one makes the tables, and has the disk read what it has not read yet.
    await start(folder, env);
    const starts: Start[] = [];
    for (let round = 0; round < rounds; round += 1) starts.push(await start(folder, env));
    const of = (figure: (start: Start) => number, digits: number): string =>
      median(starts.map(figure)).toFixed(digits);
    return [
      of(({ seconds }) => seconds, 2),
      of(({ cpuSeconds }) => cpuSeconds, 2),
      of(({ rssMb }) => rssMb, 0),
      of(({ rssMbLater }) => rssMbLater, 0),
    ];
  } finally {
    await sandbox.stop();
    await database.stop();
  }
}

async function start(folder: string, env: Readonly<Record<string, string>>): Promise<Start> {
  const port = String(await freePort({}, 'PORT', 0));
  const before = performance.now();
  const bot = spawn(process.execPath, ['dist/main.js'], {
    cwd: folder,
    env: { ...env, PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await saidReady(bot);
    const seconds = (performance.now() - before) / 1000;
    const [cpuSeconds, rssMb] = [cpuSecondsOf(bot), rssMbOf(bot)];
    await new Promise((done) => setTimeout(done, LATER_MS));
    return { seconds, cpuSeconds, rssMb, rssMbLater: rssMbOf(bot) };
  } finally {
    const ended = once(bot, 'exit');
    if (bot.exitCode === null && bot.kill()) await ended;
  }
}

async function saidReady({ stdout }: ReturnType<typeof spawn>): Promise<void> {
  if (stdout === null) throw new Error('The bot has no voice');
  for await (const line of createInterface({ input: stdout })) {
    if (line.includes('"msg":"ready"')) return void stdout.resume();
  }
  throw new Error('The bot ended before it was ready');
}

const told = ({ pid }: ChildProcess, file: string): string =>
  readFileSync(`/proc/${pid ?? 'self'}/${file}`, 'utf8');

/** The kernel counts in hundredths of a second; see proc(5). */
function cpuSecondsOf(bot: ChildProcess): number {
  const [, after = ''] = told(bot, 'stat').split(') ');
  const [user, system] = after.split(' ').slice(11, 13).map(Number);
  return ((user ?? 0) + (system ?? 0)) / 100;
}

function rssMbOf(bot: ChildProcess): number {
  const [, kib] = /VmRSS:\s+(\d+) kB/.exec(told(bot, 'status')) ?? [];
  return (Number(kib) * 1024) / 1e6;
}
