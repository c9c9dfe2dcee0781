import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { z } from 'zod';

const manifest = z.object({ scripts: z.record(z.string(), z.string()) });

/** Of the signs that our scripts use: `**`, `*`, `[a-e]` and `{one,other}`. */
function asPattern(glob: string): RegExp {
  const source = glob
    .replaceAll('.', '\\.')
    .replaceAll('{', '(?:')
    .replaceAll('}', ')')
    .replaceAll(',', '|')
    .replaceAll('**/', '(?:.+/)?')
    .replaceAll('/**', '/.+')
    .replaceAll('*', '[^/]*');
  return new RegExp(`^${source}$`);
}

describe('npm test', () => {
  const { scripts } = manifest.parse(JSON.parse(readFileSync('package.json', 'utf8')));
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => `test/${file}`);
  const lanes = [...(scripts.test ?? '').matchAll(/test:[\w:-]+/g)].map(([name]) => {
    const script = scripts[name] ?? '';
    const [ignores = '', ignored] = /--ignore '([^']+)'/.exec(script) ?? [];
    const globs = [...script.replace(ignores, '').matchAll(/'([^']+)'/g)].map(
      ([, glob = '']) => glob,
    );
    const isIgnored = (file: string) => ignored !== undefined && asPattern(ignored).test(file);
    return (file: string) => !isIgnored(file) && globs.some((glob) => asPattern(glob).test(file));
  });

  it('runs each file of tests, and runs it once', () => {
    assert.ok(files.length > 300);
    for (const file of files) {
      assert.equal(lanes.filter((runs) => runs(file)).length, 1, file);
    }
  });
});
