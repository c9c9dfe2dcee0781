import type { Feed } from './feed.js';
import { uuidOf, webexId } from './ids.js';
import type { Message } from './records.js';
import type { Person } from './people.js';

/** A flat value of a card's input or of an Action.Submit's data. */
export type InputValue = string | number | boolean;

/** A submitted card. */
export interface CardAction {
  readonly uuid: string;
  readonly id: string;
  readonly person: Person;
  readonly message: Message;
  readonly inputs: Readonly<Record<string, InputValue>>;
  readonly created: string;
}

interface Surroundings {
  readonly feed: Feed;
  readonly newUuid: () => string;
  stamp(): string;
}

/** All clicks on cards. */
export class CardActions {
  readonly #byUuid = new Map<string, CardAction>();

  constructor(private readonly world: Surroundings) {}

  byId(id: string): CardAction | undefined {
    const uuid = uuidOf('ATTACHMENT_ACTION', id);
    return uuid === undefined ? undefined : this.#byUuid.get(uuid);
  }

  /** Only the card's author is told, and not of the inputs. */
  submit(
    person: Person,
    message: Message,
    inputs: Readonly<Record<string, InputValue>>,
  ): CardAction {
    const uuid = this.world.newUuid();
    const action: CardAction = {
      uuid,
      id: webexId('ATTACHMENT_ACTION', uuid),
      person,
      message,
      inputs,
      created: this.world.stamp(),
    };
    this.#byUuid.set(uuid, action);
    this.world.feed.publish({
      resource: 'attachmentActions',
      event: 'created',
      actor: person,
      data: {
        id: action.id,
        type: 'submit',
        messageId: message.id,
        personId: person.id,
        roomId: message.space.id,
        created: action.created,
      },
      reaches: (other) => other.uuid === message.author.uuid,
      roomId: message.space.id,
    });
    return action;
  }
}
