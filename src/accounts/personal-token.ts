import type { WebexClient } from '../webex/client.js';
import { samePerson } from '../webex/ids.js';
import { getMe } from '../webex/people.js';
import { forWhom, type Authorities } from './authorities.js';
import { NotConnected, NotServed } from './errors.js';

/**
 * Authority by one personal access token, for trying out: it serves its owner alone.
 * Rejects with a WebexError when Webex does not know the token.
 * https://developer.webex.com/docs/getting-your-personal-access-token
 */
export async function personalToken(webex: WebexClient, token: string): Promise<Authorities> {
  const owner = await getMe(webex, token);
  return {
    // Its owner may be an administrator or an officer: then Webex says what the token may do.
    of: (person) =>
      samePerson(person.personId, owner.id)
        ? Promise.resolve({ token, ...forWhom(person) })
        : Promise.reject(new NotServed()),
    // Such a token lives twelve hours and cannot be renewed: a new one has to be configured.
    renewed: () => Promise.reject(new NotConnected('over')),
  };
}
