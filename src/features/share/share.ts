import { withToken } from '../../accounts/token-provider.js';
import type { Actor } from '../../accounts/types.js';
import { auditIdentity } from '../../bot/access/impersonation.js';
import { type Sharing, shareRecording } from '../../recordings/share.js';
import { type WebexError, WebexRefused, isWebexError } from '../../webex/errors.js';
import type { Deps } from '../deps.js';
import type { ShareOutcome } from './cards.js';

/** A sharing that a person has confirmed. */
export interface ConfirmedSharing {
  /** Who acts, and for whom. */
  readonly actor: Actor;
  readonly target: { readonly id: string; readonly siteUrl?: string | undefined };
  readonly wanted: Sharing;
  /** The click that confirmed it. */
  readonly eventKey: string;
}

/**
 * Shares a recording: written to the audit (without addresses), asked for, settled. Webex has no list
 * to look at afterwards, so a click that is delivered again asks again, but lets nobody be written to
 * a second time.
 *
 * Rejects with NotConnected or NotServed, or when the database does not answer.
 */
export async function performShare(
  deps: Pick<Deps, 'webex' | 'audit' | 'tokens' | 'authorityName' | 'now'>,
  { actor, target, wanted, eventKey }: ConfirmedSharing,
): Promise<ShareOutcome> {
  const { webex, audit, tokens, now } = deps;
  const { entry, fresh } = await audit.open(
    {
      ...auditIdentity(deps, actor),
      recordingId: target.id,
      siteUrl: target.siteUrl,
      change: 'share',
      eventKey,
    },
    now(),
  );
  if (entry.outcome === 'done') return { kind: 'done' };
  const asked = fresh ? wanted : { ...wanted, sendEmail: false };
  try {
    const trackingId = await withToken(tokens, actor, (authority) =>
      shareRecording(webex, authority, target.id, asked),
    );
    await audit.settle(entry.id, 'done', trackingId, now());
    return { kind: fresh || !wanted.sendEmail ? 'done' : 'done-again' };
  } catch (error) {
    if (!isWebexError(error)) throw error;
    const kind = saidNo(error) ? 'unchanged' : 'unsure';
    await audit.settle(entry.id, kind, trackingOf(error), now());
    return { kind, error };
  }
}

/** Any other failure may have come after it was done. */
function saidNo(error: WebexError): boolean {
  return error instanceof WebexRefused && error.status < 500 && !error.repeated;
}

function trackingOf(error: WebexError): string | undefined {
  return 'trackingId' in error ? error.trackingId : undefined;
}
