import type { WebexClient } from './client.js';
import {
  type Webhook,
  type WebhookSpec,
  activateWebhook,
  createWebhook,
  deleteWebhook,
  listWebhooks,
} from './webhooks.js';

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
  wish: WebhookSpec,
): Promise<void> {
  const keep = existing.find((hook) => hook.secret === wish.secret);
  if (keep === undefined) await createWebhook(webex, token, wish);
  else if (keep.status === 'inactive') await activateWebhook(webex, token, keep, wish);
  await Promise.all(
    existing.filter((hook) => hook !== keep).map((hook) => deleteWebhook(webex, token, hook)),
  );
}

/** Where and how Webex is to tell us. */
export interface WebhookTarget {
  readonly targetUrl: string;
  /** Signs new webhooks. */
  readonly secret: string;
}

/**
 * Sees to it that Webex tells us of a person's new recordings, by one webhook under their own
 * token. What has another name, target, resource or event is somebody else's and stays as it is.
 *
 * Rejects with a WebexError; 403 when the token may not read recordings.
 * https://developer.webex.com/docs/api/v1/webhooks
 *
 * @returns its id
 */
export async function ensureUserWebhook(
  webex: WebexClient,
  token: string,
  { targetUrl, secret }: WebhookTarget,
): Promise<string> {
  const wish = {
    name: WEBHOOK_NAME,
    targetUrl,
    resource: 'recordings',
    event: 'created',
    secret,
  } as const;
  const ours = (await listWebhooks(webex, token)).filter(
    (hook) =>
      hook.name === wish.name &&
      hook.targetUrl === targetUrl &&
      hook.resource === wish.resource &&
      hook.event === wish.event,
  );
  const found = ours.find((hook) => hook.secret === secret);
  const keep = found ?? (await createWebhook(webex, token, wish));
  if (keep.status === 'inactive') await activateWebhook(webex, token, keep, wish);
  await Promise.all(
    ours.filter((hook) => hook !== keep).map((hook) => deleteWebhook(webex, token, hook)),
  );
  return keep.id;
}
