import type { Authorities } from '../../accounts/authorities.js';
import { NotConnected, NotServed } from '../../accounts/errors.js';
import type { Someone } from '../../accounts/someone.js';
import { withAuthority } from '../../accounts/with-authority.js';
import { isWebexError } from '../../webex/errors.js';
import { deleteWebhook } from '../../webex/webhooks.js';
import type { Services } from '../services.js';

/** What removing a webhook stands on. */
export interface UnhookParts {
  readonly services: Pick<Services, 'webex' | 'log'>;
  /** Also of those who are not served any more: only what was made in their name is taken back. */
  readonly leaving: Authorities;
}

/**
 * Removes our webhook under a person's token. Webex may refuse, or be away: then it tells us of a
 * webhook that nobody is told by any more.
 *
 * Rejects with what the database says.
 */
export async function unhook(
  { services: { webex, log }, leaving }: UnhookParts,
  person: Someone,
  id: string,
): Promise<void> {
  try {
    await withAuthority(leaving, person, ({ token }) => deleteWebhook(webex, token, { id }));
  } catch (error) {
    const over = error instanceof NotConnected || error instanceof NotServed;
    if (!over && !isWebexError(error)) throw error;
    log.warn({ err: error }, 'a webhook of somebody was not removed');
  }
}
