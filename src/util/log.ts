import { AsyncLocalStorage } from 'node:async_hooks';
import { existsSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { inspect } from 'node:util';
import { type DestinationStream, type Logger, pino } from 'pino';
import { z } from 'zod';

/** An error whose message is ours, without personal data. */
export interface Loggable {
  readonly isLoggable: true;
}

/** The bot cannot start; the message says why and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';

  /**
   * @param kind `wrong`: only another configuration helps; `away`: what it needs does not answer, and may
   *   do so later
   */
  constructor(
    message: string,
    options?: ErrorOptions,
    readonly kind?: 'wrong' | 'away',
  ) {
    super(message, options);
  }
}

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

/** The bot's, e.g. `0.2.0`. */
export const VERSION = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(projectFile('package.json'), 'utf8'))).version;

const eventAtWork = new AsyncLocalStorage<{ readonly event: string }>();

/** All log lines of the work carry its event. @param event its idempotency key */
export function logEvent<T>(event: string, work: () => T): T {
  return eventAtWork.run({ event }, work);
}

/**
 * JSON lines, without tokens, passwords, topics or links. For an error that is not {@link Loggable} only the
 * kind, the code and the place are logged, because the rest may quote its input.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const base = { version: VERSION, host: hostname() };
  const mixin = (): object => eventAtWork.getStore() ?? {};
  const options = { level, base, mixin, serializers: { err: describe } };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Lines for people: `10:00:00 WARN  webhooks not ensured  err={…}`; the version only when ready. */
export function prettyLines(write: (line: string) => void): DestinationStream {
  return {
    write: (line) => {
      const { level, time, msg, ...rest } = JSON.parse(line) as PinoLine;
      const clock = new Date(time).toISOString().slice(11, 19);
      const word = (pino.levels.labels[level] ?? '').toUpperCase().padEnd(5);
      const more = Object.entries(rest)
        .filter(([name]) => name !== 'host' && (name !== 'version' || msg === 'ready'))
        .map(
          ([name, value]) =>
            ` ${name}=${typeof value === 'string' ? value : inspect(value, ONE_LINE)}`,
        );
      write(`${clock} ${word} ${msg ?? ''}${more.length > 0 ? ' ' : ''}${more.join('')}\n`);
    },
  };
}

const ONE_LINE = { depth: 5, breakLength: Infinity };

interface PinoLine extends Readonly<Record<string, unknown>> {
  readonly level: number;
  readonly time: number;
  readonly msg?: string;
}

/** A reason why the bot cannot serve: logged when it begins and when it is over. */
export function condition(log: Pick<Logger, 'error' | 'info'>) {
  let reason: string | undefined;
  return {
    reason: (): string | undefined => reason,
    /** @param next says what to do, without personal data */
    is: (next: string | undefined): void => {
      if (next === reason) return;
      if (next === undefined) log.info({ reason }, 'ready again');
      else log.error({ reason: next }, 'not ready');
      reason = next;
    },
  };
}

interface Described {
  readonly type: string;
  readonly code?: string;
  readonly frames?: readonly string[] | undefined;
  readonly cause?: Described;
}

/** Names and codes in the form that programs give them; anything else may hold somebody's words. */
const WORD = /^[\w.$-]{1,60}$/;
const FRAME = /^\s+at (?:[\w.$<>[\] ]+ \()?(?:file:\/\/|node:|\/|[A-Z]:\\)[^\s()]+:\d+:\d+\)?$/;

/**
 * Libraries put what they worked on into their errors (PostgreSQL: `where`, `detail`): of those only the kind
 * is kept.
 */
function describe(error: unknown): Described {
  if (!(error instanceof Error)) return { type: typeof error };
  const fields = isLoggable(error)
    ? ownFields(error)
    : { frames: framesOf(error), ...safeCodeOf(error) };
  return {
    type: WORD.test(error.name) ? error.name : 'Error',
    ...fields,
    ...(error.cause === undefined ? {} : { cause: describe(error.cause) }),
  };
}

/** One line for the console about an unforeseen error: its kind and place, never its words. */
export function unforeseen(error: unknown): string {
  const { type, code, frames, cause } = describe(error);
  const place = frames?.[0]?.trim().replace(/[()]/g, '');
  const kind = [type, code ?? cause?.code, place].filter((word) => word !== undefined).join(' ');
  return `The bot ends: something went wrong that nobody foresaw (${kind}). Start it again; if it stays so, report this line.`;
}

function isLoggable(error: Error): error is Error & Loggable {
  return 'isLoggable' in error && error.isLoggable === true;
}

function ownFields(error: Error): object {
  const { message } = error;
  const names = ['status', 'code', 'trackingId', 'where'] as const;
  const given = Object.fromEntries(
    Object.entries(error).filter(([name]) => names.some((one) => one === name)),
  );
  return { message, ...given };
}

/** The code that the system, or a library, gave an error itself, e.g. `EADDRINUSE`. */
export function codeOf(error: unknown): string | undefined {
  const has = error instanceof Error && 'code' in error && typeof error.code === 'string';
  return has ? (error.code as string) : undefined;
}

function safeCodeOf(error: Error): { readonly code?: string } {
  const code = codeOf(error);
  return code !== undefined && WORD.test(code) ? { code } : {};
}

/**
 * Takes the message off first: it can hold lines that look like frames. None where the two cannot be told
 * apart.
 */
function framesOf({ message, stack = '' }: Error): string[] | undefined {
  const at = stack.indexOf(message);
  if (at < 0) return undefined;
  const frames = stack
    .slice(at + message.length)
    .split('\n')
    .filter((line) => FRAME.test(line));
  return frames.length === 0 ? undefined : frames.slice(0, 8);
}
