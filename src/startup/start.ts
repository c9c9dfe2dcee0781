import { KeyRingError } from '../accounts/keys.js';
import { StoreError } from '../store/errors.js';
import { StartError } from '../util/log.js';
import { WebexRefused, isWebexError } from '../webex/errors.js';
import type { Person } from '../webex/people.js';

/** Closes in reverse order what was added; called twice (two signals), it closes once. */
function createClosers() {
  const closers: (() => Promise<void> | void)[] = [];
  const closeAll = async (): Promise<void> => {
    for (const close of closers.reverse()) await close();
  };
  let closing: Promise<void> | undefined;
  return {
    add: (...opened: typeof closers): void => void closers.push(...opened),
    close: (): Promise<void> => (closing ??= closeAll()),
  };
}

export type Closers = ReturnType<typeof createClosers>;

/**
 * Runs a start. If it fails, closes what it has opened and rejects: with a StartError where the message
 * says what to do, else with the error as it was.
 */
export async function startOrClose<T>(start: (closers: Closers) => Promise<T>): Promise<T> {
  const closers = createClosers();
  try {
    return await start(closers);
  } catch (error) {
    await closers.close();
    const known = error instanceof StoreError || error instanceof KeyRingError;
    throw known ? new StartError(error.message, { cause: error }) : error;
  }
}

/** @throws StartError for the token of a person: the bot would answer itself, in their name */
export function botOnly(me: Person): Person {
  if (me.type !== 'person') return me;
  throw new StartError(
    'WEBEX_BOT_TOKEN is the token of a person. Set the access token of a bot: create one at https://developer.webex.com/my-apps/new/bot.',
  );
}

/** Turns Webex's refusal at the start into advice about a variable. */
export function startAdvice(variable: string): (error: unknown) => never {
  return (error) => {
    if (!isWebexError(error)) throw error;
    const refused = error instanceof WebexRefused && error.status < 500;
    const what = refused
      ? `Webex refused (${error.status}): check ${variable}.`
      : 'Webex cannot be reached: check the network and WEBEX_API_BASE_URL, then start again.';
    const id = 'trackingId' in error ? error.trackingId : undefined;
    const tracking = id === undefined ? '' : ` Webex trackingId: ${id}`;
    throw new StartError(`${what}${tracking}`, { cause: error });
  };
}
