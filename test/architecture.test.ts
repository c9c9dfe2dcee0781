import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** The floors of `src`; what stands beside them puts them together. */
const FLOORS = ['webex', 'store', 'recordings', 'accounts', 'audit', 'settings', 'bot', 'http'];

/** Where a house is put together with another one: the demo runs the sandbox and the bot. */
const ENTRANCES = ['sandbox/demo/start.ts'];

const LONGEST_FILE = 250;

/** Source files by path, each with the files of ours that it imports, types too. */
function importsOf(folders: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(folder, file)),
  );
  return new Map(
    files.map((file) => {
      const specifiers = readFileSync(file, 'utf8').matchAll(
        /\b(?:from|import)\b\s*\(?'(\.[^']+)'/g,
      );
      const imported = [...specifiers].map(([, path = '']) =>
        normalize(join(dirname(file), path)).replace(/\.js$/, '.ts'),
      );
      return [file, imported];
    }),
  );
}

/** A way from a file back to itself, if there is one. */
function circleIn(imports: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
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

describe('the house', () => {
  const src = importsOf(['src']);
  const sandbox = importsOf(['sandbox']);

  it('is read as it is', () => {
    assert.ok(src.get('src/app.ts')?.includes('src/bot/conversation.ts'));
    assert.deepEqual(
      circleIn(
        new Map([
          ['a', ['b']],
          ['b', ['c']],
          ['c', ['b']],
        ]),
      ),
      ['b', 'c', 'b'],
    );
  });

  for (const [name, imports] of Object.entries({ src, sandbox })) {
    it(`has no circle in ${name}, not even of types`, () => {
      assert.equal(circleIn(imports), undefined);
    });

    it(`has no file in ${name} too long to be read at once`, () => {
      const long = [...imports.keys()].filter(
        (file) => readFileSync(file, 'utf8').split('\n').length - 1 > LONGEST_FILE,
      );
      assert.deepEqual(long, []);
    });
  }

  it('stands apart from the sandbox and from what tests it', () => {
    const strays = [...src, ...sandbox].flatMap(([file, imported]) => {
      const [house = ''] = file.split('/');
      return imported.filter((path) => !path.startsWith(`${house}/`)).map(() => file);
    });
    assert.deepEqual([...new Set(strays)], ENTRANCES);
  });

  // Which floor stands on which one, the linter knows.
  it('has no floor that reaches for what puts the floors together', () => {
    const up = [...src].flatMap(([file, imported]) => {
      const [, floor = ''] = file.split('/');
      if (!FLOORS.includes(floor)) return [];
      return imported
        .filter((path) => !FLOORS.includes(path.split('/')[1] ?? ''))
        .map((path) => `${file} → ${path}`);
    });
    assert.deepEqual(up, []);
  });
});
