import type { RequestHandler } from 'express';
import { isIdLike } from '../world/ids.js';
import { badRequest } from './api-error.js';
import { maybeCallerOf } from './caller.js';
import { queryOf } from './record.js';

const RESOURCES =
  /^\/(?:attachment\/actions|memberships|messages|people|rooms|webhooks)(?:\/([^/]+))?$/;
/** What stands where an id would stand, and is none. */
const WORDS = ['me', 'direct'];
const IN_QUERY = ['roomId', 'personId', 'parentId', 'beforeMessage', 'mentionedPeople'];
const IN_BODY = ['roomId', 'personId', 'toPersonId', 'parentId', 'messageId'];

/** Middleware that refuses what cannot be an id of messaging at all, wherever it stands. */
export const checkIds: RequestHandler = (req, _res, next) => {
  const resource = RESOURCES.exec(req.path);
  if (resource === null || maybeCallerOf(req) === undefined) {
    next();
    return;
  }
  const query = queryOf(req);
  const given: unknown[] = [
    decoded(resource[1] ?? 'me'),
    ...IN_QUERY.map((key) => query[key]),
    ...IN_BODY.map((key) => fieldOf(req.body, key)),
  ];
  if (given.every(mayBeId)) next();
  else next(badRequest('Expect base64 ID or UUID.'));
};

/** As it stands where it cannot be decoded: then it is no id either. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What is no text is for the schemas to refuse. */
function mayBeId(value: unknown): boolean {
  return typeof value !== 'string' || WORDS.includes(value) || isIdLike(value);
}

function fieldOf(body: unknown, key: string): unknown {
  return typeof body === 'object' && body !== null
    ? (body as Record<string, unknown>)[key]
    : undefined;
}
