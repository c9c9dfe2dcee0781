import { Template } from 'adaptivecards-templating/lib/template-engine.js';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cpSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { projectFile } from '../../../src/util/log.js';
import { scratchFolder } from '../../support/scratch.js';

const require = createRequire(import.meta.url);
const ENGINE = 'adaptivecards-templating/lib/template-engine.js';
const RUNS_EACH = 30;

/** The same adaptivecards-templating, on the expression language that it is published with. */
function publishedEngine(folder: string): typeof Template {
  const modules = join(folder, 'node_modules');
  const engine = join(modules, 'adaptivecards-templating');
  cpSync(join(dirname(require.resolve(ENGINE)), '..'), engine, { recursive: true });
  const language = dirname(require.resolve('real-adaptive-expressions/package.json'));
  symlinkSync(language, join(modules, 'adaptive-expressions'));
  const published = createRequire(join(folder, 'from-here.cjs'))(ENGINE) as {
    readonly Template: typeof Template;
  };
  return published.Template;
}

type View = Readonly<Record<string, unknown>>;

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom('', '${title}', '${1 + 1}', '`x`', '{{DATE(x)}}', '\\', '"', "'", '{', '}'),
);
const decided = fc.option(fc.boolean(), { nil: null });

/** Views of a part of a template, with what may be missing or null. */
function viewsOf(part: unknown): fc.Arbitrary<View> {
  const fields: Record<string, fc.Arbitrary<unknown>> = {};
  const search = (inside: unknown, key = ''): void => {
    if (typeof inside === 'string') {
      for (const [, name = ''] of inside.matchAll(/\$\{!?(\w+)\}/g)) {
        fields[name] ??= key === '$when' ? decided : fc.option(text, { nil: null });
      }
    } else if (Array.isArray(inside)) {
      for (const one of inside) search(one);
    } else if (typeof inside === 'object' && inside !== null) {
      const { $data, ...others } = inside as Readonly<Record<string, unknown>>;
      const [, rows] = /^\$\{(\w+)\}$/.exec(typeof $data === 'string' ? $data : '') ?? [];
      if (rows !== undefined) fields[rows] = fc.array(viewsOf(others), { maxLength: 3 });
      else for (const [name, one] of Object.entries(others)) search(one, name);
    }
  };
  search(part);
  return fc.record(fields, { requiredKeys: [] });
}

describe('the expressions of our templates', function () {
  let folder: string;
  let Published: typeof Template;
  before('the published engine is read', () => {
    folder = scratchFolder('bot-engine-');
    Published = publishedEngine(folder);
  });
  after(() => rmSync(folder, { recursive: true }));

  const cards = projectFile('cards/');
  for (const name of readdirSync(cards)) {
    it(`make of ${name} what the published language makes of it, whatever is in the view`, () => {
      const source = JSON.parse(readFileSync(new URL(name, cards), 'utf8')) as object;
      const said = JSON.parse(
        JSON.stringify(source).replace(/\$\{words\.\w+\.\w+\}/g, 'Words'),
      ) as object;
      const [ours, published] = [new Template(said), new Published(said)];
      fc.assert(
        fc.property(viewsOf(said), (view) => {
          assert.deepEqual(ours.expand({ $root: view }), published.expand({ $root: view }));
        }),
        { numRuns: RUNS_EACH },
      );
    });
  }
});
