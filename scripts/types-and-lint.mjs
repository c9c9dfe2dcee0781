// What `npm run types` and ESLint say, of one reading of the sources: to tell the types of this project
// apart takes a core half a minute, and each of the two alone does it anew.
import { dirname, join } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';
import { ROOT } from './compiled.mjs';

const host = {
  getCanonicalFileName: (name) => name,
  getCurrentDirectory: () => ROOT,
  getNewLine: () => '\n',
};

/** @param path of a tsconfig.json, from the root of the project */
function programOf(path) {
  const file = join(ROOT, path);
  const { config, error } = ts.readConfigFile(file, ts.sys.readFile);
  const { options, fileNames, errors } = ts.parseJsonConfigFileContent(
    config ?? {},
    ts.sys,
    dirname(file),
  );
  const wrong = error === undefined ? errors : [error];
  if (wrong.length > 0) throw new Error(ts.formatDiagnostics(wrong, host));
  return ts.createProgram(fileNames, options);
}

const programs = ['tsconfig.json', 'sandbox/page/client/tsconfig.json'].map(programOf);
const found = programs.flatMap((program) => ts.getPreEmitDiagnostics(program));
process.stdout.write(ts.formatDiagnostics(found, host));
if (found.length > 0) process.exitCode = 2;

const eslint = new ESLint({
  cwd: ROOT,
  overrideConfig: {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: false, programs } },
  },
});
const results = await eslint.lintFiles('.');
const formatter = await eslint.loadFormatter('stylish');
process.stdout.write(await formatter.format(results));
if (results.some(({ errorCount }) => errorCount > 0)) process.exitCode = 1;
