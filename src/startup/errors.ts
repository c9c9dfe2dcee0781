import { KeyRingError } from '../accounts/keys.js';
import { StoreError } from '../store/errors.js';
import { StartError } from '../util/log.js';
import { WebexRefused, isWebexError } from '../webex/errors.js';

/** Wraps errors whose message says what to do; any other error stays as it is. */
export function asStartError(error: unknown): unknown {
  const known = error instanceof StoreError || error instanceof KeyRingError;
  return known ? new StartError(error.message, { cause: error }) : error;
}

/** Turns Webex's refusal at the start into advice about a variable. */
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
