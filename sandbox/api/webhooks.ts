import express, { type Request } from 'express';
import { z } from 'zod';
import type { Webhook } from '../world/webhooks.js';
import type { World } from '../world/world.js';
import { ApiError, badRequest, notFound } from './api-error.js';
import { callerOf, callerWith } from './caller.js';
import { bodyOf } from './input.js';
import { pageOf } from './link.js';
import { queryOf } from './record.js';

const CHANGES = ['created', 'updated', 'deleted'];

/** Which events a resource has, by the Webhooks guide; `all` goes with each of them. */
const EVENTS: Readonly<Record<string, readonly string[]>> = {
  all: [],
  attachmentActions: ['created'],
  memberships: CHANGES,
  messages: CHANGES,
  rooms: ['created', 'updated', 'migrated'],
  recordings: CHANGES,
  meetings: [...CHANGES, 'started', 'ended'],
  meetingParticipants: ['joined', 'left'],
  meetingTranscripts: ['created'],
};

/** The scope that reads the resource; whatever is not listed is messaging. */
const READ_SCOPES: Readonly<Record<string, readonly string[]>> = {
  // Admin-level scopes are for org-wide webhooks: one's own need the user's.
  recordings: ['meeting:recordings_read'],
  meetingTranscripts: ['meeting:transcripts_read'],
  meetings: ['meeting:recordings_read'],
  meetingParticipants: ['meeting:recordings_read'],
};

/** By the words of the document these go with `ownedBy: org` alone. */
const ORG_FILTERS = ['hostEmail', 'hostUserId', 'ownerEmail', 'ownerId'];

const targetUrl = z.url({ protocol: /^https?$/ });

const newWebhook = z.strictObject({
  name: z.string().min(1),
  targetUrl,
  resource: z.string(),
  event: z.string(),
  filter: z.string().optional(),
  secret: z.string().min(1).optional(),
  ownedBy: z.enum(['creator', 'org']).optional(),
});

// Not strict: the official SDK sends the whole webhook back.
const changedWebhook = z.object({
  name: z.string().min(1),
  targetUrl,
  secret: z.string().min(1).optional(),
  ownedBy: z.literal('creator').optional(),
  status: z.enum(['active', 'inactive']).optional(),
});

/** /webhooks: list, create, get, update, delete, each owner's own, as the Webhooks documents say. */
export function webhooksApi(world: World): express.Router {
  const router = express.Router();

  router.get('/webhooks', (req, res) => {
    const caller = callerOf(req);
    if (queryOf(req).ownedBy !== undefined)
      throw badRequest('Org-wide webhooks are not supported by this sandbox.');
    const page = pageOf(req, res, world.webhooks.of(caller), { standard: 100, most: 100 });
    res.json({ items: page.map(webhookJson) });
  });

  router.post('/webhooks', (req, res) => {
    const { name, targetUrl, resource, event, filter, secret, ownedBy } = bodyOf(req, newWebhook);
    const events = Object.hasOwn(EVENTS, resource) ? EVENTS[resource] : undefined;
    if (events === undefined)
      throw badRequest(`resource: "${resource}" is not a resource of webhooks.`);
    if (event !== 'all' && !events.includes(event)) {
      throw badRequest(`event: "${event}" is not an event of ${resource}.`);
    }
    const caller = callerWith(req, ...(READ_SCOPES[resource] ?? ['spark:all']));
    if (ownedBy === 'org') {
      throw new ApiError(403, 'Org-wide webhooks are not offered by this sandbox.');
    }
    if (ORG_FILTERS.some((key) => new URLSearchParams(filter).has(key))) {
      throw badRequest(`filter: ${ORG_FILTERS.join(', ')} require ownedBy to be org.`);
    }
    res.json(
      webhookJson(
        world.webhooks.create(caller, { name, targetUrl, resource, event, filter, secret }),
      ),
    );
  });

  router.get('/webhooks/:webhookId', (req, res) => {
    res.json(webhookJson(webhookFor(world, req, req.params.webhookId)));
  });

  router.put('/webhooks/:webhookId', (req, res) => {
    const webhook = webhookFor(world, req, req.params.webhookId);
    const { name, targetUrl, secret, status } = bodyOf(req, changedWebhook);
    webhook.name = name;
    webhook.targetUrl = targetUrl;
    if (secret !== undefined) webhook.secret = secret;
    // A webhook can be switched on again by hand, never off.
    if (status === 'active') {
      webhook.status = status;
      webhook.failures = [];
    }
    res.json(webhookJson(webhook));
  });

  router.delete('/webhooks/:webhookId', (req, res) => {
    world.webhooks.delete(webhookFor(world, req, req.params.webhookId));
    res.status(204).end();
  });

  return router;
}

function webhookFor(world: World, req: Request, id: string): Webhook {
  const webhook = world.webhooks.byId(callerOf(req), id);
  if (webhook === undefined) throw notFound('webhook');
  return webhook;
}

/** A webhook as answers carry it, the secret included: Webex does so too. */
function webhookJson(webhook: Webhook): Record<string, unknown> {
  const { id, name, targetUrl, resource, event, filter, secret, status, created } = webhook;
  return {
    id,
    name,
    targetUrl,
    resource,
    event,
    ...(filter === undefined ? {} : { filter }),
    ...(secret === undefined ? {} : { secret }),
    status,
    created,
    ownedBy: 'creator',
  };
}
