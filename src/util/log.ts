import { type DestinationStream, type Logger, pino } from 'pino';

/** An error whose message is ours, and holds nothing of anybody's. */
export interface Loggable {
  readonly isLoggable: true;
}

/** The bot cannot start; the message says why and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/**
 * JSON lines, without tokens, passwords, topics or links. Of an error that is not {@link Loggable} only
 * the kind and the place are logged, because its message may quote its input.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, serializers: { err: describe } };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** A reason why the bot cannot serve: logged once when it comes, and when it is over. */
export function condition(log: Pick<Logger, 'error' | 'info'>) {
  let reason: string | undefined;
  return {
    reason: (): string | undefined => reason,
    /** @param next says what to do, and holds nothing of anybody's */
    is: (next: string | undefined): void => {
      if (next === reason) return;
      if (next === undefined) log.info({ reason }, 'ready again');
      else log.error({ reason: next }, 'not ready');
      reason = next;
    },
  };
}

function describe(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack } = error;
  // Without the message first: it can hold lines that look like frames.
  const frames = stack
    ?.replace(message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8);
  return {
    type: name,
    ...('isLoggable' in error && error.isLoggable === true ? { message } : { frames }),
    ...('status' in error ? { status: error.status } : {}),
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...('trackingId' in error ? { trackingId: error.trackingId } : {}),
    ...('where' in error ? { where: error.where } : {}),
    ...(error.cause === undefined ? {} : { cause: describe(error.cause) }),
  };
}
