import express, { type Request } from 'express';
import { z } from 'zod';
import { uuidOf } from '../world/ids.js';
import type { Person } from '../world/people.js';
import type { Space } from '../world/records.js';
import type { World } from '../world/world.js';
import { ApiError, badRequest, notFound } from './api-error.js';
import { messagingCallerOf, type Caller } from './caller.js';
import { bodyOf } from './input.js';
import { pageOf } from './link.js';
import { queryOf } from './record.js';

const newRoom = z.strictObject({
  title: z.string().min(1),
  description: z.string().optional(),
  teamId: z.string().optional(),
  classificationId: z.string().optional(),
  isLocked: z.boolean().optional(),
  isPublic: z.boolean().optional(),
  isAnnouncementOnly: z.boolean().optional(),
});

// Not strict: the official SDK sends the whole room back, and what cannot be changed is ignored.
const changedRoom = z.object({ ...newRoom.shape, isReadOnly: z.boolean().optional() });

/** /rooms: list, create, get, update, delete, as the Rooms API's documents say. */
export function roomsApi(world: World): express.Router {
  const router = express.Router();

  router.get('/rooms', (req, res) => {
    const { person } = messagingCallerOf(req);
    const { type, sortBy } = queryOf(req);
    if (type !== undefined && type !== 'direct' && type !== 'group')
      throw badRequest('type must be direct or group.');
    const found = world.spaces
      .of(person)
      .filter((space) => type === undefined || space.type === type);
    if (sortBy === 'lastactivity')
      found.sort((a, b) => b.lastActivity.localeCompare(a.lastActivity));
    else if (sortBy === 'created') found.sort((a, b) => b.created.localeCompare(a.created));
    const page = pageOf(req, res, found, { standard: 100, most: 1000 });
    res.json({ items: page.map((space) => roomJson(space, person)) });
  });

  router.post('/rooms', (req, res) => {
    const { person } = messagingCallerOf(req);
    const { title, description } = bodyOf(req, newRoom);
    res.json(roomJson(world.spaces.createGroup(person, title, description), person));
  });

  router.get('/rooms/:roomId', (req, res) => {
    const caller = messagingCallerOf(req);
    res.json(roomJson(spaceFor(world, caller, req.params.roomId), caller.person));
  });

  router.put('/rooms/:roomId', (req, res) => {
    const { space, person } = groupOf(world, req, req.params.roomId);
    const { title, description, isLocked } = bodyOf(req, changedRoom);
    space.title = title;
    if (description !== undefined) space.description = description;
    if (isLocked !== undefined) space.isLocked = isLocked;
    world.spaces.tellOfSpace('updated', space, person);
    res.json(roomJson(space, person));
  });

  router.delete('/rooms/:roomId', (req, res) => {
    const { space, person } = groupOf(world, req, req.params.roomId);
    world.spaces.delete(space, person);
    res.status(204).end();
  });

  return router;
}

/** The space of that id that the caller is in; 404 for any other. */
export function spaceFor(world: World, caller: Caller, roomId: string): Space {
  if (uuidOf('ROOM', roomId) === undefined) throw notFound('room');
  const space = world.spaces.byId(roomId);
  if (!space?.members.has(caller.person.uuid)) throw notFound('room');
  return space;
}

function groupOf(world: World, req: Request, roomId: string): { space: Space; person: Person } {
  const caller = messagingCallerOf(req);
  const space = spaceFor(world, caller, roomId);
  if (space.type === 'direct')
    throw new ApiError(403, 'A 1:1 room can be neither changed nor deleted.');
  return { space, person: caller.person };
}

/** A space as the person sees it: a 1:1 space is called after the other one. */
function roomJson(space: Space, viewer: Person): Record<string, unknown> {
  const other = [...space.members.values()].find(
    ({ person }) => person.uuid !== viewer.uuid,
  )?.person;
  return {
    id: space.id,
    title: space.type === 'direct' ? (other?.displayName ?? space.title) : space.title,
    type: space.type,
    isLocked: space.isLocked,
    lastActivity: space.lastActivity,
    creatorId: space.creator.id,
    created: space.created,
    ownerId: space.creator.orgId,
    isPublic: false,
    isReadOnly: false,
    isAnnouncementOnly: false,
    ...(space.description === undefined ? {} : { description: space.description }),
  };
}
