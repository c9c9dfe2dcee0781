import { el, part } from './dom.js';
import type { RailSpace } from './rail.js';
import { plainText } from './markdown.js';
import { toSend } from './mention.js';
import type { FeedEvent, Member, Message, Person } from './shapes.js';
import type { Stream } from './stream.js';
import { Refusal, reasonOf } from './webex.js';
import type { Webex } from './webex.js';

/** How many messages are fetched at once. */
const PAGE = 30;

/** One space as one person sees it: its messages, and what that person sends. */
export class Conversation {
  members: readonly Member[] = [];
  readonly #sending = new Set<Promise<void>>();
  readonly #deleted = new Set<string>();
  readonly #earlier = part('earlier', HTMLButtonElement);
  readonly #empty = part('empty', HTMLParagraphElement);
  #space: RailSpace;
  #roomId: string | undefined;
  #closed = false;

  constructor(
    space: RailSpace,
    readonly me: Person,
    readonly webex: Webex,
    readonly stream: Stream,
    readonly announce: (message: Message, changed: boolean) => void,
  ) {
    this.#space = space;
    // The 1:1 with a bot that nobody has written to yet goes by the bot's address.
    this.#roomId = space.key.includes('@') ? undefined : space.key;
    stream.clear();
    this.#earlier.hidden = true;
    this.#earlier.onclick = () => void this.#showEarlier();
    this.#showEmpty();
  }

  get space(): RailSpace {
    return this.#space;
  }

  /** The space that now exists in place of its stand-in; what is shown stays. */
  becomes(space: RailSpace): void {
    this.#space = space;
    this.#roomId = space.key;
  }

  get roomId(): string | undefined {
    return this.#roomId;
  }

  /** From now on nothing that is still under way reaches the page. */
  close(): void {
    this.#closed = true;
  }

  /** Fetches the newest messages and makes the stream agree: new, changed, gone. */
  async load(): Promise<void> {
    if (this.#roomId === undefined) return;
    const before = new Map(this.stream.messages().map((message) => [message.id, message]));
    const newest = await this.webex.messages(this.#roomId, PAGE);
    await this.#sent();
    if (this.#closed) return;
    const first = this.stream.ids().length === 0;
    const since = newest.at(-1)?.created ?? '';
    const kept = new Set(newest.map((message) => message.id));
    for (const { id, created } of before.values()) {
      if (created >= since && !kept.has(id)) this.stream.remove(id);
    }
    for (const message of newest.toReversed()) {
      // What the feed has shown, changed or taken away meanwhile is newer than this answer.
      const isAsBefore = this.stream.message(message.id) === before.get(message.id);
      if (isAsBefore && !this.#deleted.has(message.id)) this.#putWhenChanged(message);
    }
    if (first) {
      this.#earlier.hidden = newest.length < PAGE;
      this.stream.toEnd();
    }
    this.#showEmpty();
  }

  /** Follows one line of the live feed that is about this space. */
  async follow(event: FeedEvent): Promise<void> {
    if (event.event === 'deleted') {
      this.#deleted.add(event.id);
      this.stream.remove(event.id);
      this.#showEmpty();
      return;
    }
    const message = event.message ?? (await this.webex.message(event.id));
    // One's own words may be told by the feed before their POST has answered: wait, not to show them twice.
    await this.#sent();
    if (this.#closed) return;
    this.#putWhenChanged(message);
    this.#showEmpty();
    // Told even when a load was quicker and it is shown already: that load said nothing.
    if (message.personEmail !== this.me.email) this.announce(message, event.event === 'updated');
  }

  /** Sends what was typed. It is shown at once; when Webex refuses it, it says so and can be tried again. */
  send(typed: string): Promise<void> {
    const retry = el('button', { type: 'button', class: 'pill' }, 'Try again');
    const state = el('p', { class: 'pending-state', role: 'status' }, 'Sending…');
    const words = el('div', { class: 'prose', dir: 'auto' });
    words.innerHTML = plainText(typed);
    const pending = el(
      'li',
      { class: 'message is-pending' },
      el('div', { class: 'message-main' }, words, state),
    );
    const attempt = (): Promise<void> => {
      state.replaceChildren('Sending…');
      const sending = this.#post(typed).then(
        (message) => {
          pending.remove();
          if (this.#closed) return;
          this.#roomId = message.roomId;
          this.stream.put(message);
          this.stream.toEnd();
        },
        (error: unknown) => {
          state.replaceChildren(`Not sent. ${reasonOf(error)} `, retry);
        },
      );
      this.#sending.add(sending);
      return sending.finally(() => this.#sending.delete(sending));
    };
    retry.addEventListener('click', () => void attempt());
    this.#empty.hidden = true;
    this.stream.append(pending);
    return attempt();
  }

  #post(typed: string): Promise<Message> {
    const to =
      this.#roomId === undefined ? { toPersonEmail: this.space.key } : { roomId: this.#roomId };
    return this.webex.send(to, toSend(typed, this.members));
  }

  async #sent(): Promise<void> {
    await Promise.allSettled(this.#sending);
  }

  /** An unchanged message is left as it stands: its card may be half filled in. */
  #putWhenChanged(message: Message): void {
    const shown = this.stream.message(message.id);
    if (shown && JSON.stringify(shown) === JSON.stringify(message)) return;
    this.stream.put(message);
  }

  async #showEarlier(): Promise<void> {
    const oldest = this.stream.oldest;
    if (this.#roomId === undefined || oldest === undefined) return;
    try {
      const older = await this.webex.messages(this.#roomId, PAGE, oldest);
      if (this.#closed) return;
      for (const message of older) this.stream.put(message, 'older');
      this.#earlier.hidden = older.length < PAGE;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#earlier.textContent = `${error.message} Show earlier messages`;
    }
  }

  #showEmpty(): void {
    this.#empty.hidden = this.stream.ids().length > 0 || this.#sending.size > 0;
    this.#empty.textContent = this.space.isBot
      ? `This is your space with ${this.space.title}. Say hello, or “help”.`
      : `Nothing has been said in ${this.space.title} yet.`;
  }
}
