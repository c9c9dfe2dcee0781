import {
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { codeOf } from '../util/log.js';
import { defined } from '../util/present.js';
import { StoreError } from './errors.js';

/** Sizes for one process; a commit waits until it is on the disk. */
const SERVER_SETTINGS = [
  'shared_buffers=16MB',
  'wal_buffers=1MB',
  'fsync=on',
  'wal_sync_method=fsync',
];

/**
 * Opens the files of the embedded database, which are made when they are not there.
 * @param loadDataDir what to make them of
 * @param sync writes an open file to the disk
 */
export async function openData(
  data: string,
  loadDataDir?: Blob,
  sync: (file: number) => void = fdatasyncSync,
): Promise<PGlite> {
  // Others may read the folder around it (a mounted volume), but not the database.
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const ours = SERVER_SETTINGS.flatMap((setting) => ['-c', setting]);
  // -F would never wait for the disk.
  const startParams = PGlite.defaultStartParams.filter((param) => param !== '-F').concat(ours);
  const client = await PGlite.create({ dataDir: data, startParams, ...defined({ loadDataDir }) });
  passOnSyncs(client, sync);
  return client;
}

/** This file marks a database that has never been ready: nothing in it is worth keeping. */
export const unfinishedIn = (folder: string): string => join(folder, 'db.unfinished');

/**
 * True when a folder has an embedded database; one that a killed process left half made does not count.
 * @throws StoreError for one that cannot be read: it must not be replaced by a new one
 */
export function holdsData(folder: string): boolean {
  try {
    const there = statSync(join(folder, 'db', 'PG_VERSION'), { throwIfNoEntry: false });
    return there !== undefined && !existsSync(unfinishedIn(folder));
  } catch (error) {
    // The folder is a file.
    if (codeOf(error) === 'ENOTDIR') return false;
    throw notOpened(folder, error);
  }
}

/** PGlite's own message helps nobody: "Aborted()", and a frame of WebAssembly. */
export function notOpened(folder: string, cause: unknown): StoreError {
  const data = join(folder, 'db');
  const closed = closedIn(data);
  if (closed !== undefined) {
    return new StoreError(
      `${closed} belongs to another user, as after a command run as root: give all of it back (chown -R --reference=${folder}/ ${folder}/).`,
      { cause },
    );
  }
  return new StoreError(
    `The embedded database in ${folder} does not open: it is damaged, of another version, or its disk is full. ` +
      `Check the space on the disk, then put a backup in its place (npm run restore -- FILE), ` +
      `or move ${data} away to start with an empty one.`,
    { cause },
  );
}

/** The path of a file in the folder that cannot be read and written; undefined when there is none. */
function closedIn(folder: string): string | undefined {
  try {
    for (const one of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (one.isFile()) closeSync(openSync(join(one.parentPath, one.name), 'r+'));
    }
    return undefined;
  } catch (error) {
    const isClosed = codeOf(error) === 'EACCES';
    return isClosed ? (error as NodeJS.ErrnoException).path : undefined;
  }
}

/** Writes a folder, with everything in it, to the disk. */
export function syncAll(folder: string): void {
  for (const name of ['', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })]) {
    syncAt(join(folder, name), fdatasyncSync);
  }
}

function syncAt(path: string, sync: (file: number) => void): void {
  const file = openSync(path, 'r');
  try {
    sync(file);
  } finally {
    closeSync(file);
  }
}

/** The part of Emscripten's file system that we use. */
interface Emscripten {
  readonly FS: {
    lookupPath: (path: string) => {
      readonly node: { readonly mount: { readonly type: NodeFiles } };
    };
  };
}
interface NodeFiles {
  readonly realPath: (node: unknown) => string;
  readonly stream_ops: { fsync?: (stream: OpenStream) => number };
}
interface OpenStream {
  readonly node: unknown;
  /** Folders have none. */
  readonly nfd?: number | null;
}

/**
 * The embedded database asks for its files to be written to the disk, and the file system under it does
 * nothing about it (https://github.com/electric-sql/pglite/issues/1107): a power cut would lose what was
 * acknowledged. A test sees that another version still asks.
 */
function passOnSyncs(client: PGlite, sync: (file: number) => void): void {
  const { FS } = client.Module as unknown as Emscripten;
  const { realPath, stream_ops: operations } = FS.lookupPath(PGlite.paths.PGDATA).node.mount.type;
  operations.fsync = ({ node, nfd }) => {
    if (typeof nfd === 'number') sync(nfd);
    else syncAt(realPath(node), sync);
    return 0;
  };
}
