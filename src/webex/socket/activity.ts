import { z } from 'zod';
import { lenient, present } from '../../util/present.js';
import { webexIdOf } from '../ids.js';

const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
  .toLowerCase();

/** Their uuid. */
const personUuid = z
  .object({ id: lenient(uuid), entryUUID: lenient(uuid) })
  .transform(({ id, entryUUID }) => entryUUID ?? id);

const space = z.object({
  id: uuid,
  url: lenient(z.string()),
  tags: z.array(z.string()).default([]).catch([]),
});

/**
 * An activity as Webex sends it to its own clients, as far as we use it; no document describes it. What
 * people wrote is encrypted, and left out here.
 */
export const activity = z.object({
  id: uuid,
  verb: z.string(),
  actor: lenient(personUuid),
  /** A person, a message, or the space itself, by the verb. */
  object: z.unknown().optional(),
  target: lenient(space),
  parent: lenient(z.object({ type: z.string() })),
  published: lenient(z.string().regex(/^[\x20-\x7e]{1,100}$/)),
});
export type Activity = z.infer<typeof activity>;

export const frame = z.object({
  id: lenient(z.string().min(1)),
  type: lenient(z.string()),
  data: lenient(z.looseObject({ eventType: z.string(), activity: z.unknown().optional() })),
});

const spaceWithPeople = space.extend({ participants: z.object({ items: z.array(z.unknown()) }) });

/** An event in the shape of a webhook's body, with the ids that the webhook would have. */
export interface SocketEvent {
  readonly resource: 'messages' | 'attachmentActions' | 'memberships';
  readonly event: 'created' | 'deleted';
  readonly actorId: string;
  readonly data: {
    readonly id: string;
    readonly roomId: string;
    readonly roomType?: string;
    readonly personId: string;
    readonly created?: string | undefined;
  };
}

/**
 * The events of an activity; none for what no webhook of ours would report: edits, reads, renames.
 * @param clusterOf the cluster of a space by its address, as Webex's ids have it
 */
export function eventsOf(given: Activity, clusterOf: (url: string) => string): SocketEvent[] {
  const { verb, object } = given;
  const acts = ACTS[verb];
  // An edit is a post of its own, which names what it replaces.
  const isEdit = acts === 'message' && given.parent?.type === 'edit';
  if (acts !== undefined) return isEdit ? [] : ofAct(given, clusterOf);
  if (verb === 'create') {
    const created = spaceWithPeople.safeParse(object).data;
    const people = created?.participants.items ?? [];
    return people.flatMap((member) => ofMember(given, created, member, 'created', clusterOf));
  }
  if (verb === 'add') return ofMember(given, given.target, object, 'created', clusterOf);
  if (verb === 'leave') return ofMember(given, given.target, object, 'deleted', clusterOf);
  return [];
}

/** A message with a file is “shared”. */
const ACTS: Readonly<Record<string, 'message' | 'click'>> = {
  post: 'message',
  share: 'message',
  cardAction: 'click',
};

type ClusterOf = (url: string) => string;
type ActivitySpace = z.infer<typeof space>;

function ofAct(given: Activity, clusterOf: ClusterOf): SocketEvent[] {
  const { id, verb, actor, target, published: created } = given;
  if (actor === undefined || target === undefined) return [];
  const cluster = clusterOf(target.url ?? '');
  const isClick = ACTS[verb] === 'click';
  const personId = webexIdOf('PEOPLE', actor);
  const data = {
    id: webexIdOf(isClick ? 'ATTACHMENT_ACTION' : 'MESSAGE', id, cluster),
    ...roomOf(target, cluster),
    personId,
    created,
  };
  const resource = isClick ? 'attachmentActions' : 'messages';
  return [{ resource, event: 'created', actorId: personId, data }];
}

function ofMember(
  { actor, published: created }: Activity,
  where: ActivitySpace | undefined,
  member: unknown,
  event: 'created' | 'deleted',
  clusterOf: ClusterOf,
): SocketEvent[] {
  const who = personUuid.safeParse(member).data;
  if (where === undefined || actor === undefined || who === undefined) return [];
  const cluster = clusterOf(where.url ?? '');
  const data = {
    id: webexIdOf('MEMBERSHIP', `${who}:${where.id}`, cluster),
    ...roomOf(where, cluster),
    personId: webexIdOf('PEOPLE', who),
    created,
  };
  return [{ resource: 'memberships', event, actorId: webexIdOf('PEOPLE', actor), data }];
}

/** Without tags the type is left out, and Webex is asked for it. */
function roomOf(
  { id, tags }: ActivitySpace,
  cluster: string,
): { roomId: string; roomType?: string } {
  const roomType = tags.includes('ONE_ON_ONE') ? 'direct' : 'group';
  return { roomId: webexIdOf('ROOM', id, cluster), ...(tags.length > 0 && { roomType }) };
}

/** Paths of what could not be read in a frame, without values. */
export function unreadable(error: z.ZodError): string[] {
  return present(error.issues.map((issue) => issue.path.join('.')));
}
