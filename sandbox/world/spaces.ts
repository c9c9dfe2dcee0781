import type { Feed, FeedEventName } from './feed.js';
import { uuidOf, webexId } from './ids.js';
import type { Person } from './people.js';
import type { Membership, Space } from './records.js';

interface Surroundings {
  readonly feed: Feed;
  readonly newUuid: () => string;
  stamp(): string;
}

/** All spaces and who is in them. */
export class Spaces {
  readonly #byUuid = new Map<string, Space>();
  readonly #direct = new Map<string, Space>();
  readonly #ofPerson = new Map<string, Set<Space>>();

  constructor(private readonly world: Surroundings) {}

  byId(id: string): Space | undefined {
    const uuid = uuidOf('ROOM', id);
    return uuid === undefined ? undefined : this.#byUuid.get(uuid);
  }

  /** The person's spaces, in the order in which they came into them. */
  of(person: Person): Space[] {
    return [...(this.#ofPerson.get(person.uuid) ?? [])];
  }

  /** The one 1:1 space of the two, if they ever met. */
  directOf(one: Person, other: Person): Space | undefined {
    return this.#direct.get(pairOf(one, other));
  }

  /** The one 1:1 space of the two, made at first contact. */
  meet(from: Person, to: Person): Space {
    const known = this.directOf(from, to);
    if (known !== undefined) return known;
    const space = this.#create('direct', `${from.displayName}, ${to.displayName}`, from);
    this.#direct.set(pairOf(from, to), space);
    this.add(space, from, from);
    this.add(space, to, from);
    return space;
  }

  /** A new group space with its creator in it. */
  createGroup(creator: Person, title: string, description?: string): Space {
    const space = this.#create('group', title, creator);
    space.description = description;
    this.add(space, creator, creator, true);
    this.tellOfSpace('created', space, creator);
    return space;
  }

  /** Puts the person in the space and tells its members. */
  add(space: Space, person: Person, actor: Person, isModerator = false): Membership {
    const membership: Membership = {
      id: webexId('MEMBERSHIP', `${person.uuid}:${space.uuid}`),
      space,
      person,
      isModerator: space.type === 'group' && isModerator,
      isRoomHidden: false,
      created: this.world.stamp(),
    };
    space.members.set(person.uuid, membership);
    const spaces = this.#ofPerson.get(person.uuid) ?? new Set();
    this.#ofPerson.set(person.uuid, spaces.add(space));
    this.tellOfMembership('created', membership, actor);
    return membership;
  }

  /** Takes the person out of the space; the one who left is told too. */
  remove(membership: Membership, actor: Person): void {
    const { space, person } = membership;
    space.members.delete(person.uuid);
    this.#ofPerson.get(person.uuid)?.delete(space);
    this.tellOfMembership('deleted', membership, actor);
  }

  /** Removes the space for everyone in it. */
  delete(space: Space, actor: Person): void {
    for (const membership of [...space.members.values()]) this.remove(membership, actor);
    this.#byUuid.delete(space.uuid);
  }

  membershipById(id: string): Membership | undefined {
    const [personUuid = '', spaceUuid = ''] = uuidOf('MEMBERSHIP', id)?.split(':') ?? [];
    return this.#byUuid.get(spaceUuid)?.members.get(personUuid);
  }

  tellOfSpace(event: FeedEventName, space: Space, actor: Person): void {
    this.world.feed.publish({
      resource: 'rooms',
      event,
      actor,
      data: {
        id: space.id,
        title: space.title,
        type: space.type,
        isLocked: space.isLocked,
        lastActivity: space.lastActivity,
        creatorId: space.creator.id,
        created: space.created,
      },
      reaches: (person) => space.members.has(person.uuid),
      roomId: space.id,
    });
  }

  tellOfMembership(event: FeedEventName, membership: Membership, actor: Person): void {
    const { space, person } = membership;
    this.world.feed.publish({
      resource: 'memberships',
      event,
      actor,
      data: membershipJson(membership),
      reaches: (other) => other.uuid === person.uuid || space.members.has(other.uuid),
      roomId: space.id,
    });
  }

  #create(type: 'direct' | 'group', title: string, creator: Person): Space {
    const uuid = this.world.newUuid();
    const created = this.world.stamp();
    const space: Space = {
      uuid,
      id: webexId('ROOM', uuid),
      type,
      title,
      description: undefined,
      isLocked: false,
      refusesBots: false,
      creator,
      created,
      lastActivity: created,
      members: new Map(),
      messages: [],
    };
    this.#byUuid.set(uuid, space);
    return space;
  }
}

/** A membership as answers and webhooks carry it. */
export function membershipJson(membership: Membership): Record<string, unknown> {
  const { space, person } = membership;
  return {
    id: membership.id,
    roomId: space.id,
    roomType: space.type,
    personId: person.id,
    personEmail: person.email,
    personDisplayName: person.displayName,
    personOrgId: person.orgId,
    isModerator: membership.isModerator,
    isMonitor: false,
    isRoomHidden: membership.isRoomHidden,
    created: membership.created,
  };
}

function pairOf(one: Person, other: Person): string {
  return [one.uuid, other.uuid].sort().join('+');
}
