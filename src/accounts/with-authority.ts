import { WebexRefused } from '../webex/errors.js';
import type { AccessToken, Authorities } from './authorities.js';
import { NotConnected } from './errors.js';
import { purposeOf, type Someone } from './someone.js';

/**
 * Does something in a person's name; when Webex does not honour their token (401), renews it once
 * and does it again. A 401 means that nothing was done, so the work may be started over.
 *
 * Rejects with NotConnected, NotServed, or whatever the work rejects with.
 */
export async function withAuthority<T>(
  authorities: Authorities,
  person: Someone,
  work: (authority: AccessToken) => Promise<T>,
): Promise<T> {
  const authority = await authorities.of(person);
  try {
    return await work(authority);
  } catch (error) {
    if (!unauthorized(error)) throw error;
    const renewed = await authorities.renewed(person, authority);
    try {
      return await work(renewed);
    } catch (again) {
      throw unauthorized(again) ? new NotConnected('over', purposeOf(person)) : again;
    }
  }
}

function unauthorized(error: unknown): boolean {
  return error instanceof WebexRefused && error.status === 401;
}
