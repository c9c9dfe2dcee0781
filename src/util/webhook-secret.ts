import { LRUCache } from 'lru-cache';
import { createHmac } from 'node:crypto';

/** `owner`: the UUID of the person whose own token made the webhook. */
export interface WebhookKind {
  readonly resource: string;
  readonly event: string;
  readonly owner?: string | undefined;
}

/**
 * Each webhook has its own secret, as Webex asks for: whoever reads one (Webex shows it to the token's owner)
 * can sign nothing else.
 */
export function webhookSecret(configured: string, kind: WebhookKind): string {
  const { resource, event, owner = '' } = kind;
  const about = JSON.stringify(['webhook', resource, event, owner]);
  const key = `${configured} ${about}`;
  const known = recent.get(key);
  if (known !== undefined) return known;
  const secret = createHmac('sha256', configured).update(about).digest('hex');
  recent.set(key, secret);
  return secret;
}

/** Each event needs one, mostly of the same few webhooks. Limited, since anybody can name others. */
const recent = new LRUCache<string, string>({ max: 200 });

/**
 * A process of this bot answers this to a question under PUBLIC_URL: only one with the same secret can, and the
 * secret signs nothing else this way.
 * @param nonce from whoever asks
 */
export function addressProof(configured: string, nonce: string): string {
  return createHmac('sha256', configured)
    .update(JSON.stringify(['front door', nonce]))
    .digest('hex');
}

/** The path of that question, before the nonce. */
export const ADDRESS_PROOF_PATH = '/door/';
export const NONCE = /^[0-9a-f]{32}$/;
