import express from 'express';
import { z } from 'zod';
import type { CardAction } from '../world/actions.js';
import { maySee } from '../world/messages.js';
import type { World } from '../world/world.js';
import { ApiError, badRequest, notFound } from './api-error.js';
import { messagingCallerOf } from './caller.js';
import { bodyOf } from './input.js';

const newAction = z.strictObject({
  type: z.literal('submit'),
  messageId: z.string(),
  inputs: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

/** POST /attachment/actions and GET /attachment/actions/{id}, as the Attachment Actions documents say. */
export function attachmentActionsApi(world: World): express.Router {
  const router = express.Router();

  router.post('/attachment/actions', (req, res) => {
    const { person } = messagingCallerOf(req);
    const { messageId, inputs } = bodyOf(req, newAction);
    const message = world.messages.byId(messageId);
    if (message === undefined || !maySee(person, message)) throw notFound('message');
    if ((message.content.attachments ?? []).length === 0) {
      throw badRequest('The message has no card that could be submitted.');
    }
    if (message.author.uuid === person.uuid) {
      throw new ApiError(403, 'The author of a card cannot submit it.');
    }
    res.status(202).json(actionJson(world.actions.submit(person, message, inputs)));
  });

  router.get('/attachment/actions/:id', (req, res) => {
    const { person } = messagingCallerOf(req);
    const action = world.actions.byId(req.params.id);
    const readers = [action?.message.author.uuid, action?.person.uuid];
    if (action === undefined || !readers.includes(person.uuid)) throw notFound('attachment action');
    res.json(actionJson(action));
  });

  return router;
}

function actionJson(action: CardAction): Record<string, unknown> {
  return {
    id: action.id,
    type: 'submit',
    messageId: action.message.id,
    inputs: action.inputs,
    personId: action.person.id,
    roomId: action.message.space.id,
    created: action.created,
  };
}
