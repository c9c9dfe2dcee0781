import type { Sandbox } from '../../sandbox/sandbox.js';
import type { World } from '../../sandbox/world/world.js';
import { takeAskedFor, wasAskedFor } from './arrivals.js';

type Message = NonNullable<ReturnType<World['messages']['byId']>>;
type Space = Message['space'];
type Person = Message['author'];

/** What the bot answered, and how long after the event went out to it, in milliseconds. */
export interface Answer {
  readonly message: Message;
  readonly ms: number;
}

/** An answer to a message. */
export interface Reply extends Answer {
  /** How long after the event the bot's GET of the message was there, in milliseconds. */
  readonly fetchedMs: number;
}

/** What a person saw of an answer that is completed in its place, in milliseconds after they wrote. */
export interface Watched {
  readonly firstMs: number;
  readonly lastMs: number;
}

const PATIENCE_MS = 30_000;

/** One person's 1:1 space with the bot, worked without HTTP so that the driver costs little. */
export class Conversation {
  #answered: ((id: string) => void) | undefined;
  readonly #space: Space;

  constructor(
    private readonly sandbox: Sandbox,
    private readonly person: Person,
  ) {
    const { world } = sandbox;
    this.#space = world.spaces.meet(person, world.bot);
    world.feed.subscribe(({ resource, event, actor, roomId, data }) => {
      if (resource !== 'messages' || event === 'deleted' || actor !== world.bot) return;
      if (roomId === this.#space.id) this.#answered?.(String(data.id));
    });
  }

  /** Writes to the bot. Rejects when no answer comes. */
  async write(text: string): Promise<Reply> {
    const content = { text, mentioned: [], mentionsAll: false };
    const { world } = this.sandbox;
    // What the bot says before it has read this, such as its greeting, is no answer to it.
    const { acted, startedAt, ...answer } = await this.#answerTo(
      () => world.messages.create(this.#space, this.person, content),
      ({ id }) => wasAskedFor(id),
    );
    const fetchedAt = takeAskedFor(acted.id);
    if (fetchedAt === undefined) throw new Error('It was answered without being read');
    return { ...answer, fetchedMs: fetchedAt - startedAt };
  }

  /** Clicks a button of a card. Rejects when the card is neither replaced nor answered. */
  click(card: Message, inputs: Readonly<Record<string, string>>): Promise<Answer> {
    return this.#answerTo(() => this.sandbox.world.actions.submit(this.person, card, inputs));
  }

  /**
   * Writes to the bot and watches what stands there, until that is the last of it. Rejects when it
   * never is.
   */
  async watch(text: string, isLast: (message: Message) => boolean): Promise<Watched> {
    const { world } = this.sandbox;
    let firstMs: number | undefined;
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`No last answer in ${PATIENCE_MS / 1000} s`)),
        PATIENCE_MS,
      );
      const startedAt = performance.now();
      this.#answered = (id) => {
        const ms = performance.now() - startedAt;
        firstMs ??= ms;
        const message = world.messages.byId(id);
        if (message === undefined || !isLast(message)) return;
        clearTimeout(timer);
        this.#answered = undefined;
        resolve({ firstMs, lastMs: ms });
      };
      world.messages.create(this.#space, this.person, {
        text,
        mentioned: [],
        mentionsAll: false,
      });
    });
  }

  async #answerTo<T>(
    act: () => T,
    isAnswered: (acted: T) => boolean = () => true,
  ): Promise<Answer & { acted: T; startedAt: number }> {
    const answered = new Promise<string>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`No answer to ${this.person.email} in ${PATIENCE_MS / 1000} s`)),
        PATIENCE_MS,
      );
      this.#answered = (answer) => {
        if (!isAnswered(acted)) return;
        clearTimeout(timer);
        resolve(answer);
      };
    });
    const startedAt = performance.now();
    // The bot hears of it later: nothing is answered before this line has ended.
    const acted = act();
    const id = await answered;
    const ms = performance.now() - startedAt;
    const message = this.sandbox.world.messages.byId(id);
    if (message === undefined) throw new Error('The answer is gone already');
    return { message, ms, acted, startedAt };
  }
}
