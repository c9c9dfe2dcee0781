import type { Messaging } from '../../../src/webex/messaging.js';
import type { Message } from '../../../src/webex/messages.js';

/** A message as fetched, but for what is given. */
export function messageOf(given: Partial<Message> = {}): Message {
  return {
    id: 'm1',
    roomId: 's1',
    personId: 'alice',
    personEmail: 'alice@example.com',
    text: 'list',
    ...given,
  };
}

/** Messaging that keeps the names of its calls and does what the script says. */
export interface ScriptedMessaging extends Messaging {
  /** Every call: the method's name, then what it was given. */
  readonly calls: (readonly [name: keyof Messaging, ...given: unknown[]])[];
}

export function scriptedMessaging(script: Partial<Messaging> = {}): ScriptedMessaging {
  const calls: ScriptedMessaging['calls'] = [];
  const posted = (): Promise<Message> => Promise.resolve(messageOf({ id: 'posted' }));
  const all: Messaging = {
    message: (id) => Promise.resolve(messageOf({ id })),
    attachments: () => Promise.resolve([]),
    lastAttachments: () => Promise.resolve([]),
    action: (id) =>
      Promise.resolve({
        id,
        type: 'submit',
        messageId: 'm0',
        roomId: 's1',
        personId: 'alice',
        inputs: {},
      }),
    post: posted,
    postFile: posted,
    edit: posted,
    remove: () => Promise.resolve(),
    isDirect: () => Promise.resolve(true),
    directSpaces: () => Promise.resolve([]),
    newestMessages: () => Promise.resolve([]),
    ...script,
  };
  return {
    calls,
    message: (id) => (calls.push(['message', id]), all.message(id)),
    attachments: (id) => (calls.push(['attachments', id]), all.attachments(id)),
    lastAttachments: (id) => (calls.push(['lastAttachments', id]), all.lastAttachments(id)),
    action: (id) => (calls.push(['action', id]), all.action(id)),
    post: (place, content) => (calls.push(['post', place, content]), all.post(place, content)),
    postFile: (place, file) => (calls.push(['postFile', place, file]), all.postFile(place, file)),
    edit: (at, content) => (calls.push(['edit', at, content]), all.edit(at, content)),
    remove: (id) => (calls.push(['remove', id]), all.remove(id)),
    isDirect: (roomId) => (calls.push(['isDirect', roomId]), all.isDirect(roomId)),
    directSpaces: (since) => (calls.push(['directSpaces', since]), all.directSpaces(since)),
    newestMessages: (roomId) => (
      calls.push(['newestMessages', roomId]),
      all.newestMessages(roomId)
    ),
  };
}
