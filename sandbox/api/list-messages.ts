import express, { type Request, type Response } from 'express';
import { uuidOf } from '../world/ids.js';
import type { Message } from '../world/records.js';
import { maySee } from '../world/messages.js';
import type { Space } from '../world/records.js';
import type { World } from '../world/world.js';
import { ApiError, badRequest, notFound } from './api-error.js';
import { messagingCallerOf, type Caller } from './caller.js';
import { maxOf } from './input.js';
import { linkNext } from './link.js';
import { messageJson } from './message-json.js';
import { queryOf } from './record.js';
import { spaceFor } from './rooms.js';

/** GET /messages and /messages/direct: newest first, in pages. */
export function listMessagesApi(world: World): express.Router {
  const router = express.Router();

  router.get('/messages', (req, res) => {
    const caller = messagingCallerOf(req);
    const { roomId, mentionedPeople } = queryOf(req);
    if (roomId === undefined) throw badRequest('roomId is required.');
    const space = spaceFor(world, caller, roomId);
    if (mentionedPeople !== undefined) {
      if (mentionedPeople !== 'me' && uuidOf('PEOPLE', mentionedPeople) !== caller.person.uuid) {
        throw badRequest('mentionedPeople may only be "me" or the id of the current user.');
      }
    } else if (caller.kind === 'bot' && space.type === 'group') {
      throw new ApiError(
        403,
        'Bots must specify mentionedPeople=me to list the messages of a group room.',
      );
    }
    answerPage(world, req, res, caller, space);
  });

  router.get('/messages/direct', (req, res) => {
    const caller = messagingCallerOf(req);
    const { personId, personEmail } = queryOf(req);
    if ((personId === undefined) === (personEmail === undefined)) {
      throw badRequest('Exactly one of personId and personEmail is required.');
    }
    const other =
      personId === undefined
        ? world.people.byEmail(personEmail ?? '')
        : world.people.byId(personId);
    if (other === undefined) throw notFound('person');
    const space = world.spaces.directOf(caller.person, other);
    if (space === undefined) throw notFound('room');
    answerPage(world, req, res, caller, space);
  });

  return router;
}

function answerPage(world: World, req: Request, res: Response, caller: Caller, space: Space): void {
  const query = queryOf(req);
  const mentions = query.mentionedPeople !== undefined;
  const max = maxOf(query, 50, mentions ? 100 : 1000);
  const before = query.before === undefined ? Infinity : Date.parse(query.before);
  if (Number.isNaN(before)) throw badRequest('before must be an ISO 8601 date and time.');
  let end = space.messages.length;
  // The cursor is the message that the page before ended with, so a message that comes in shifts nothing.
  const { beforeMessage, cursor } = query;
  if (beforeMessage !== undefined) {
    const at = indexIn(world, space, beforeMessage);
    if (at === undefined) throw notFound('message');
    end = at;
  }
  if (cursor !== undefined) {
    const at = indexIn(world, space, cursor);
    if (at === undefined) throw badRequest('The cursor is not one of this list.');
    end = Math.min(end, at);
  }
  const page: Message[] = [];
  let next: string | undefined;
  for (let at = end - 1; at >= 0; at -= 1) {
    const message = space.messages[at];
    if (message === undefined || Date.parse(message.created) >= before) continue;
    if (query.parentId !== undefined && message.parent?.id !== query.parentId) continue;
    if (mentions && !message.content.mentioned.some(({ uuid }) => uuid === caller.person.uuid))
      continue;
    if (!maySee(caller.person, message)) continue;
    if (page.length === max) {
      next = page.at(-1)?.id;
      break;
    }
    page.push(message);
  }
  linkNext(req, res, next);
  res.json({ items: page.map(messageJson) });
}

function indexIn(world: World, space: Space, id: string): number | undefined {
  const message = world.messages.byId(id);
  return message?.space === space ? space.messages.lastIndexOf(message) : undefined;
}
