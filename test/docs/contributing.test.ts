import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { problemsIn } from '../support/compiler.js';

/** Code of CONTRIBUTING.md by the file that the first line of its block names. */
function blocksIn(language: 'ts' | 'diff'): Map<string, string> {
  const markdown = readFileSync('CONTRIBUTING.md', 'utf8');
  const blocks = markdown.matchAll(
    new RegExp(`^\`\`\`${language}\n *// (\\S+)\n([^]*?)^\`\`\`$`, 'gm'),
  );
  return new Map([...blocks].map(([, path = '', code = '']) => [path, code]));
}

/** A file after a patch. Lines that the patch shows have to be there, in this order; `…` skips some. */
function patched(path: string, patch: string): string {
  const lines = readFileSync(path, 'utf8').split('\n');
  let added: string[] = [];
  let at = 0;
  for (const line of patch.trimEnd().split('\n')) {
    const text = line.slice(1).trim();
    if (line.startsWith('+')) added.push(line.slice(1));
    else if (text !== '…') {
      const found = lines.findIndex((each, index) => index >= at && each.trim() === text);
      assert.ok(found >= 0, `${path} has no line “${text}”`);
      lines.splice(found, 0, ...added);
      at = found + added.length + 1;
      added = [];
    }
  }
  assert.deepEqual(added, [], 'the patch shows no line below these');
  return lines.join('\n');
}

/** A copy of the repository in which these files stand where they belong. */
function repositoryWith(files: ReadonlyMap<string, string>): string {
  mkdirSync('.tmp', { recursive: true });
  const root = mkdtempSync(join('.tmp', 'contributing-'));
  const ours = ['src', 'locales', 'cards', 'sandbox', 'test', 'package.json', 'tsconfig.json'];
  for (const name of ours) cpSync(name, join(root, name), { recursive: true });
  for (const [path, code] of files) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), code);
  }
  return root;
}

describe('CONTRIBUTING.md', () => {
  const LIST = 'src/features/index.ts';
  const LOCALE = 'locales/en.ts';
  const MUTE = 'src/features/ping/mute.ts';
  const FORGOT = 'src/features/ping/forgot.ts';
  const TEST = 'test/features/ping/index.test.ts';
  const written = blocksIn('ts');
  const patches = blocksIn('diff');
  let root: string;
  before(() => {
    const forgot = (written.get(MUTE) ?? '').replace(/^ *ifStale: .*\n/m, '');
    const changed = [...patches].map(([path, patch]) => [path, patched(path, patch)] as const);
    root = repositoryWith(new Map([...written, ...changed, [FORGOT, forgot]]));
  });
  after(() => {
    rmSync(root, { recursive: true });
  });

  it('shows a feature, its words, its test, its lines in the list of features, and a button that changes something', () => {
    assert.deepEqual([...written.keys()], ['src/features/ping/index.ts', TEST, MUTE]);
    assert.deepEqual([...patches.keys()], [LOCALE, LIST]);
    assert.match(patches.get(LIST) ?? '', /^\+ +ping\(deps\),$/m);
  });

  it('shows code that compiles, but for an action that forgot ifStale', () => {
    const compiled = [...written.keys(), LIST];
    const problems = problemsIn([...compiled, FORGOT].map((path) => join(root, path)));
    for (const path of compiled) assert.equal(problems.get(join(root, path)), '', path);
    assert.match(
      problems.get(join(root, FORGOT)) ?? '',
      /'permit' does not exist on type 'ViewContext'/,
    );
  });

  it('shows a command and an action that do what their test says', () => {
    const mocha = ['node_modules/mocha/bin/mocha.js', join(root, TEST)];
    const { status, stdout, stderr } = spawnSync(process.execPath, mocha, { encoding: 'utf8' });
    assert.equal(status, 0, `${stdout}${stderr}`);
    assert.match(stdout, /3 passing/);
  });
});
