import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { compile } from './compile.js';

/** What a process has used. */
export interface Usage {
  /** CPU time so far, user and system, in milliseconds. */
  readonly cpuMs: number;
  readonly rssMb: number;
  /** For how long it held up its event loop at most, since it was asked last. */
  readonly heldMs: number;
}

/** A bot in a process of its own, so that its CPU time is nobody else's. */
export interface BotProcess {
  /** @param what `watch`: from now on the event loop is watched, too */
  readonly usage: (what?: 'watch') => Promise<Usage>;
  readonly stop: () => Promise<void>;
}

const ready = z.object({ ready: z.literal(true) });
const usage: z.ZodType<Usage> = z.object({
  cpuMs: z.number(),
  rssMb: z.number(),
  heldMs: z.number(),
});

let folder: string | undefined;

/** All bots run as JavaScript, as in production. Compiled once; gone when the bench ends. */
function compiled(): string {
  if (folder === undefined) {
    const made = mkdtempSync(join(tmpdir(), 'bot-bench-built-'));
    compile(made, { src: 'src', locales: 'locales', bench: 'bench' });
    process.on('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}

/**
 * Starts a bot and waits until it listens. Its log goes nowhere, its errors to ours.
 *
 * @param entry a file of `bench/bots`, without its extension
 * @param nodeOptions more for node, e.g. a profiler
 */
export async function startBot(
  entry: string,
  env: Readonly<Record<string, string>>,
  nodeOptions: readonly string[] = [],
): Promise<BotProcess> {
  const child = fork(join(compiled(), 'bench', 'bots', `${entry}.js`), {
    // Nothing of the caller's own set-up is let in, lest the bot reach the real Webex.
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    execArgv: [...nodeOptions],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exit = once(child, 'exit');
  const ended = exit.then(() => {
    throw new Error(`The bot ${entry} ended`);
  });
  // Whoever waits for the bot hears of it; when nobody does, it was told to end.
  ended.catch(() => undefined);
  const told = async (): Promise<unknown> => {
    const [message] = (await Promise.race([once(child, 'message'), ended])) as unknown[];
    return message;
  };
  ready.parse(await told());
  return {
    usage: async (what) => {
      const answer = told();
      child.send(what ?? 'usage');
      return usage.parse(await answer);
    },
    stop: async () => {
      child.disconnect();
      await exit;
    },
  };
}
