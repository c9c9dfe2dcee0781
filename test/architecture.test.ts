import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { scratchFolder } from './support/scratch.js';

/** In lines. */
const LONGEST_FILE = 300;
const LONGEST_WIRING = 150;
const SHORT_FILE = 30;
/** Files so short that have a single importer: they belong into that importer. */
const MOST_SHORT_FILES = 10;
/** Of src. */
const MOST_FILES = 200;

/** Files of src without a test of their own name, and why. */
const WITHOUT_A_TEST: Readonly<Record<string, string>> = {
  'src/store/schema.ts': 'tables: test/store/migrations.test.ts',
  'src/cli/main.ts': 'starts a command: test/cli/inbox.test.ts',
  'src/features/index.ts': 'the list: each feature has its test',
  'src/bot/framework/types.d.ts': 'types',
  'src/features/deps.ts': 'types',
};

type Imports = ReadonlyMap<string, readonly string[]>;

/** What oxlint says. */
const said = z.object({
  diagnostics: z.array(z.object({ code: z.string(), filename: z.string() })),
});

/** At the top level of a file. */
const DEFINITION =
  /^(export )?(?:async )?(?:abstract )?(?:function\*?|const|let|class|interface|type) (\w+)/gm;

const linesOf = (file: string): number => readFileSync(file, 'utf8').split('\n').length - 1;

/** The specifiers of our own that a text imports; those of values alone, or of types, too. */
function specifiersIn(text: string, which: 'values' | 'all'): string[] {
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s)?([^;'"]*?\bfrom\s*)?'(\.[^']+)';|\bimport\('(\.[^']+)'\)/gm,
  );
  return [...statements].flatMap(([, type, names = '', path, late]) => {
    const listed = /^\{([^}]*)\}\s*from\s*$/.exec(names)?.[1]?.split(',') ?? [''];
    const named = listed.map((name) => name.trim()).filter((name) => name !== '');
    const onlyTypes =
      type !== undefined || (named.length > 0 && named.every((name) => name.startsWith('type ')));
    return which === 'values' && onlyTypes ? [] : [path ?? late ?? ''];
  });
}

/** Source files by path, each with the files of ours that it imports. */
function importsOf(folders: readonly string[], which: 'values' | 'all'): Imports {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(folder, file)),
  );
  return new Map(
    files.map((file) => [
      file,
      specifiersIn(readFileSync(file, 'utf8'), which).map((path) =>
        normalize(join(dirname(file), path)).replace(/\.js$/, '.ts'),
      ),
    ]),
  );
}

