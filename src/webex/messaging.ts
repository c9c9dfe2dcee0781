import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { lenient } from '../util/present.js';
import { type WebexClient, deleteAt, getJson, patientClient } from './client.js';
import {
  WebexRefused,
  WebexUnreachable,
  WebexUnreadable,
  hasStatus,
  isFinal,
  isWebexError,
} from './errors.js';
import { itemsOf, moment, pagesOf } from './lists.js';
import {
  type Content,
  type FileToSend,
  type Message,
  type Place,
  attachmentAction,
  bodyOf,
  complaintsAbout,
  fit,
  formOf,
  message,
  nameOf,
  posted,
} from './messages.js';

export type Messaging = ReturnType<typeof createMessaging>;

export type MessageAt = Readonly<Pick<Message, 'id' | 'roomId'>>;

/** Stands for a card that was not clicked, or is not posted yet. */
export const NO_MESSAGE: MessageAt = { id: '', roomId: '' };

/** A card as one person reads it. Rejects as their settings do. */
type ReadBy = (personId: string, content: Content) => Promise<Content>;

const room = z.object({ type: z.string() });
const shownMessage = posted.extend({
  created: lenient(moment),
  updated: lenient(moment),
  markdown: lenient(z.string()),
  attachments: lenient(z.array(z.object({ content: z.unknown() }))),
});
const recentMessages = itemsOf(shownMessage);
type Shown = z.infer<typeof shownMessage>;

const carrying = z.object({ attachments: z.array(z.unknown()).default([]).catch([]) });
const activeRooms = itemsOf(z.object({ id: z.string(), lastActivity: lenient(moment) }));
const messages = itemsOf(message);

/**
 * Messages, spaces and clicks, with the bot's token. All methods reject with a WebexError.
 * @param readBy for content that one person alone reads: posted to them, or naming them as its reader
 */
export function createMessaging(
  webex: WebexClient,
  token: string,
  now: () => number,
  log?: Pick<Logger, 'warn'>,
  readBy?: ReadBy,
) {
  const readable = async (content: Content, reader: string | undefined): Promise<Content> =>
    reader === undefined || readBy === undefined ? content : await readBy(reader, content);
  // Ids known to be ours, so that an equal message posted twice is not taken for a new one.
  const known = new LRUCache<string, true>({ max: 2_000 });
  const remember = ({ id, roomId }: MessageAt): MessageAt => {
    known.set(id, true);
    return { id, roomId };
  };
  const write = async (
    method: 'POST' | 'PUT',
    path: string,
    body: string | FormData,
  ): Promise<MessageAt> => (await webex.call({ method, path, token, body, answer: posted })).data;
  const post = async (place: Place, content: Content, attempts: number): Promise<MessageAt> => {
    const startedAt = now();
    try {
      return remember(await write('POST', '/messages', bodyOf(place, content)));
    } catch (error) {
      if (!mayHavePosted(error)) throw error;
      // It may have been posted: look, because a second answer is as wrong as none. Whoever is told that it
      // failed writes it anew, so the last try is looked at, too, and a busy Webex is waited for.
      const recent = await findPosted(patientClient(webex), token, place, content, startedAt);
      const there = recent.find((found) => !known.has(found.id));
      if (there !== undefined) return remember(there);
      if (attempts <= 1) throw error;
      return await post(place, content, attempts - 1);
    }
  };
  /**
   * Posts the text where Webex does not take the card, and into the space where it does not take the thread.
   */
  const postOrText = async (
    place: Place,
    written: Content,
    reader = 'toPersonId' in place ? place.toPersonId : undefined,
  ): Promise<MessageAt> => {
    const content = await readable(written, reader);
    const { card, markdown } = content;
    try {
      return await post(place, content, 3);
    } catch (error) {
      if (!isFinal(error) || error.status === 401) throw error;
      const isInThread = 'parentId' in place && (card === undefined || error.status === 404);
      // The message that began the thread may be gone.
      if (isInThread) return await postOrText({ roomId: place.roomId }, written, reader);
      if (card === undefined) throw error;
      // Where Webex complains about the space, its words may name people.
      const complaints = [403, 404].includes(error.status)
        ? []
        : complaintsAbout(card, error.complaints);
      const text = await postOrText(place, { markdown }, reader);
      log?.warn({ card: nameOf(card), complaints, err: error }, 'card refused; sent as text');
      return text;
    }
  };

  return {
    isDirect: async (roomId: string) => {
      const path = `/rooms/${encodeURIComponent(roomId)}`;
      return (await getJson(webex, token, path, room)).type === 'direct';
    },
    /** The 1:1 spaces with activity since then; milliseconds. */
    directSpaces: async (since: number): Promise<string[]> => {
      const query = { type: 'direct', sortBy: 'lastactivity', max: '100' };
      const request = { method: 'GET', path: '/rooms', token, query, answer: activeRooms } as const;
      const ids = new Set<string>();
      for await (const { data } of pagesOf(webex, request)) {
        const known = ids.size;
        for (const { id, lastActivity } of data.items)
          if (!(Date.parse(lastActivity ?? '') < since)) ids.add(id);
        // The rest is older, or was seen before.
        if (ids.size - known < data.items.length || data.items.length === 0) break;
      }
      return [...ids];
    },
    /** The newest five of a space, the newest first. */
    newestMessages: async (roomId: string): Promise<readonly Message[]> => {
      const { items } = await getJson(webex, token, '/messages', messages, { roomId, max: '5' });
      return items;
    },
    /** https://developer.webex.com/docs/api/v1/messages/get-message-details */
    message: (id: string) => getJson(webex, token, messagePath(id), message),
    /**
     * Attachments of the last messages in the 1:1 space with a person, the latest posted or edited first; an
     * empty list for a message without any.
     */
    lastAttachments: async (personId: string): Promise<(readonly unknown[])[]> => {
      const changedAt = ({ created, updated }: Shown): number =>
        Date.parse(updated ?? created ?? '') || 0;
      return (await recentIn(webex, token, { toPersonId: personId }))
        .toSorted((one, other) => changedAt(other) - changedAt(one))
        .map(({ attachments = [] }) => attachments);
    },
    /** Cards and other attachments of a message. */
    attachments: async (id: string): Promise<readonly unknown[]> =>
      (await getJson(webex, token, messagePath(id), carrying)).attachments,
    /** https://developer.webex.com/docs/api/v1/attachment-actions/get-attachment-action-details */
    action: (id: string) =>
      getJson(webex, token, `/attachment/actions/${encodeURIComponent(id)}`, attachmentAction),
    /**
     * Posts exactly once: after a doubtful failure it looks for the message before posting again. If the
     * card is refused, it posts the text.
     * @param reader the id of the one person who reads it; by default whom it is posted to
     */
    post: postOrText,
    /** May post twice after a doubtful failure, which does no harm. */
    postFile: (place: Place, file: FileToSend) => write('POST', '/messages', formOf(place, file)),
    /** @param reader as for `post` */
    edit: async ({ id, roomId }: MessageAt, written: Content, reader?: string) => {
      const content = await readable(written, reader);
      try {
        return await write('PUT', messagePath(id), bodyOf({ roomId }, content));
      } catch (error) {
        // It may have been made; on an error the caller would show the same a second time, elsewhere.
        if (!mayHavePosted(error) || !(await shows(patientClient(webex), token, id, content)))
          throw error;
        return { id, roomId };
      }
    },
    /** Waits while Webex is busy: else the old message would stay beside the new one. */
    remove: (id: string) => deleteAt(webex, token, messagePath(id), () => undefined),
  };
}

