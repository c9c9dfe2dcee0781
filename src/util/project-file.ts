import { existsSync } from 'node:fs';

/** The folder of this project's package.json, whether this runs from `src/` or from `dist/`. */
const ROOT = rootAbove(new URL('.', import.meta.url));

/**
 * Files beside `src/` and `dist/`: `cards/`, `migrations/`, `package.json`.
 * @param path from the root of the project; a folder's ends with a slash
 */
export function projectFile(path: string): URL {
  return new URL(path, ROOT);
}

function rootAbove(folder: URL): URL {
  if (existsSync(new URL('package.json', folder))) return folder;
  const above = new URL('..', folder);
  if (above.href === folder.href) throw new Error('No package.json above the program');
  return rootAbove(above);
}
