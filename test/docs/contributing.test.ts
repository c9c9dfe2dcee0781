import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

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

/** What the compiler says of these files, as if they stood where they belong. */
function problemsIn(files: ReadonlyMap<string, string>): string[] {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, '.');
  const host = ts.createCompilerHost(options);
  const codeOf = (path: string): string | undefined =>
    [...files].find(([file]) => resolve(file) === resolve(path))?.[1];
  const { fileExists, getSourceFile } = host;
  host.fileExists = (path) => codeOf(path) !== undefined || fileExists(path);
  host.getSourceFile = (path, version, ...rest) => {
    const code = codeOf(path);
    return code === undefined
      ? getSourceFile(path, version, ...rest)
      : ts.createSourceFile(path, code, version, true);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((path) => {
    const file = program.getSourceFile(path);
    assert.ok(file, path);
    const found = [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ];
    return found.map(
      ({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
  });
}

/** A repository in which these files stand where they belong; all others are links to ours. */
function repositoryWith(files: ReadonlyMap<string, string>): string {
  mkdirSync('.tmp', { recursive: true });
  const root = mkdtempSync(join('.tmp', 'contributing-'));
  for (const [path, code] of files) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), code);
  }
  const made = readdirSync(root, { recursive: true, withFileTypes: true });
  for (const { name, parentPath } of made.filter((entry) => entry.isDirectory())) {
    const folder = join(parentPath, name);
    const ours = folder.slice(root.length + 1);
    for (const entry of existsSync(ours) ? readdirSync(ours) : []) {
      if (existsSync(join(folder, entry))) continue;
      symlinkSync(resolve(ours, entry), join(folder, entry));
    }
  }
  return root;
}

describe('CONTRIBUTING.md', () => {
  const LIST = 'src/features/index.ts';
  const MUTE = 'src/features/ping/mute.ts';
  const TEST = 'test/features/ping/index.test.ts';
  const written = blocksIn('ts');
  const patch = blocksIn('diff').get(LIST) ?? '';

  it('shows a feature, its test, its line in the list of features, and a button that changes something', () => {
    assert.deepEqual([...written.keys()], ['src/features/ping/index.ts', TEST, MUTE]);
    assert.match(patch, /^\+ +ping\(deps\),$/m);
  });

  it('shows code that compiles, and says truly what does not', () => {
    const forgot = (written.get(MUTE) ?? '').replace(/^ *ifStale: .*\n/m, '');
    const files = new Map([
      ...written,
      [LIST, patched(LIST, patch)],
      ['src/features/ping/forgot.ts', forgot],
    ]);
    const problems = problemsIn(files);
    assert.deepEqual(
      problems.filter((problem) => !problem.startsWith('src/features/ping/forgot.ts')),
      [],
    );
    assert.match(problems.join('\n'), /'permit' does not exist on type 'ViewContext'/);
  });

  it('shows a command and an action that do what their test says', () => {
    const root = repositoryWith(written);
    try {
      const mocha = spawnSync(
        process.execPath,
        ['node_modules/mocha/bin/mocha.js', join(root, TEST)],
        {
          encoding: 'utf8',
        },
      );
      assert.equal(mocha.status, 0, `${mocha.stdout}${mocha.stderr}`);
      assert.match(mocha.stdout, /3 passing/);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
