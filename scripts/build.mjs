// Builds the bot as it runs in production: main.js and cli/main.js, with what they share in chunks, and
// nearly all libraries inside. A process that reads thirty files instead of two thousand starts in half
// the time, and Node from 22 on does not read the 447 exports of drizzle-orm again for each of its files
// (a quarter of a gigabyte). Names stay as they are, so that a stack says where it was. Types are
// checked by `npm run lint`.
//
//   node scripts/build.mjs [FOLDER]   into FOLDER/dist; left out: here
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { FOR_NODE, OUTSIDE, ROOT } from './compiled.mjs';

/**
 * Files of libraries, and what the bundle has in their place: each brings much that the bot never asks for.
 * To touch the global `FormData` or `Headers` loads Node's own undici: 14 MB and 70 ms.
 */
const UNUSED = [
  // Messages in fifty languages.
  [/zod\/v4\/locales\/index\.js$/, () => "export { default as en } from './en.js';"],
  // Ways to carry a call; src/webex/transport.ts is ours.
  [/axios\/lib\/adapters\/adapters\.js$/, () => 'export default { getAdapter: (ours) => ours };'],
  [/axios\/lib\/platform\/node\/classes\/FormData\.js$/, () => 'export default null;'],
  [/axios\/lib\/utils\.js$/, (text) => text.replace("typeof G.FormData !== 'undefined'", 'false')],
  [/undici\/lib\/web\/cookies\/index\.js$/, () => 'module.exports = {};'],
  [/undici\/lib\/dispatcher\/client-h2\.js$/, () => 'module.exports = {};'],
];

/** Letters that make V8 keep two bytes for each letter of a file; in a pattern esbuild lets them stand. */
const BEYOND_ASCII = /[\u0080-\uffff]/g;
const escaped = (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;

const lean = {
  name: 'lean',
  setup: ({ onLoad, onResolve }) => {
    onLoad({ filter: /\.[cm]?[jt]s$/ }, ({ path }) => {
      const [, part = (text) => text] = UNUSED.find(([unused]) => unused.test(path)) ?? [];
      const contents = part(readFileSync(path, 'utf8')).replace(BEYOND_ASCII, escaped);
      return { contents, loader: path.endsWith('.ts') ? 'ts' : 'js', resolveDir: dirname(path) };
    });
    // Whoever imports it touches all that it exports: a WebSocket of Node's own undici.
    onResolve({ filter: /^node:http$/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace: 'required' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'required' }, ({ path }) => ({
      contents: `module.exports = require('${path}');`,
    }));
  },
};

const outdir = join(process.argv[2] ?? ROOT, 'dist');
rmSync(outdir, { recursive: true, force: true });
await build({
  absWorkingDir: ROOT,
  entryPoints: ['src/main.ts', 'src/cli/main.ts'],
  outdir,
  outbase: 'src',
  chunkNames: 'shared/[name]-[hash]',
  bundle: true,
  splitting: true,
  ...FOR_NODE,
  minifyWhitespace: true,
  minifySyntax: true,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'linked',
  plugins: [lean],
  logLevel: 'warning',
  // pg asks for it where somebody has installed it.
  external: [...OUTSIDE, 'pg-native'],
  // Libraries in CommonJS ask for Node's own modules by `require`.
  banner: {
    js: `import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);`,
  },
});
