import { z } from 'zod';
import type { Person } from '../world/people.js';
import type { Webhook } from '../world/webhooks.js';
import type { World } from '../world/world.js';

const personChange = z.strictObject({
  email: z.email().optional(),
  sites: z.array(z.string().min(1).toLowerCase()).optional(),
});
const roomChange = z.strictObject({ refusesBots: z.boolean() });
const webhookChange = z.strictObject({
  id: z.string().optional(),
  owner: z.email().optional(),
  resource: z.string().optional(),
  status: z.enum(['active', 'inactive', 'deleted']),
});

/** An administrator gives somebody another address, or other sites: none at all, too. */
export function changePerson(world: World, email: string, body: unknown): Person {
  const change = personChange.parse(body);
  const person = world.people.byEmail(email);
  if (person?.type !== 'person') throw new Error(`Nobody has the address ${email}.`);
  if (change.email !== undefined) world.people.readdress(person, change.email);
  if (change.sites !== undefined) person.sites = change.sites;
  return person;
}

/** From now on, or no longer, bots may not write into that space. */
export function changeRoom(world: World, roomId: string, body: unknown): void {
  const { refusesBots } = roomChange.parse(body);
  const space = world.spaces.byId(roomId);
  if (space === undefined) throw new Error('No space has this id.');
  space.refusesBots = refusesBots;
}

/**
 * Switches webhooks off or on again, or takes them away: those of that id, owner and resource, or
 * all of them. Nobody is told, as on Webex.
 *
 * @returns those that it was done to
 */
export function changeWebhooks(world: World, body: unknown): Webhook[] {
  const { id, owner, resource, status } = webhookChange.parse(body);
  const found = world.webhooks
    .all()
    .filter((webhook) => id === undefined || webhook.id === id)
    .filter((webhook) => resource === undefined || webhook.resource === resource)
    .filter((webhook) => owner === undefined || webhook.owner.person.email === owner);
  for (const webhook of found) {
    if (status === 'deleted') world.webhooks.delete(webhook);
    else {
      webhook.status = status;
      webhook.failures = [];
    }
  }
  return found;
}

/** A webhook as GET /sandbox/webhooks tells it: without its secret. */
export function webhookTold(webhook: Webhook): Record<string, unknown> {
  const { id, name, targetUrl, resource, event, status, owner } = webhook;
  return { id, name, targetUrl, resource, event, status, owner: owner.person.email };
}
