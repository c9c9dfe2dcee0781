import { readFile } from 'node:fs/promises';

const folder = new URL('./client/', import.meta.url);
const kept = new Map<string, Promise<string | undefined>>();

/**
 * One module of the page, `client/<name>.ts`, as JavaScript; undefined when there is none of that name.
 * Each is transpiled once and kept. The compiler is loaded only when a browser first asks: a sandbox
 * without a page open should not pay for it.
 */
export function clientScript(name: string): Promise<string | undefined> {
  const known = kept.get(name);
  if (known) return known;
  const script = transpiled(name);
  kept.set(name, script);
  return script;
}

async function transpiled(name: string): Promise<string | undefined> {
  if (!/^[a-z][a-z-]*$/.test(name)) return undefined;
  const source = await readFile(new URL(`${name}.ts`, folder), 'utf8').catch(() => undefined);
  if (source === undefined) return undefined;
  const { default: ts } = await import('typescript');
  return ts.transpileModule(source, {
    fileName: `${name}.ts`,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ES2022,
      verbatimModuleSyntax: true,
    },
  }).outputText;
}
