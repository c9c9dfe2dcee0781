import type { WebexClient } from '../../webex/client.js';
import {
  activateWebhook,
  createWebhook,
  deleteWebhook,
  listWebhooks,
  type Webhook,
  type WebhookWish,
} from '../../webex/webhooks.js';

/** What the bot listens to. Membership events carry all that a welcome needs. */
const LISTENS_TO = [
  { resource: 'messages', event: 'created' },
  { resource: 'attachmentActions', event: 'created' },
  { resource: 'memberships', event: 'created' },
  { resource: 'memberships', event: 'deleted' },
] as const;

/** Marks our webhooks: whatever has another name or another target belongs to somebody else. */
export const WEBHOOK_NAME = 'webex-recordings-bot';

/**
 * Sees to it that Webex tells us what we listen to: what fits is kept, what was switched off is
 * switched on, what is missing or signed with another secret is made anew before the old one goes,
 * so that a rolling deploy is never deaf. Nothing is removed when the bot stops, and nothing that
 * is not ours is touched.
 *
 * Rejects with a WebexError.
 *
 * @param targetUrl where this deployment receives events
 * @param secret signs new webhooks
 */
export async function ensureWebhooks(
  webex: WebexClient,
  token: string,
  targetUrl: string,
  secret: string,
): Promise<void> {
  const existing = (await listWebhooks(webex, token)).filter(
    (hook) => hook.name === WEBHOOK_NAME && hook.targetUrl === targetUrl,
  );
  await Promise.all(
    LISTENS_TO.map(({ resource, event }) => {
      const same = existing.filter((hook) => hook.resource === resource && hook.event === event);
      return ensureOne(webex, token, same, {
        name: WEBHOOK_NAME,
        targetUrl,
        resource,
        event,
        secret,
      });
    }),
  );
}

async function ensureOne(
  webex: WebexClient,
  token: string,
  existing: readonly Webhook[],
  wish: WebhookWish,
): Promise<void> {
  const keep = existing.find((hook) => hook.secret === wish.secret);
  if (keep === undefined) await createWebhook(webex, token, wish);
  else if (keep.status === 'inactive') await activateWebhook(webex, token, keep, wish);
  await Promise.all(
    existing.filter((hook) => hook !== keep).map((hook) => deleteWebhook(webex, token, hook)),
  );
}
