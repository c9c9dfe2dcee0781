import { randomBytes } from 'node:crypto';
import { uuidOf } from '../world/ids.js';
import type { FeedEvent } from '../world/feed.js';
import type { Person } from '../world/people.js';
import type { Space } from '../world/records.js';
import type { World } from '../world/world.js';

type Activity = Readonly<Record<string, unknown>>;

/**
 * What a socket is told of an event, as an activity of Webex's own clients; undefined for what it is
 * not told of. Ids are bare uuids, and what people wrote is encrypted.
 */
export function activityOf(world: World, url: string, event: FeedEvent): Activity | undefined {
  const { resource, data, actor } = event;
  const space = world.spaces.byId(event.roomId ?? '');
  if (space === undefined) return undefined;
  const common = (id: string): Record<string, unknown> => ({
    id,
    objectType: 'activity',
    url: `${url}/conversation/api/v1/activities/${id}`,
    published: data.created ?? world.stamp(),
    actor: personOf(actor),
    target: targetOf(url, space),
    encryptionKeyUrl: `kms://kms-a.wbx2.com/keys/${space.uuid}`,
  });
  if (resource === 'messages') {
    const id = uuidOf('MESSAGE', String(data.id)) ?? '';
    return { ...common(id), ...ofMessage(world, event, id) };
  }
  if (resource === 'attachmentActions') {
    const id = uuidOf('ATTACHMENT_ACTION', String(data.id)) ?? '';
    const parent = { id: uuidOf('MESSAGE', String(data.messageId)), type: 'cardAction' };
    const object = { objectType: 'submit', inputs: sealed() };
    return { ...common(id), verb: 'cardAction', object, parent };
  }
  if (resource !== 'memberships') return undefined;
  const member = world.people.byId(String(data.personId));
  if (member === undefined || event.event === 'updated') return undefined;
  const base = common(world.newUuid());
  if (event.event === 'deleted') return { ...base, verb: 'leave', object: personOf(member) };
  if (space.type === 'group') return { ...base, verb: 'add', object: personOf(member) };
  // A 1:1 space comes about with both at once, and is the object itself.
  const items = [...space.members.values()].map(({ person }) => personOf(person));
  const { target, ...rest } = base;
  return { ...rest, verb: 'create', object: { ...(target as object), participants: { items } } };
}

function ofMessage(world: World, { event, data }: FeedEvent, id: string): Activity {
  if (event === 'deleted') return { verb: 'delete', object: { objectType: 'activity', id } };
  const file = world.messages.byId(String(data.id))?.content.file;
  const object = { objectType: 'comment', displayName: sealed(), content: sealed() };
  if (event === 'created') return { verb: file === undefined ? 'post' : 'share', object };
  // An edit is a post of its own that names what it replaces.
  return { verb: 'post', id: world.newUuid(), object, parent: { id, type: 'edit' } };
}

const personOf = ({ uuid, email, displayName, orgId }: Person): Activity => ({
  objectType: 'person',
  id: uuid,
  entryUUID: uuid,
  emailAddress: email,
  displayName,
  orgId: uuidOf('ORGANIZATION', orgId) ?? orgId,
});

const targetOf = (url: string, { uuid, type }: Space): Activity => ({
  objectType: 'conversation',
  id: uuid,
  url: `${url}/conversation/api/v1/conversations/${uuid}`,
  tags: type === 'direct' ? ['ONE_ON_ONE'] : ['LOCKED'],
});

/** As people's words look without the keys. */
function sealed(): string {
  return `eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..${randomBytes(24).toString('base64url')}`;
}
