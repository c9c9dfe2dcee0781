import { withToken } from '../../accounts/token-provider.js';
import type { Actor } from '../../accounts/types.js';
import { auditIdentity } from '../../bot/access/impersonation.js';
import { trackingOf } from '../../recordings/change.js';
import { type Sharing, shareRecording } from '../../recordings/requests.js';
import { WebexRefused, isWebexError } from '../../webex/errors.js';
import type { Deps } from '../deps.js';
import type { ShareOutcome } from './cards.js';

/** A confirmed sharing. */
export interface ConfirmedSharing {
  readonly actor: Actor;
  readonly target: { readonly id: string; readonly siteUrl?: string | undefined };
  readonly wanted: Sharing;
  /** The idempotency key of the click. */
  readonly eventKey: string;
}

/**
 * Shares a recording: written to the audit (without addresses), requested, settled. Webex has no list
 * to look at afterwards, so a click that is delivered again requests again, but without e-mail.
 *
 * Rejects with NotConnected or NotServed, or when the database does not answer.
 */
export async function performShare(
  deps: Pick<Deps, 'webex' | 'audit' | 'tokens' | 'authorityName' | 'now'>,
  { actor, target, wanted, eventKey }: ConfirmedSharing,
): Promise<ShareOutcome> {
  const { webex, audit, tokens, now } = deps;
  const { id: recordingId, siteUrl } = target;
  const attempt = { recordingId, siteUrl, change: 'share', eventKey } as const;
  const { entry, fresh } = await audit.open({ ...auditIdentity(deps, actor), ...attempt }, now());
  if (entry.outcome === 'done') return { kind: 'done' };
  const requested = fresh ? wanted : { ...wanted, sendEmail: false };
  try {
    const trackingId = await withToken(tokens, actor, (authority) =>
      shareRecording(webex, authority, target.id, requested),
    );
    await audit.settle(entry.id, 'done', trackingId, now());
    return { kind: fresh || !wanted.sendEmail ? 'done' : 'done-again' };
  } catch (error) {
    if (!isWebexError(error)) throw error;
    // Any other failure may have come after the change.
    const refused = error instanceof WebexRefused && error.status < 500 && !error.repeated;
    const kind = refused ? 'unchanged' : 'unsure';
    await audit.settle(entry.id, kind, trackingOf({ error }), now());
    return { kind, error };
  }
}
