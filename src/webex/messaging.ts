import { LRUCache } from 'lru-cache';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { WebexClient } from './client.js';
import { WebexRefused, WebexUnreachable, isWebexError } from './errors.js';
import {
  type AttachmentAction,
  type Content,
  type FileToSend,
  type Message,
  type Place,
  attachmentAction,
  bodyOf,
  formOf,
  message,
} from './messages.js';

/** Messages, spaces and clicks, as the bot. Every method rejects with a WebexError. */
export interface Messaging {
  /** https://developer.webex.com/docs/api/v1/messages/get-message-details */
  message: (id: string) => Promise<Message>;
  /** https://developer.webex.com/docs/api/v1/attachment-actions/get-attachment-action-details */
  action: (id: string) => Promise<AttachmentAction>;
  /** Posts exactly once: after a doubtful failure it looks for the message before it posts again. */
  post: (place: Place, content: Content) => Promise<Message>;
  /** Posts a file with markdown; may post twice after a doubtful failure, which does no harm. */
  postFile: (place: Place, file: FileToSend) => Promise<Message>;
  /** Replaces what a message shows. */
  edit: (at: MessageAt, content: Content) => Promise<Message>;
  remove: (id: string) => Promise<void>;
  /** Whether a space is the 1:1 space with a person. */
  isDirect: (roomId: string) => Promise<boolean>;
}

/** A message and its space. */
export interface MessageAt {
  readonly id: string;
  readonly roomId: string;
}

const nothing = z.unknown();
const room = z.object({ type: z.string() });
const page = z.object({ items: z.array(message) });

/** Messaging with the bot's token. */
export function createMessaging(
  webex: WebexClient,
  token: string,
  now: () => number = Date.now,
): Messaging {
  // Messages known to be posted, so that an equal one posted twice is not taken for one.
  const known = new LRUCache<string, true>({ max: 2_000 });
  const remember = (posted: Message): Message => {
    known.set(posted.id, true);
    return posted;
  };
  const post = async (place: Place, content: Content, attempts: number): Promise<Message> => {
    const body = { ...place, ...bodyOf(content) };
    const startedAt = now();
    try {
      const request = { method: 'POST', path: '/messages', token, body, answer: message } as const;
      return remember((await webex.call(request)).data);
    } catch (error) {
      if (!doubtful(error) || attempts <= 1) throw error;
      // It may have been posted: look, because a second answer is as wrong as none.
      const recent = await find(webex, token, place, content, startedAt);
      const posted = recent.find((found) => !known.has(found.id));
      return posted ? remember(posted) : await post(place, content, attempts - 1);
    }
  };

  return {
    isDirect: async (id) => {
      const path = `/rooms/${encodeURIComponent(id)}`;
      return (await webex.call(get(path, token, room))).data.type === 'direct';
    },
    message: async (id) =>
      (await webex.call(get(`/messages/${encodeURIComponent(id)}`, token, message))).data,
    action: async (id) =>
      (
        await webex.call(
          get(`/attachment/actions/${encodeURIComponent(id)}`, token, attachmentAction),
        )
      ).data,
    post: (place, content) => post(place, content, 3),
    postFile: async (place, file) => {
      const body = formOf(place, file);
      return (await webex.call({ method: 'POST', path: '/messages', token, body, answer: message }))
        .data;
    },
    edit: async ({ id, roomId }, content) => {
      const path = `/messages/${encodeURIComponent(id)}`;
      const body = { roomId, ...bodyOf(content) };
      return (await webex.call({ method: 'PUT', path, token, body, answer: message })).data;
    },
    remove: async (id) => {
      const path = `/messages/${encodeURIComponent(id)}`;
      try {
        await webex.call({ method: 'DELETE', path, token, answer: nothing });
      } catch (error) {
        if (!(error instanceof WebexRefused && error.status === 404)) throw error;
      }
    },
  };
}

function get<T>(path: string, token: string, answer: z.ZodType<T>) {
  return { method: 'GET', path, token, answer } as const;
}

/** Whether a failed POST may have posted all the same. */
function doubtful(error: unknown): boolean {
  return (
    (error instanceof WebexUnreachable && error.code !== 'ERR_CANCELED') ||
    (error instanceof WebexRefused && error.status >= 500)
  );
}

/**
 * Two processes can post the same markdown at the same moment: the cards tell the messages apart. Where
 * Webex does not return the card, the markdown decides.
 */
function sameCard(found: unknown, wanted: Content['card']): boolean {
  return found === undefined || wanted === undefined || isDeepStrictEqual(found, wanted);
}

/** Webex's clock and ours may differ by this much. */
const CLOCK_DIFFERENCE_MS = 5_000;

/** Messages of this content among the last ones of the space; none where the bot may not look. */
async function find(
  webex: WebexClient,
  token: string,
  place: Place,
  content: Content,
  since: number,
): Promise<Message[]> {
  const list =
    'roomId' in place
      ? { path: '/messages', query: { roomId: place.roomId, max: '10' } }
      : { path: '/messages/direct', query: { personId: place.toPersonId } };
  const shape = page.extend({
    items: z.array(
      message.extend({
        markdown: z.string().optional(),
        attachments: z.array(z.object({ content: z.unknown() })).optional(),
      }),
    ),
  });
  try {
    const { data } = await webex.call({ method: 'GET', token, answer: shape, ...list });
    const wanted = bodyOf(content).markdown;
    return data.items.filter(
      (item) =>
        item.markdown === wanted &&
        sameCard(item.attachments?.[0]?.content, content.card) &&
        Date.parse(item.created ?? '') >= since - CLOCK_DIFFERENCE_MS,
    );
  } catch (error) {
    // In a group space a bot sees only what mentions it. A note said twice beats one never said.
    if (isWebexError(error)) return [];
    throw error;
  }
}

/**
 * Edits a message, or replaces it with a new one where Webex refuses: its documents say that cards cannot
 * be edited, and allow ten edits. The new message comes before the old one goes. Rejects as posting does.
 *
 * @param post sends the new message; by default to the same space
 * @returns the message that shows the content now
 */
export async function updateOrRepost(
  messaging: Messaging,
  at: MessageAt,
  content: Content,
  post: (content: Content) => Promise<MessageAt> = (instead) =>
    messaging.post({ roomId: at.roomId }, instead),
): Promise<MessageAt> {
  try {
    await messaging.edit(at, content);
    return at;
  } catch (error) {
    if (!isWebexError(error)) throw error;
    const { id, roomId } = await post(content);
    await messaging.remove(at.id).catch(() => undefined);
    return { id, roomId };
  }
}
