import { spawn, type ChildProcess } from 'node:child_process';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { FOR_NODE, linkBeside } from '../../scripts/compiled.mjs';
import { scratchFolder } from './scratch.js';
import { COMPILED_ONCE } from './start-of-run.js';

/** Another process, which runs a script of the tests and says when it has come somewhere. */
export interface Child {
  /** Resolves with the next line it writes; rejects with what it complained of when it ends first. */
  readonly line: () => Promise<string>;
  readonly signal: (name: NodeJS.Signals) => void;
  /** No warning, no chance to tidy up. */
  readonly kill: () => Promise<void>;
  readonly ended: Promise<{ readonly code: number | null; readonly errors: string }>;
}

/** @param script beside the test, e.g. `new URL('hold.ts', import.meta.url)` */
export function startChild(
  script: URL,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Child {
  const child: ChildProcess = spawn(
    process.execPath,
    [COMPILED_ONCE, built(fileURLToPath(script)), ...args],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } },
  );
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const lines: string[] = [];
  let wanted: ((line: string) => void) | undefined;
  let rest = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    const waiting = wanted;
    if (waiting === undefined) return;
    const next = lines.shift();
    if (next === undefined) return;
    wanted = undefined;
    waiting(next);
  });
  const ended = new Promise<{ code: number | null; errors: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, errors })),
  );
  return {
    ended,
    line: () => {
      const next = lines.shift();
      if (next !== undefined) return Promise.resolve(next);
      return new Promise((resolve, reject) => {
        wanted = resolve;
        void ended.then(() => reject(new Error(`It ended first: ${errors}`)));
      });
    },
    signal: (name) => void child.kill(name),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

let folder: string | undefined;
const programs = new Map<string, string>();

/** The script with all of ours that it imports in one file, built once: tsx takes seconds each time. */
function built(script: string): string {
  const known = programs.get(script);
  if (known !== undefined) return known;
  if (folder === undefined) linkBeside((folder = scratchFolder('bot-child-')));
  const outfile = join(folder, 'dist', `${programs.size}-${basename(script, '.ts')}.js`);
  buildSync({
    entryPoints: [script],
    outfile,
    bundle: true,
    packages: 'external',
    ...FOR_NODE,
    sourcemap: 'inline',
  });
  programs.set(script, outfile);
  return outfile;
}
