import { resolve } from 'node:path';
import ts from 'typescript';

/** Files as they were read; nearly all of them are of libraries, which every program reads again. */
const read = new Map<string, ts.SourceFile | undefined>();

/**
 * What the compiler says of files, by the project's own settings.
 *
 * @param paths from the root of the project
 * @param texts of files that are not there, by their paths
 * @returns by path; one with nothing to say of is there with an empty text
 */
export function problemsIn(
  paths: readonly string[],
  texts: ReadonlyMap<string, string> = new Map<string, string>(),
): ReadonlyMap<string, string> {
  const { config } = ts.readConfigFile('tsconfig.json', (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, '.');
  const made = new Map([...texts].map(([path, text]) => [resolve(path), text]));
  const host = ts.createCompilerHost(options);
  const fromDisk = host.getSourceFile.bind(host);
  const program = ts.createProgram({
    rootNames: paths.map((path) => resolve(path)),
    options,
    host: {
      ...host,
      fileExists: (path) => made.has(path) || host.fileExists(path),
      readFile: (path) => made.get(path) ?? host.readFile(path),
      getSourceFile: (path, version) => {
        const text = made.get(path);
        if (text !== undefined) return ts.createSourceFile(path, text, version, true);
        if (!read.has(path)) read.set(path, fromDisk(path, version));
        return read.get(path);
      },
    },
  });
  return new Map(
    paths.map((path) => {
      const said = ts.getPreEmitDiagnostics(program, program.getSourceFile(resolve(path)));
      const texts = said.map(({ messageText }) =>
        ts.flattenDiagnosticMessageText(messageText, '\n'),
      );
      return [path, texts.join('\n')];
    }),
  );
}
