import { WebexRefused } from '../webex/errors.js';

/** What Webex did not accept: the bot's own client id and secret, or what an organisation gave it. */
export type RefusedAccess = 'app' | 'organisation';

/**
 * Webex gave no token, and the person has no part in that: connecting again does not help, only
 * whoever runs the bot can put it right. Until then it is like any other refusal: worth another try.
 */
export class AccessRefused extends WebexRefused {
  constructor(
    { request, status, trackingId, retryAfterSeconds, reason, code, repeated }: WebexRefused,
    readonly access: RefusedAccess,
  ) {
    super(request, status, trackingId, retryAfterSeconds, reason, code, repeated);
  }
}

/** Whether the client id and secret were refused, and not the grant (RFC 6749, 5.2). */
export function refusesApp({ code }: WebexRefused): boolean {
  return code === 'invalid_client' || code === 'unauthorized_client';
}
