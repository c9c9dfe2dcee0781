import { stateOf } from '../../recordings/change.js';
import type { Recording } from '../../recordings/recording.js';

/**
 * A recording's password as a template wants it: hidden until it is asked for, and absent where
 * Webex gives only asterisks, or plays the recording nowhere. It is shown to the letter, since people copy it.
 *
 * @param id the element to show, unique on its card
 */
export function passwordView(recording: Recording, id: string) {
  const { password } = recording;
  const shown = password !== undefined && /[^*]/.test(password) && stateOf(recording) === 'kept';
  return {
    hasPassword: shown,
    passwordId: id,
    passwordParts: shown ? literal(password).map((part) => ({ part })) : [{ part: '' }],
  };
}

/** In pieces, so that no client takes it for an expression or a date token. */
function literal(password: string): string[] {
  return password.split(/(?<=\$)(?=\{)|(?<=\{)(?=\{)/);
}
