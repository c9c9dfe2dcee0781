import express, { type Request } from 'express';
import { z } from 'zod';
import type { SentCards } from '../cards/sent-cards.js';
import type { Message } from '../world/records.js';
import { maySee } from '../world/messages.js';
import type { Space } from '../world/records.js';
import type { World } from '../world/world.js';
import { ApiError, badRequest, notFound } from './api-error.js';
import { messagingCallerOf, type Caller } from './caller.js';
import { fetchFile } from './fetch-file.js';
import { bodyOf, parsed } from './input.js';
import { contentFields, contentOf } from './message-content.js';
import { messageJson, postedJson } from './message-json.js';
import { uploadOf } from './multipart.js';
import { spaceFor } from './rooms.js';

const MOST_EDITS = 10;

const newMessage = z.strictObject({
  roomId: z.string().optional(),
  toPersonId: z.string().optional(),
  toPersonEmail: z.string().optional(),
  parentId: z.string().optional(),
  ...contentFields,
});

// Not strict: the documents say that the whole message may be sent back, less its html.
const changedMessage = z.object({
  roomId: z.string(),
  ...contentFields,
});

/** POST /messages; GET, PUT and DELETE /messages/{messageId}, as the Messages API's documents say. */
export function messagesApi(world: World, sent: SentCards): express.Router {
  const router = express.Router();

  router.post('/messages', async (req, res) => {
    const caller = messagingCallerOf(req);
    const uploaded = uploadOf(req);
    const isForm = req.is('multipart/form-data') === 'multipart/form-data';
    const input = isForm ? parsed(req.body, newMessage) : bodyOf(req, newMessage);
    const to = addressee(world, caller, input);
    const named = input.files ?? [];
    const upload = uploaded ?? (named.length === 0 ? undefined : await fetchFile(named));
    const isMember = (uuid: string): boolean =>
      'meet' in to
        ? uuid === to.meet.uuid || uuid === caller.person.uuid
        : to.space.members.has(uuid);
    const content = contentOf(input, world, sent, ({ uuid }) => isMember(uuid), upload);
    const parent =
      input.parentId === undefined ? undefined : parentOf(world, caller, input.parentId);
    const space = 'meet' in to ? world.spaces.meet(caller.person, to.meet) : to.space;
    if (parent !== undefined && parent.space !== space)
      throw badRequest('parentId: the parent is in another room.');
    checkWelcome(space, caller);
    const message = world.messages.create(space, caller.person, content, parent);
    const { toPersonId, toPersonEmail } = input;
    res.json({
      ...postedJson(message),
      ...(toPersonId === undefined ? {} : { toPersonId }),
      ...(toPersonEmail === undefined ? {} : { toPersonEmail }),
    });
  });

  router.get('/messages/:messageId', (req, res) => {
    res.json(messageJson(messageFor(world, req, req.params.messageId)));
  });

  router.put('/messages/:messageId', (req, res) => {
    const message = messageFor(world, req, req.params.messageId);
    const caller = messagingCallerOf(req);
    if (message.author.uuid !== caller.person.uuid) {
      throw new ApiError(403, 'Only the author of a message can edit it.');
    }
    const input = bodyOf(req, changedMessage);
    if (spaceFor(world, caller, input.roomId) !== message.space) {
      throw badRequest('roomId: the message is in another room.');
    }
    if ((input.text ?? '') === '' && (input.markdown ?? '') === '')
      throw badRequest('text or markdown is required.');
    if (input.html !== undefined && input.markdown !== undefined) {
      throw badRequest('html: must not be sent beside markdown.');
    }
    const cards = (input.attachments ?? []).length + (message.content.attachments ?? []).length;
    const files = (input.files ?? []).length > 0 || message.content.file !== undefined;
    if (files || (cards > 0 && !world.settings.editCards)) {
      throw badRequest('Editing messages with files or attachments is currently not supported.');
    }
    checkWelcome(message.space, caller);
    if (message.edits >= MOST_EDITS) {
      throw badRequest(
        `The maximum number of edits (${MOST_EDITS}) of this message has been reached.`,
      );
    }
    const { space } = message;
    world.messages.edit(
      message,
      contentOf(input, world, sent, ({ uuid }) => space.members.has(uuid)),
    );
    res.json(messageJson(message));
  });

  router.delete('/messages/:messageId', (req, res) => {
    const message = messageFor(world, req, req.params.messageId);
    const { person, kind } = messagingCallerOf(req);
    const moderates =
      kind === 'person' && message.space.members.get(person.uuid)?.isModerator === true;
    if (message.author.uuid !== person.uuid && !moderates) {
      throw new ApiError(403, 'Only the author of a message, or a moderator, can delete it.');
    }
    world.messages.delete(message, person);
    res.status(204).end();
  });

  return router;
}

function checkWelcome(space: Space, caller: Caller): void {
  if (caller.kind !== 'bot' || !space.refusesBots) return;
  throw new ApiError(403, 'You are not allowed to post messages in this room.');
}

type Addressee = { space: Space } | { meet: Space['creator'] };

function addressee(world: World, caller: Caller, input: z.output<typeof newMessage>): Addressee {
  const { roomId, toPersonId, toPersonEmail } = input;
  if ([roomId, toPersonId, toPersonEmail].filter((each) => each !== undefined).length !== 1) {
    throw badRequest('Exactly one of roomId, toPersonId and toPersonEmail is required.');
  }
  if (roomId !== undefined) return { space: spaceFor(world, caller, roomId) };
  const person =
    toPersonId === undefined
      ? world.people.byEmail(toPersonEmail ?? '')
      : world.people.byId(toPersonId);
  if (person === undefined) throw notFound('person');
  if (person.uuid === caller.person.uuid) throw badRequest('Nobody can write to themselves.');
  return { meet: person };
}

function parentOf(world: World, caller: Caller, id: string): Message {
  const parent = world.messages.byId(id);
  if (parent === undefined || !maySee(caller.person, parent)) throw notFound('message');
  return parent;
}

function messageFor(world: World, req: Request, id: string): Message {
  const { person } = messagingCallerOf(req);
  const message = world.messages.byId(id);
  if (message === undefined || !maySee(person, message)) throw notFound('message');
  return message;
}
