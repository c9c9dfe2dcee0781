import { uuidOf, webexId } from './ids.js';
import type { FeedEvent } from './feed.js';
import type { Person } from './people.js';
import type { Grant } from './tokens.js';

export interface Webhook {
  readonly id: string;
  readonly owner: Grant;
  name: string;
  targetUrl: string;
  readonly resource: string;
  readonly event: string;
  readonly filter: string | undefined;
  secret: string | undefined;
  status: 'active' | 'inactive';
  readonly created: string;
  /** When deliveries failed lately, ms since the epoch. */
  failures: number[];
}

/** What the firehose (all/all) covers: not the clicks on cards. */
const FIREHOSE = new Set(['messages', 'memberships', 'rooms']);

/** All webhooks, each seen by its owner alone. */
export class Webhooks {
  readonly #byUuid = new Map<string, Webhook>();

  constructor(private readonly world: { readonly newUuid: () => string; stamp(): string }) {}

  create(
    owner: Grant,
    input: Pick<Webhook, 'name' | 'targetUrl' | 'resource' | 'event' | 'filter' | 'secret'>,
  ): Webhook {
    const uuid = this.world.newUuid();
    const webhook: Webhook = {
      id: webexId('WEBHOOK', uuid),
      owner,
      ...input,
      status: 'active',
      created: this.world.stamp(),
      failures: [],
    };
    this.#byUuid.set(uuid, webhook);
    return webhook;
  }

  /** The owner's webhook of that id. */
  byId(owner: Grant, id: string): Webhook | undefined {
    const webhook = this.#byUuid.get(uuidOf('WEBHOOK', id) ?? '');
    return webhook !== undefined && sameOwner(webhook.owner, owner) ? webhook : undefined;
  }

  /** Everybody's, the oldest first. */
  all(): Webhook[] {
    return [...this.#byUuid.values()];
  }

  of(owner: Grant): Webhook[] {
    return [...this.#byUuid.values()].filter((webhook) => sameOwner(webhook.owner, owner));
  }

  /** Those that an Integration made for the person: they end with what the person takes back. */
  deleteOfIntegration(person: Person): void {
    for (const webhook of [...this.#byUuid.values()]) {
      const { owner } = webhook;
      if (owner.integration && owner.person.uuid === person.uuid) this.delete(webhook);
    }
  }

  delete(webhook: Webhook): void {
    this.#byUuid.delete(uuidOf('WEBHOOK', webhook.id) ?? '');
  }

  /** Those that are to hear of the event. */
  *hearing(event: FeedEvent): Iterable<Webhook> {
    for (const webhook of this.#byUuid.values()) {
      if (webhook.status !== 'active' || !covers(webhook, event)) continue;
      if (!passes(webhook.filter, event)) continue;
      if (event.reaches(webhook.owner.person)) yield webhook;
    }
  }
}

/** A person's webhooks are kept apart by the app whose token made them, as on Webex. */
function sameOwner(one: Grant, other: Grant): boolean {
  return one.person.uuid === other.person.uuid && one.integration === other.integration;
}

function covers(webhook: Webhook, { resource, event }: FeedEvent): boolean {
  if (webhook.resource === 'all') return FIREHOSE.has(resource);
  return webhook.resource === resource && (webhook.event === 'all' || webhook.event === event);
}

/** Every `key=value` of the filter must fit the event's data; a space by its uuid. */
function passes(filter: string | undefined, event: FeedEvent): boolean {
  if (filter === undefined) return true;
  return [...new URLSearchParams(filter)].every(([key, value]) => {
    if (key === 'roomId') {
      const wanted = uuidOf('ROOM', value);
      return wanted !== undefined && wanted === uuidOf('ROOM', event.roomId ?? '');
    }
    return event.data[key] === value;
  });
}