/** A way from a file back to itself, if there is one. */
function circleIn(imports: Imports): readonly string[] | undefined {
  const left = new Set<string>();
  const search = (file: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (left.has(file)) return undefined;
    for (const next of imports.get(file) ?? []) {
      const circle = search(next, [...way, file]);
      if (circle !== undefined) return circle;
    }
    left.add(file);
    return undefined;
  };
  for (const file of imports.keys()) {
    const circle = search(file, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

/** Imports inside one folder left out: a circle of types is no fault there. */
function betweenFolders(imports: Imports): Imports {
  return new Map(
    [...imports].map(([file, imported]) => [
      file,
      imported.filter((path) => dirname(path) !== dirname(file)),
    ]),
  );
}

const featureOf = (file: string): string | undefined => /^src\/features\/([^/]+)\//.exec(file)?.[1];

describe('the house', () => {
  const src = importsOf(['src'], 'all');
  const sandbox = importsOf(['sandbox'], 'all');
  const atRunTime = {
    src: importsOf(['src'], 'values'),
    sandbox: importsOf(['sandbox'], 'values'),
  };

  it('is read as it is', () => {
    assert.ok(src.get('src/app.ts')?.includes('src/bot/router.ts'));
    assert.ok(atRunTime.src.get('src/app.ts')?.includes('src/bot/router.ts'));
    const text = [
      "import type { A } from './a.js';",
      "import { type B, type C } from './b.js';",
      "import {\n  type D,\n  d,\n} from './d.js';",
      "export type { E } from './e.js';",
      "export { f } from './f.js';",
      "import './g.js';",
      "import h, { type H } from './h.js';",
      "const late = await import('./i.js');",
    ].join('\n');
    const all = ['a', 'b', 'd', 'e', 'f', 'g', 'h', 'i'].map((name) => `./${name}.js`);
    assert.deepEqual(specifiersIn(text, 'all'), all);
    assert.deepEqual(
      specifiersIn(text, 'values'),
      ['d', 'f', 'g', 'h', 'i'].map((name) => `./${name}.js`),
    );
    const circle = { a: ['b'], b: ['c'], c: ['b'] };
    assert.deepEqual(circleIn(new Map(Object.entries(circle))), ['b', 'c', 'b']);
  });

  for (const [name, imports] of Object.entries({ src, sandbox })) {
    it(`has no circle in ${name} at run time, and none of types between two folders`, () => {
      assert.equal(circleIn(atRunTime[name as 'src' | 'sandbox']), undefined);
      assert.equal(circleIn(betweenFolders(imports)), undefined);
    });

    it(`has no file in ${name} too long to be read at once`, () => {
      assert.deepEqual(
        [...imports.keys()].filter((file) => linesOf(file) > LONGEST_FILE),
        [],
      );
    });
  }

  it('is wired in one file that is read at once', () => {
    assert.ok(linesOf('src/app.ts') <= LONGEST_WIRING, `${linesOf('src/app.ts')} lines`);
  });

  it('has no more files in src than a newcomer looks through', () => {
    assert.ok(src.size <= MOST_FILES, `${src.size} files`);
  });

  it('has a test of its own name for each file of src, but for those that say why', () => {
    const untested = [...src.keys()].filter(
      (file) => !existsSync(file.replace(/^src(.*)\.ts$/, 'test$1.test.ts')),
    );
    assert.deepEqual(untested.toSorted(), Object.keys(WITHOUT_A_TEST).toSorted());
  });

  it('means one thing by each name that a file exports: no other file defines it', () => {
    const homes = new Map<string, { readonly files: Set<string>; isExported: boolean }>();
    for (const file of src.keys()) {
      for (const [, exported, name = ''] of readFileSync(file, 'utf8').matchAll(DEFINITION)) {
        const home = homes.get(name) ?? { files: new Set(), isExported: false };
        home.files.add(file);
        home.isExported ||= exported !== undefined;
        homes.set(name, home);
      }
    }
    const several = [...homes].flatMap(([name, { files, isExported }]) =>
      isExported && files.size > 1 ? [`${name}: ${[...files].join(', ')}`] : [],
    );
    assert.deepEqual(several, []);
  });

  it('has few files that belong into their only importer', () => {
    const importers = new Map<string, Set<string>>();
    for (const [file, imported] of src) {
      for (const path of imported) {
        importers.set(path, (importers.get(path) ?? new Set()).add(file));
      }
    }
    const short = [...src.keys()].filter(
      (file) => linesOf(file) < SHORT_FILE && importers.get(file)?.size === 1,
    );
    assert.ok(short.length <= MOST_SHORT_FILES, short.join('\n'));
  });

  it('names the features in one place, which the composition root alone knows', () => {
    const outside = [...src].flatMap(([file, imported]) =>
      file.startsWith('src/features/')
        ? []
        : imported
            .filter((path) => path.startsWith('src/features/'))
            .map((path) => `${file} → ${path}`),
    );
    assert.deepEqual(outside, ['src/app.ts → src/features/index.ts']);
    const naming = [...src].filter(
      ([file, imported]) =>
        featureOf(file) === undefined && imported.some((path) => featureOf(path) !== undefined),
    );
    assert.deepEqual(
      naming.map(([file]) => file),
      ['src/features/index.ts'],
    );
  });

  describe('to the linter', () => {
    const REFUSED = [
      ['src/webex/x.ts', '../features/list/index.js'],
      ['src/webex/x.ts', '../store/store.js'],
      ['src/util/x.ts', '../webex/errors.js'],
      ['src/bot/ui/x.ts', '../../features/index.js'],
      ['src/bot/x.ts', '../audit/audit.js'],
      ['src/http/x.ts', '../startup/errors.js'],
      ['src/http/x.ts', '../bot/router.js'],
      ['src/config/x.ts', '../bot/router.js'],
      ['src/config/x.ts', '../bot/access/impersonation.js'],
      ['src/query/x.ts', '../webex/ids.js'],
      ['src/jobs/x.ts', '../app.js'],
      ['src/features/list/x.ts', '../find/index.js'],
      ['src/features/list/search/x.ts', '../../find/index.js'],
      ['src/features/share/x.ts', '../list/page.js'],
      ['src/features/share/x.ts', '../index.js'],
      ['src/features/share/x.ts', '../../http/server.js'],
      ['src/features/bulk/cards/x.ts', '../../settings/index.js'],
      ['src/startup/x.ts', '../../sandbox/sandbox.js'],
      ['src/x.ts', '../sandbox/sandbox.js'],
      ['src/features/share/x.ts', '../../../test/support/until.js'],
      ['src/bot/x.ts', '../../bench/main.js'],
      ['src/x.ts', './features/list/index.js'],
      ['src/features/list/x.ts', '../settings/time-zone.js'],
      ['src/features/bin/x.ts', '../delete/index.js'],
      ['sandbox/x.ts', '../src/webex/ids.js'],
      ['sandbox/x.ts', '../test/support/until.js'],
      ['sandbox/demo/x.ts', '../../src/webex/ids.js'],
    ] as const;
    const ALLOWED = [
      ['src/webex/x.ts', '../util/time.js'],
      ['src/bot/ui/x.ts', '../../recordings/types.js'],
      ['src/startup/x.ts', '../bot/access/impersonation.js'],
      ['src/features/find/x.ts', '../settings/index.js'],
      ['src/features/notify/x.ts', '../../settings/settings.js'],
      ['src/features/bulk/cards/x.ts', '../../list/index.js'],
      ['src/features/bulk/cards/x.ts', '../../../settings/settings.js'],
      ['src/features/bulk/cards/x.ts', '../model.js'],
      ['src/features/share/x.ts', '../deps.js'],
      ['src/features/share/x.ts', '../recording/index.js'],
      ['src/x.ts', './features/index.js'],
      ['sandbox/demo/start.ts', '../../src/app.js'],
    ] as const;
    const rows = [...REFUSED, ...ALLOWED];
    const nameOf = (file: string, row: number) => file.replace(/\bx\.ts$/, `x${row}.ts`);
    let refusals: ReadonlySet<string>;

    before(() => {
      const root = scratchFolder('bot-walls-');
      rows.forEach(([file, specifier], row) => {
        const path = join(root, nameOf(file, row));
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, `import { x } from '${specifier}';\nexport { x };\n`);
      });
      const walls = JSON.stringify(pathToFileURL('oxlint.config.mjs').href);
      const config = `import { WALLS } from ${walls};\nexport default { overrides: WALLS };\n`;
      writeFileSync(join(root, 'walls.mjs'), config);
      const args = [resolve('node_modules/oxlint/bin/oxlint'), '-c', 'walls.mjs', '-f', 'json'];
      const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
      const { diagnostics } = said.parse(JSON.parse(stdout));
      const walled = diagnostics.filter(({ code }) => code.includes('no-restricted-imports'));
      refusals = new Set(walled.map(({ filename }) => filename.replaceAll('\\', '/')));
    });

    for (const [row, [file, specifier]] of rows.entries()) {
      const isRefused = row < REFUSED.length;
      it(`${file} ${isRefused ? 'may not' : 'may'} import ${specifier}`, () => {
        assert.equal(refusals.has(nameOf(file, row)), isRefused);
      });
    }
  });
});