function messagePath(id: string): string {
  return `/messages/${encodeURIComponent(id)}`;
}

/** True where the call failed after Webex may have acted: repeating it could post twice. */
function mayHavePosted(error: unknown): boolean {
  return (
    (error instanceof WebexUnreachable && error.code !== 'ERR_CANCELED') ||
    error instanceof WebexUnreadable ||
    (error instanceof WebexRefused &&
      (error.earlierMayHaveActed || error.status >= 500 || error.status === 408))
  );
}

/**
 * Two processes can post the same markdown at the same moment: the cards tell the messages apart. Where
 * Webex does not return the card, the markdown decides.
 */
function sameContent(found: Shown, wanted: Content): boolean {
  const card = found.attachments?.[0]?.content;
  if (found.markdown !== fit(wanted.markdown)) return false;
  return card === undefined || wanted.card === undefined || isDeepStrictEqual(card, wanted.card);
}

/** False, too, where the bot may not look. */
async function shows(
  webex: WebexClient,
  token: string,
  id: string,
  content: Content,
): Promise<boolean> {
  try {
    return sameContent(await getJson(webex, token, messagePath(id), shownMessage), content);
  } catch (error) {
    if (isWebexError(error)) return false;
    throw error;
  }
}

/** Webex's clock and ours may differ by this much. */
const CLOCK_DIFFERENCE_MS = 5_000;

/** The last messages of a space, the newest first. */
async function recentIn(
  webex: WebexClient,
  token: string,
  place: Place,
): Promise<readonly Shown[]> {
  const [path, query] =
    'roomId' in place
      ? ['/messages', { roomId: place.roomId, max: '10' }]
      : ['/messages/direct', { personId: place.toPersonId }];
  return (await getJson(webex, token, path, recentMessages, query)).items;
}

/** Messages with this content among the last ones of the space; none where the bot may not look. */
async function findPosted(
  webex: WebexClient,
  token: string,
  place: Place,
  content: Content,
  since: number,
): Promise<MessageAt[]> {
  try {
    return (await recentIn(webex, token, place)).filter(
      (item) =>
        sameContent(item, content) && Date.parse(item.created ?? '') >= since - CLOCK_DIFFERENCE_MS,
    );
  } catch (error) {
    // In a group space a bot sees only what mentions it. A note posted twice beats one never posted.
    if (isWebexError(error)) return [];
    throw error;
  }
}

/**
 * Edits a message. Where Webex refuses, as its documents allow for cards and after ten edits, posts a new
 * one, then removes the old one. Returns the message with the content; rejects as posting does.
 * @param reader as for `post`
 * @param post sends the new message; by default to the same space
 */
export async function updateOrRepost(
  messaging: Messaging,
  at: MessageAt,
  content: Content,
  reader?: string,
  post: (content: Content) => Promise<MessageAt> = (instead) =>
    messaging.post({ roomId: at.roomId }, instead, reader),
): Promise<MessageAt> {
  try {
    await messaging.edit(at, content, reader);
    return at;
  } catch (error) {
    // A busy Webex would refuse a new message as well, or leave it beside the old one.
    if (!isWebexError(error) || hasStatus(error, 429)) throw error;
    const { id, roomId } = await post(content);
    await messaging.remove(at.id).catch(() => undefined);
    return { id, roomId };
  }
}
