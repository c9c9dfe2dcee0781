import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What the built bot finds beside itself. */
const BESIDE = ['cards', 'migrations', 'node_modules', 'package.json'];

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  inlineSourceMap: true,
};

let folder: string | undefined;

/**
 * The bot as JavaScript, in a folder of its own: a process that is started again and again should
 * start as fast as in production. Built once, types unchecked; gone after the last test.
 *
 * @returns the path of its `main.js`
 */
export function builtBot(): string {
  folder ??= build();
  return join(folder, 'dist', 'main.js');
}

after('the built bot goes', () => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

function build(): string {
  const target = mkdtempSync(join(tmpdir(), 'bot-built-'));
  for (const name of BESIDE) symlinkSync(join(ROOT, name), join(target, name));
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' });
  for (const name of sources.filter((each) => /(?<!\.d)\.ts$/.test(each))) {
    const text = readFileSync(join(ROOT, 'src', name), 'utf8');
    const file = join(target, 'dist', name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, ts.transpileModule(text, { compilerOptions: options }).outputText);
  }
  return target;
}
