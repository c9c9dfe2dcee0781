import type { WebexClient } from '../../webex/client.js';
import {
  activateWebhook,
  createWebhook,
  deleteWebhook,
  listWebhooks,
} from '../../webex/webhooks.js';
import { WEBHOOK_NAME } from '../framework/ensure-webhooks.js';

/** Where and how Webex is to tell us. */
export interface HookWish {
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
export async function ensurePersonHook(
  webex: WebexClient,
  token: string,
  { targetUrl, secret }: HookWish,
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
