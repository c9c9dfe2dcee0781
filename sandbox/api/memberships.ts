import express, { type Request } from 'express';
import { z } from 'zod';
import type { Membership } from '../world/records.js';
import { membershipJson } from '../world/spaces.js';
import type { World } from '../world/world.js';
import { ApiError, badRequest, notFound } from './api-error.js';
import { messagingCallerOf } from './caller.js';
import { bodyOf } from './input.js';
import { pageOf } from './link.js';
import { queryOf } from './record.js';
import { spaceFor } from './rooms.js';

const newMembership = z.strictObject({
  roomId: z.string(),
  personId: z.string().optional(),
  personEmail: z.string().optional(),
  isModerator: z.boolean().optional(),
});

// Not strict: the official SDK sends the whole membership back.
const changedMembership = z.object({ isModerator: z.boolean(), isRoomHidden: z.boolean() });

/** /memberships: list, create, get, update, delete, as the Memberships API's documents say. */
export function membershipsApi(world: World): express.Router {
  const router = express.Router();

  router.get('/memberships', (req, res) => {
    const caller = messagingCallerOf(req);
    const { roomId, personId, personEmail } = queryOf(req);
    if (roomId === undefined && (personId !== undefined || personEmail !== undefined)) {
      throw badRequest('roomId is required when personId or personEmail is used.');
    }
    const all =
      roomId === undefined
        ? world.spaces
            .of(caller.person)
            .flatMap((space) => space.members.get(caller.person.uuid) ?? [])
        : [...spaceFor(world, caller, roomId).members.values()];
    const wanted = personId === undefined ? undefined : (world.people.byId(personId)?.uuid ?? '');
    const found = all
      .filter(({ person }) => wanted === undefined || person.uuid === wanted)
      .filter(
        ({ person }) => personEmail === undefined || person.email === personEmail.toLowerCase(),
      );
    const page = pageOf(req, res, found, { standard: 100, most: 1000 });
    res.json({ items: page.map(membershipJson) });
  });

  router.post('/memberships', (req, res) => {
    const caller = messagingCallerOf(req);
    const { roomId, personId, personEmail, isModerator } = bodyOf(req, newMembership);
    if ((personId === undefined) === (personEmail === undefined)) {
      throw badRequest('Exactly one of personId and personEmail is required.');
    }
    const space = spaceFor(world, caller, roomId);
    const person =
      personId === undefined
        ? world.people.byEmail(personEmail ?? '')
        : world.people.byId(personId);
    if (person === undefined) throw notFound('person');
    if (space.type === 'direct') throw new ApiError(403, 'Nobody can be added to a 1:1 room.');
    if (space.members.has(person.uuid)) {
      throw new ApiError(409, 'User is already a participant in the room.');
    }
    res.json(membershipJson(world.spaces.add(space, person, caller.person, isModerator ?? false)));
  });

  router.get('/memberships/:membershipId', (req, res) => {
    res.json(membershipJson(membershipFor(world, req, req.params.membershipId)));
  });

  router.put('/memberships/:membershipId', (req, res) => {
    const membership = membershipFor(world, req, req.params.membershipId);
    const { isModerator, isRoomHidden } = bodyOf(req, changedMembership);
    membership.isModerator = isModerator;
    membership.isRoomHidden = isRoomHidden;
    world.spaces.tellOfMembership('updated', membership, messagingCallerOf(req).person);
    res.json(membershipJson(membership));
  });

  router.delete('/memberships/:membershipId', (req, res) => {
    const membership = membershipFor(world, req, req.params.membershipId);
    if (membership.space.type === 'direct') throw new ApiError(403, 'Nobody can leave a 1:1 room.');
    world.spaces.remove(membership, messagingCallerOf(req).person);
    res.status(204).end();
  });

  return router;
}

/** The membership, in a space that the caller is in too; 404 for any other. */
function membershipFor(world: World, req: Request, id: string): Membership {
  const { person } = messagingCallerOf(req);
  const membership = world.spaces.membershipById(id);
  if (!membership?.space.members.has(person.uuid)) throw notFound('membership');
  return membership;
}
