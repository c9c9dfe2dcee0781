import { randomUUID } from 'node:crypto';
import {
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { type Server, connect, createServer } from 'node:net';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { SECOND } from '../util/time.js';
import { StoreError } from './errors.js';
import { codeOf } from '../util/log.js';

/** The mark is renewed this often; a process of another machine that is silent for SILENCE_MS is gone. */
const BEAT_MS = 2 * SECOND;
const SILENCE_MS = 10 * SECOND;

/** In bytes: the system cuts off longer socket addresses. */
const LONGEST_ADDRESS = 100;

const mark = z.object({
  pid: z.number().int().positive(),
  host: z.string(),
  /** Of the running system: containers on one machine share it, a reboot changes it. */
  kernel: z.string().optional(),
  /** A file name. */
  socket: z.string().optional(),
});
type Mark = z.infer<typeof mark>;

const KERNEL =
  ifThere(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()) ?? hostname();

export interface FolderLock {
  /** False once another process has taken the folder, or somebody has removed it. */
  readonly isOurs: () => boolean;
  readonly release: () => void;
}

/**
 * Marks a data folder as ours: two processes on one embedded database would destroy it. The owner listens on a
 * socket in the folder: the kernel answers for it while the process lives, even frozen, and across containers
 * that share the folder. Where that tells nothing (another machine, no sockets), a mark that keeps being
 * renewed counts. The mark of a process that is gone (killed, crashed) is taken over.
 * @param onLost called at most once, when another process has the folder
 * @throws StoreError when another process has the folder
 */
export async function lockFolder(folder: string, onLost: () => void): Promise<FolderLock> {
  const path = join(folder, 'bot.lock');
  const nonce = randomUUID();
  const listener = await listenIn(folder, `bot.${nonce}.sock`);
  const written: Mark = { pid: process.pid, host: hostname(), kernel: KERNEL, ...listener.named };
  // Unique, even among marks of one process.
  const own = JSON.stringify({ ...written, nonce });
  try {
    await alone(folder, `${path}.taking`, own, async (isAlone) => {
      const owner = markAt(path);
      if (owner !== undefined && (await isAlive(owner, folder, path))) {
        throw new StoreError(
          `The data in ${folder} is in use by another process (${owner.pid} on ${owner.host}): stop it, set DATA_DIR to another folder, or use DATABASE_URL for several processes.`,
        );
      }
      if (!isAlone()) throw beingOpened(folder);
      // Renamed into place, so that no mark is ever half written.
      write(path, () => {
        writeFileSync(`${path}.new`, own, { mode: 0o600 });
        renameSync(`${path}.new`, path);
      });
      if (owner?.socket !== undefined) rmSync(join(folder, owner.socket), { force: true });
    });
  } catch (error) {
    listener.close();
    throw error;
  }
  const isOurs = (): boolean => contentOf(path) === own;
  const beat = setInterval(() => {
    const now = new Date();
    if (isOurs()) return ifThere(() => utimesSync(path, now, now));
    clearInterval(beat);
    onLost();
  }, BEAT_MS).unref();
  return {
    isOurs,
    release: () => {
      clearInterval(beat);
      if (isOurs()) rmSync(path, { force: true });
      listener.close();
    },
  };
}

/** Check-and-replace must be atomic, or two processes could both take over the same stale mark. */
async function alone(
  folder: string,
  path: string,
  own: string,
  work: (isAlone: () => boolean) => Promise<void>,
): Promise<void> {
  // Left by a process that was killed in the middle of this step.
  const holder = markAt(path);
  const isLeft =
    holder === undefined ? silenceOf(path) > SILENCE_MS : !(await isAlive(holder, folder, path));
  if (isLeft) rmSync(path, { force: true });
  if (!write(path, () => writeFileSync(path, own, { flag: 'wx', mode: 0o600 }))) {
    throw beingOpened(folder);
  }
  const isAlone = (): boolean => contentOf(path) === own;
  try {
    await work(isAlone);
  } finally {
    if (isAlone()) rmSync(path, { force: true });
  }
}

function beingOpened(folder: string): StoreError {
  return new StoreError(
    `The folder ${folder} is being opened by another process: stop one of the two.`,
  );
}

/** @returns false when the file is there already */
function write(path: string, work: () => void): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw new StoreError(
      `Nothing can be written to ${dirname(path)}: check its owner and the space on its disk, or set DATA_DIR.`,
      { cause: error },
    );
  }
}

/** Undefined when the folder is gone; the database reports that better than we can. */
function ifThere<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function contentOf(path: string): string | undefined {
  return ifThere(() => readFileSync(path, 'utf8'));
}

function markAt(path: string): Mark | undefined {
  try {
    return mark.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (codeOf(error) !== 'EACCES' || silenceOf(path) > SILENCE_MS) return undefined;
    const says = `${path} cannot be read: a process of another user has the folder. Stop it.`;
    throw new StoreError(says, { cause: error });
  }
}

/** Milliseconds since the file was renewed; 0 when it does not exist. */
function silenceOf(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? 0 : Date.now() - stat.mtimeMs;
}

/**
 * Asks the kernel by the socket first; then, on our own machine, for the process; else a renewed mark counts.
 */
async function isAlive(owner: Mark, folder: string, path: string): Promise<boolean> {
  const { pid, host, kernel, socket } = owner;
  const isHere = kernel === KERNEL;
  if (isHere && socket !== undefined) {
    const answer = await probeSocket(folder, socket);
    if (answer !== 'unknown') return answer === 'alive';
  }
  // In a container, every start has the same process id.
  const runs = host === hostname() && pid !== process.pid && isRunning(pid);
  if (silenceOf(path) > SILENCE_MS) return isHere && socket === undefined && runs;
  return host !== hostname() || runs;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Listens on a socket in the folder, unless its file system has no sockets. */
async function listenIn(folder: string, name: string) {
  const open = socketAddress(folder, name);
  const server = createServer((caller) => caller.destroy());
  const listening = await new Promise<Server | undefined>((resolve) => {
    server.on('error', () => resolve(undefined));
    server.listen(open.address, () => resolve(server.unref()));
  });
  return {
    named: listening === undefined ? {} : { socket: name },
    close: (): void => {
      if (listening !== undefined) server.close();
      rmSync(join(folder, name), { force: true });
      open.close();
    },
  };
}

/** The kernel accepts the connection even for a frozen or very busy process. */
async function probeSocket(folder: string, name: string): Promise<'alive' | 'gone' | 'unknown'> {
  const { address, close } = socketAddress(folder, name);
  const socket = connect(address);
  try {
    return await new Promise((resolve) => {
      socket.on('connect', () => resolve('alive'));
      socket.on('error', (error) => {
        const code = codeOf(error);
        if (code === 'ECONNREFUSED') resolve('gone');
        else resolve(code === 'ENOENT' ? 'unknown' : 'alive');
      });
    });
  } finally {
    socket.destroy();
    close();
  }
}

/** On Linux, a short address for a socket in a deep folder. */
function socketAddress(folder: string, name: string): { address: string; close: () => void } {
  const path = join(folder, name);
  const none = { address: path, close: () => undefined };
  if (Buffer.byteLength(path) <= LONGEST_ADDRESS) return none;
  const fd = ifThere(() => openSync(folder, 'r'));
  if (fd === undefined) return none;
  return { address: `/proc/self/fd/${fd}/${name}`, close: () => closeSync(fd) };
}
