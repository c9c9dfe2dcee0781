import { IANAZone } from 'luxon';
import type { Someone } from '../../accounts/someone.js';
import { withAuthority } from '../../accounts/with-authority.js';
import { isWebexError } from '../../webex/errors.js';
import { getPerson } from '../../webex/people.js';
import type { Services } from '../services.js';

/**
 * In which time zone a person lives: as they said, else as Webex says, which is then remembered.
 * Undefined when neither did. Rejects with NotConnected or NotServed.
 */
export async function zoneOf(
  { settings, authorities, webex, log }: Services,
  { personId, email }: Someone,
): Promise<string | undefined> {
  const { timeZone } = await settings.of(personId);
  if (timeZone !== undefined) return timeZone;
  try {
    // Their own days count, also where they act for somebody else.
    const { timezone } = await withAuthority(authorities, { personId, email }, ({ token }) =>
      getPerson(webex, token, personId),
    );
    if (timezone === undefined || !IANAZone.isValidZone(timezone)) return undefined;
    await settings.change(personId, { timeZone: timezone });
    return timezone;
  } catch (error) {
    if (!isWebexError(error)) throw error;
    log.info({ err: error }, 'Webex does not tell the time zone');
    return undefined;
  }
}
