import { LRUCache } from 'lru-cache';
import { createHmac } from 'node:crypto';

/** An event that a webhook is for; of a webhook made with a person's own token, that person's UUID, too. */
export interface WebhookKind {
  readonly resource: string;
  readonly event: string;
  readonly owner?: string | undefined;
}

/**
 * Each webhook has a secret of its own, as Webex asks for: whoever reads that of one webhook (Webex shows
 * it to the owner of the token) can sign nothing else.
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

/** Each event asks for one, and nearly all are of a few webhooks. Anybody can name others. */
const recent = new LRUCache<string, string>({ max: 200 });

/**
 * What a process of this bot answers to a question under PUBLIC_URL: only a process with the same secret knows it,
 * and it signs nothing else. @param nonce of the one who asks
 */
export function addressProof(configured: string, nonce: string): string {
  return createHmac('sha256', configured)
    .update(JSON.stringify(['front door', nonce]))
    .digest('hex');
}

/** The path of that question, before the nonce. */
export const ADDRESS_PROOF_PATH = '/door/';
export const NONCE = /^[0-9a-f]{32}$/;
