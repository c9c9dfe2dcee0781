import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { lenient } from '../util/present.js';
import { MINUTE } from '../util/time.js';
import { type WebhookKind, webhookSecret } from '../util/webhook-secret.js';
import { type WebexClient, deleteAt } from './client.js';
import { uuidOf } from './ids.js';
import { itemsOf, moment, pagesOf } from './lists.js';

const webhook = z.object({
  id: z.string(),
  name: z.string(),
  targetUrl: z.string(),
  resource: z.string(),
  event: z.string(),
  filter: lenient(z.string()),
  secret: lenient(z.string()),
  status: lenient(z.string()),
  created: lenient(moment),
});

/** Never logged: answers carry `secret`. */
export type Webhook = z.infer<typeof webhook>;

type WebhookSpec = Pick<Webhook, 'name' | 'targetUrl' | 'resource' | 'event'> & {
  readonly secret: string;
};

const webhookPage = itemsOf(webhook);
/** The part that is needed of a new one: it must not be made again because something else is odd. */
const created = webhook.pick({ id: true, status: true, created: true });

/** All webhooks of the token's owner. https://developer.webex.com/docs/api/v1/webhooks */
export async function listWebhooks(webex: WebexClient, token: string): Promise<Webhook[]> {
  return (await listed(webex, token)).hooks;
}

interface Listed {
  readonly hooks: Webhook[];
  /** Ids of those that could not be read. */
  readonly unread: Set<string>;
}

async function listed(webex: WebexClient, token: string): Promise<Listed> {
  const found: Listed = { hooks: [], unread: new Set() };
  const request = { method: 'GET', path: '/webhooks?max=100', token, answer: webhookPage } as const;
  for await (const { data } of pagesOf(webex, request)) {
    found.hooks.push(...data.items);
    for (const { key } of data.unread) found.unread.add(key);
  }
  return found;
}

export async function createWebhook(
  webex: WebexClient,
  token: string,
  spec: WebhookSpec,
): Promise<Webhook> {
  const request = { method: 'POST', path: '/webhooks', token, answer: created } as const;
  return { ...spec, ...(await webex.call({ ...request, body: spec })).data };
}

/** Idempotent. */
export async function deleteWebhook(
  webex: WebexClient,
  token: string,
  { id }: Pick<Webhook, 'id'>,
): Promise<void> {
  await deleteAt(webex, token, `/webhooks/${encodeURIComponent(id)}`);
}

/** Events of the bot. Membership events carry all that a welcome needs. */
export const LISTENS_TO = [
  { resource: 'messages', event: 'created' },
  { resource: 'attachmentActions', event: 'created' },
  { resource: 'memberships', event: 'created' },
  { resource: 'memberships', event: 'deleted' },
] as const;

/** Marks our webhooks; those with another name or target are somebody else's. */
export const WEBHOOK_NAME = 'webex-recordings-bot';

export interface WebhookTarget {
  readonly targetUrl: string;
  /** Each webhook's own secret is derived from this. */
  readonly secret: string;
}

interface Ensured extends WebhookTarget {
  readonly now: () => number;
}

/**
 * A webhook of an earlier version, signed with the configured secret itself, stays beside its successor for
 * this time: in a rolling deploy, processes of that version know no other secret.
 */
const SUCCESSION_MS = 10 * MINUTE;

/**
 * Ensures the bot's own webhooks; touches no others. Idempotent. Rejects with a WebexError.
 * @returns true when something was not as it should be
 */
export async function ensureWebhooks(
  webex: WebexClient,
  token: string,
  target: Ensured,
): Promise<boolean> {
  const existing = await listed(webex, token);
  const ensured = await Promise.all(
    LISTENS_TO.map((events) => ensure(webex, token, existing, target, events)),
  );
  return ensured.some(({ repaired }) => repaired);
}

/**
 * Ensures one webhook for a person's new recordings, under their own token, and returns its id.
 * Idempotent. Rejects with a WebexError; 403 when the token may not read recordings.
 */
export async function ensureUserWebhook(
  webex: WebexClient,
  token: string,
  target: Ensured,
  personId: string,
): Promise<string> {
  const existing = await listed(webex, token);
  const events = { resource: 'recordings', event: 'created', owner: uuidOf(personId) };
  return (await ensure(webex, token, existing, target, events)).hook.id;
}

/**
 * By client and secret, the webhooks that this process ensured: Webex's list may say too little to
 * recognise one.
 */
const ensuredBy = new WeakMap<object, LRUCache<string, Webhook>>();

/**
 * Keeps the webhook that fits; re-enables it after Webex disabled it for failed deliveries. One with
 * another secret is replaced before it is deleted, so that a rolling deploy misses no event; one whose
 * secret Webex does not show is given ours.
 */
async function ensure(
  webex: WebexClient,
  token: string,
  { hooks, unread }: Listed,
  { targetUrl, secret: configured, now }: Ensured,
  kind: WebhookKind,
): Promise<{ readonly hook: Webhook; readonly repaired: boolean }> {
  const { resource, event } = kind;
  const secret = webhookSecret(configured, kind);
  const spec: WebhookSpec = { name: WEBHOOK_NAME, targetUrl, resource, event, secret };
  const ours = hooks.filter(
    (hook) =>
      hook.name === spec.name &&
      hook.targetUrl === targetUrl &&
      hook.resource === spec.resource &&
      hook.event === spec.event,
  );
  const made =
    ensuredBy.get(webex.memory ?? webex) ?? new LRUCache<string, Webhook>({ max: 1_000 });
  ensuredBy.set(webex.memory ?? webex, made);
  const known = made.get(secret);
  const hidden = ours.find((hook) => hook.secret === undefined);
  const isKnown = known !== undefined && known.id === hidden?.id;
  const isUnread = known !== undefined && unread.has(known.id);
  const found =
    ours.find((hook) => hook.secret === secret) ??
    (isKnown ? hidden : isUnread ? known : undefined);
  const keep = found ?? hidden ?? (await createWebhook(webex, token, spec));
  made.set(secret, keep);
  const isInactive = keep.status === 'inactive';
  if (isInactive || (found === undefined && keep === hidden)) {
    const path = `/webhooks/${encodeURIComponent(keep.id)}`;
    const body = { name: spec.name, targetUrl, secret, status: 'active' };
    await webex.call({ method: 'PUT', path, token, body, answer: z.unknown() });
  }
  const isNew = now() - Date.parse(keep.created ?? '') < SUCCESSION_MS;
  const superseded = ours.filter(
    (hook) => hook.id !== keep.id && !(isNew && hook.secret === configured),
  );
  await Promise.all(superseded.map((hook) => deleteWebhook(webex, token, hook)));
  return { hook: keep, repaired: found === undefined || isInactive || superseded.length > 0 };
}
