import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { builtBot } from '../../support/built-bot.js';
import { COMPILED_ONCE } from '../../support/start-of-run.js';

/** The real bot, as a process of its own. */
export interface BotProcess {
  /** Its own address, behind the front. */
  readonly url: string;
  /** SIGKILL: no warning, no chance to tidy up. Settles when it is gone. */
  readonly kill: () => Promise<void>;
  /** SIGSTOP, and SIGCONT after that time. Settles when it goes on. */
  readonly freeze: (ms: number) => Promise<void>;
  /** SIGTERM. @returns its exit code; null when a signal ended it */
  readonly terminate: () => Promise<number | null>;
  /** What it logged as an error or worse, and what it wrote without a log. */
  readonly complaints: readonly string[];
}

const line = z.looseObject({ level: z.number(), msg: z.string().optional() });
const readyLine = z.looseObject({ msg: z.literal('ready'), port: z.number() });
const ERROR = 50;

/**
 * Starts it on any free port. Rejects with what it complained of when it ends before it is ready.
 *
 * @param env its whole environment, but for PATH and PORT
 */
export async function startBot(env: Readonly<Record<string, string>>): Promise<BotProcess> {
  const { PATH } = process.env;
  // In a folder without an `.env`.
  const child = spawn(process.execPath, [COMPILED_ONCE, builtBot()], {
    cwd: tmpdir(),
    env: { PATH, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const complaints: string[] = [];
  const exit = once(child, 'close').then(([code]) => code as number | null);
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
  const port = new Promise<number>((resolve) => {
    createInterface(child.stdout).on('line', (text) => {
      const json = parsed(text);
      const read = line.safeParse(json);
      if (!read.success || read.data.level >= ERROR) complaints.push(text);
      const ready = readyLine.safeParse(json);
      if (ready.success) resolve(ready.data.port);
    });
  });
  const ended = exit.then((code) => {
    throw new Error(`The bot ended with ${code}: ${complaints.join('\n')}`);
  });
  // Whoever kills it knows.
  ended.catch(() => undefined);
  const url = `http://127.0.0.1:${await Promise.race([port, ended])}`;
  return {
    url,
    complaints,
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
    freeze: async (ms) => {
      child.kill('SIGSTOP');
      await new Promise((done) => setTimeout(done, ms));
      child.kill('SIGCONT');
    },
    terminate: async () => {
      child.kill('SIGTERM');
      return await exit;
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
