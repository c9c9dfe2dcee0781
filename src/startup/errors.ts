import { KeyRingError } from '../accounts/keys.js';
import { StoreError } from '../store/errors.js';
import { WebexRefused, isWebexError } from '../webex/errors.js';

/** The bot cannot start; the message says why and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';

  /** What says itself what to do becomes one of these; anything else stays as it is. */
  static of(error: unknown): unknown {
    const known = error instanceof StoreError || error instanceof KeyRingError;
    return known ? new StartError(error.message, { cause: error }) : error;
  }

  /** The port cannot be had. */
  static listening(port: number, error: Error): StartError {
    const taken = 'code' in error && error.code === 'EADDRINUSE';
    return new StartError(
      taken
        ? `Port ${port} is in use: stop what uses it, or set PORT to another one.`
        : `Cannot listen on port ${port}: set PORT to another one.`,
      { cause: error },
    );
  }
}

/** Turns what Webex said at the start into advice about the variable that it is about. */
export function startAdvice(variable: string): (error: unknown) => never {
  return (error) => {
    if (!isWebexError(error)) throw error;
    const refused = error instanceof WebexRefused && error.status < 500;
    const what = refused
      ? `Webex refused (${error.status}): check ${variable}.`
      : 'Webex cannot be reached: check the network and WEBEX_API_BASE_URL, then start again.';
    const tracking =
      'trackingId' in error && error.trackingId !== undefined
        ? ` Webex trackingId: ${error.trackingId}`
        : '';
    throw new StartError(`${what}${tracking}`, { cause: error });
  };
}
