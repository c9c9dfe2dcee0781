import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { z } from 'zod';

const settings = z.object({ exclude: z.array(z.string()) });

/** What is left of a file once its types are gone. */
function codeOf(path: string): string {
  const compilerOptions = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2023,
    verbatimModuleSyntax: true,
    removeComments: true,
  };
  const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), { compilerOptions });
  return outputText.replace('export {};', '').trim();
}

describe('coverage', () => {
  const { exclude } = settings.parse(JSON.parse(readFileSync('.c8rc.json', 'utf8')));

  for (const path of exclude.filter((pattern) => !pattern.includes('*'))) {
    it(`leaves out ${path} only because it is nothing but types`, () => {
      assert.equal(codeOf(path), '');
    });
  }

  it('tells code from types', () => {
    assert.notEqual(codeOf('src/query/list-state.ts'), '');
  });
});
