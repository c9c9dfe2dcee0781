import { randomUUID } from 'node:crypto';
import { type Dispatcher, WebSocket } from 'undici';
import { z } from 'zod';
import { lenient, parsedJson, present } from '../../util/present.js';
import { SECOND } from '../../util/time.js';
import { webexIdOf } from '../ids.js';

/** In milliseconds; as Webex's own clients have them. */
export const SOCKET_TIMING = {
  /** From opening to the first frame that announces events. */
  readyMs: 30 * SECOND,
  pingMs: 15 * SECOND,
  pongMs: 14 * SECOND,
};
export type SocketTiming = typeof SOCKET_TIMING;

/** Another socket of the same device took over. */
export const REPLACED = 4000;
/** The device is no longer known. */
export const NO_DEVICE = 4404;

export interface Ending {
  /** WebSocket's or Webex's close code; 1006 when it broke, or never opened. */
  readonly code: number;
  /** Events were about to come: the socket was authorized, and Webex had answered. */
  readonly wasReady: boolean;
  /** When something last arrived; milliseconds since the epoch. */
  readonly heardAt: number;
}

export interface ConnectionDeps {
  readonly url: string;
  readonly token: string;
  readonly agent: Dispatcher;
  readonly timing: SocketTiming;
  readonly now: () => number;
  /** Stores the events of an activity. Rejects: then the frame is not acknowledged. */
  readonly take: (activity: unknown) => Promise<void>;
  readonly onReady: () => void;
}

/** An open socket; frames are handled one after another, in the order in which they arrive. */
export function openConnection(deps: ConnectionDeps) {
  const { token, timing, now } = deps;
  const socket = new WebSocket(webSocketAddress(deps.url, now()), { dispatcher: deps.agent });
  let heardAt = now();
  let isReady = false;
  let isOver = false;
  let taking: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout;
  let end: (ending: Ending) => void;
  const ended = new Promise<Ending>((resolve) => (end = resolve));

  const over = (code: number): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    end({ code, wasReady: isReady, heardAt });
    // The other side may be gone: nobody waits for its close frame.
    if (socket.readyState < WebSocket.CLOSING) socket.close(1000, 'Done');
  };
  const within = (ms: number, then: () => void): void => {
    clearTimeout(timer);
    timer = setTimeout(then, ms).unref();
  };
  const send = (message: object): void => {
    if (!isOver && socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };

  let awaited: string | undefined;
  const ping = (): void => {
    awaited = randomUUID();
    send({ type: 'ping', id: awaited });
    within(timing.pongMs, () => over(1006));
  };
  const ready = (): void => {
    if (isReady) return;
    isReady = true;
    deps.onReady();
    ping();
  };

  const acknowledge = (id: string | undefined): void => {
    if (id !== undefined) send({ type: 'ack', messageId: id });
  };
  const take = (id: string | undefined, activity: unknown): void => {
    taking = taking
      .then(() => deps.take(activity))
      .then(
        () => acknowledge(id),
        // It is stored by nobody; `take` has logged that.
        () => undefined,
      );
  };
  const read = (text: unknown): void => {
    heardAt = now();
    const { id, type, data } = frame.safeParse(parsedJson(String(text))).data ?? {};
    if (type === 'pong') {
      if (id === awaited) within(timing.pingMs, ping);
    } else if (type === 'shutdown') over(1001);
    else if (data?.eventType === 'conversation.activity') take(id, data.activity);
    else if (data !== undefined) {
      acknowledge(id);
      if (READY.has(data.eventType)) ready();
    }
  };

  socket.addEventListener('open', () => {
    send({ id: randomUUID(), type: 'authorization', data: { token: `Bearer ${token}` } });
  });
  socket.addEventListener('message', (event: { readonly data?: unknown }) => read(event.data));
  socket.addEventListener('close', ({ code }) => over(code));
  // A 'close' follows; without a listener it would end the process.
  socket.addEventListener('error', () => undefined);
  within(timing.readyMs, () => over(1006));

  return {
    ended,
    close: (): void => over(1000),
    /** Settles when everything that arrived is handled. */
    taken: async (): Promise<void> => await taking,
  };
}

export type Connection = ReturnType<typeof openConnection>;

const READY = new Set(['mercury.buffer_state', 'mercury.registration_status']);

/** Errors come as close codes: the status of a refused upgrade cannot be seen. */
function webSocketAddress(url: string, now: number): URL {
  const address = new URL(url);
  const params = {
    outboundWireFormat: 'text',
    bufferStates: 'true',
    aliasHttpStatus: 'true',
    clientTimestamp: String(now),
  };
  for (const [name, value] of Object.entries(params)) address.searchParams.set(name, value);
  return address;
}

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
type Activity = z.infer<typeof activity>;

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
