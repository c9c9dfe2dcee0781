import { IANAZone } from 'luxon';
import type { Someone } from '../../accounts/someone.js';
import { withAuthority } from '../../accounts/with-authority.js';
import { isWebexError } from '../../webex/errors.js';
import { getPerson } from '../../webex/people.js';
import type { Services } from '../services.js';

/**
 * In which time zone a person lives: as they said, else as Webex says, which is then remembered.
 * Undefined when neither did. Rejects with NotConnected or NotServed.
 *
 * @param person who asks; also where they ask for somebody else their own days count
 */
export async function zoneOf(
  { settings, authorities, webex, log }: Services,
  person: Someone,
): Promise<string | undefined> {
  const { personId } = person;
  const { timeZone } = await settings.of(personId);
  if (timeZone !== undefined) return timeZone;
  try {
    // With what they need anyway for what they ask: nobody connects once more for the sake of a zone.
    const { timezone } = await withAuthority(authorities, person, ({ token }) =>
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
