import type { Feed, FeedEventName } from './feed.js';
import { uuidOf, webexId } from './ids.js';
import type { Person } from './people.js';
import type { Message, MessageContent, Space } from './records.js';

interface Surroundings {
  readonly feed: Feed;
  readonly newUuid: () => string;
  stamp(): string;
}

/** All messages that were not deleted. */
export class Messages {
  readonly #byUuid = new Map<string, Message>();
  readonly #byFile = new Map<string, Message>();

  constructor(private readonly world: Surroundings) {}

  byId(id: string): Message | undefined {
    const uuid = uuidOf('MESSAGE', id);
    return uuid === undefined ? undefined : this.#byUuid.get(uuid);
  }

  /** The message that the file of that id hangs on. */
  withFile(fileId: string): Message | undefined {
    return this.#byFile.get(fileId);
  }

  create(space: Space, author: Person, content: MessageContent, parent?: Message): Message {
    const uuid = this.world.newUuid();
    const created = this.world.stamp();
    const message: Message = {
      uuid,
      id: webexId('MESSAGE', uuid),
      space,
      author,
      parent,
      created,
      content,
      updated: undefined,
      edits: 0,
    };
    this.#byUuid.set(uuid, message);
    if (content.file !== undefined) this.#byFile.set(content.file.id, message);
    space.messages.push(message);
    space.lastActivity = created;
    this.#tell('created', message, author);
    return message;
  }

  /** Replaces what the message says. */
  edit(message: Message, content: MessageContent): void {
    message.content = content;
    message.updated = this.world.stamp();
    message.edits += 1;
    this.#tell('updated', message, message.author);
  }

  delete(message: Message, actor: Person): void {
    this.#byUuid.delete(message.uuid);
    if (message.content.file !== undefined) this.#byFile.delete(message.content.file.id);
    const at = message.space.messages.lastIndexOf(message);
    if (at >= 0) message.space.messages.splice(at, 1);
    this.#tell('deleted', message, actor);
  }

  #tell(event: FeedEventName, message: Message, actor: Person): void {
    const { space, author, content } = message;
    this.world.feed.publish({
      resource: 'messages',
      event,
      actor,
      // Never what was said: whoever is told has to fetch it.
      data: {
        id: message.id,
        roomId: space.id,
        roomType: space.type,
        personId: author.id,
        personEmail: author.email,
        ...(content.mentioned.length === 0
          ? {}
          : { mentionedPeople: content.mentioned.map(({ id }) => id) }),
        created: message.created,
        ...(message.updated === undefined ? {} : { updated: message.updated }),
      },
      reaches: (person) => maySee(person, message),
      roomId: space.id,
    });
  }
}

/** Members see all; a bot in a group space only what mentions it, and its own. */
export function maySee(person: Person, message: Message): boolean {
  const { space, author, content } = message;
  if (!space.members.has(person.uuid)) return false;
  if (person.type !== 'bot' || space.type === 'direct') return true;
  return author.uuid === person.uuid || content.mentioned.some(({ uuid }) => uuid === person.uuid);
}
