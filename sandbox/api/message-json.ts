import type { Message } from '../world/records.js';

/** A message as GET and PUT answer it. */
export function messageJson(message: Message): Record<string, unknown> {
  const { content } = message;
  return {
    ...postedJson(message),
    ...(content.html === undefined ? {} : { html: content.html }),
    ...(message.updated === undefined ? {} : { updated: message.updated }),
  };
}

/** A message as POST answers it: without what Webex adds only when it is read. */
export function postedJson(message: Message): Record<string, unknown> {
  const { space, author, content, parent } = message;
  return {
    id: message.id,
    ...(parent === undefined ? {} : { parentId: parent.id }),
    roomId: space.id,
    roomType: space.type,
    ...(content.text === undefined ? {} : { text: content.text }),
    ...(content.markdown === undefined ? {} : { markdown: content.markdown }),
    ...(content.file === undefined ? {} : { files: [content.file.url] }),
    ...(content.attachments === undefined ? {} : { attachments: content.attachments }),
    personId: author.id,
    personEmail: author.email,
    ...(content.mentioned.length === 0
      ? {}
      : { mentionedPeople: content.mentioned.map(({ id }) => id) }),
    ...(content.mentionsAll ? { mentionedGroups: ['all'] } : {}),
    created: message.created,
  };
}
