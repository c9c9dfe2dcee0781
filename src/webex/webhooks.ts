import { z } from 'zod';
import type { WebexAnswer, WebexClient } from './client.js';
import { WebexRefused } from './errors.js';

const webhook = z.object({
  id: z.string(),
  name: z.string(),
  targetUrl: z.string(),
  resource: z.string(),
  event: z.string(),
  filter: z.string().optional(),
  secret: z.string().optional(),
  status: z.string().optional(),
});

/** A webhook as Webex keeps it. `secret` is carried in answers: never log one of these. */
export type Webhook = z.infer<typeof webhook>;

/** What a webhook is made of. */
export type WebhookSpec = Pick<Webhook, 'name' | 'targetUrl' | 'resource' | 'event'> & {
  readonly secret: string;
};

const page = z.object({ items: z.array(webhook) });

/** All webhooks of the token's owner, every page. https://developer.webex.com/docs/api/v1/webhooks */
export async function listWebhooks(webex: WebexClient, token: string): Promise<Webhook[]> {
  const all: Webhook[] = [];
  let next: string | undefined = '/webhooks?max=100';
  while (next !== undefined) {
    const answer: WebexAnswer<z.infer<typeof page>> = await webex.call({
      method: 'GET',
      path: next,
      token,
      answer: page,
    });
    all.push(...answer.data.items);
    next = answer.next;
  }
  return all;
}

/** Registers one. */
export async function createWebhook(
  webex: WebexClient,
  token: string,
  wish: WebhookSpec,
): Promise<Webhook> {
  const request = {
    method: 'POST',
    path: '/webhooks',
    token,
    body: wish,
    answer: webhook,
  } as const;
  return (await webex.call(request)).data;
}

/** Sets one back to work: Webex switches a webhook off after many failed deliveries. */
export async function activateWebhook(
  webex: WebexClient,
  token: string,
  { id }: Webhook,
  { name, targetUrl, secret }: WebhookSpec,
): Promise<void> {
  const path = `/webhooks/${encodeURIComponent(id)}`;
  const body = { name, targetUrl, secret, status: 'active' };
  await webex.call({ method: 'PUT', path, token, body, answer: z.unknown() });
}

/** Removes one; gone already is as good. */
export async function deleteWebhook(
  webex: WebexClient,
  token: string,
  { id }: Pick<Webhook, 'id'>,
): Promise<void> {
  const path = `/webhooks/${encodeURIComponent(id)}`;
  try {
    await webex.call({ method: 'DELETE', path, token, answer: z.unknown() });
  } catch (error) {
    if (!(error instanceof WebexRefused && error.status === 404)) throw error;
  }
}
