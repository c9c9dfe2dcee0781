import { writeSelection } from './address.js';
import type { Selection } from './address.js';
import type { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { part } from './dom.js';
import { listen } from './live.js';
import { uuidInside } from './open-link.js';
import type { DeepLink } from './open-link.js';
import { showPeople, showSpaces } from './rail.js';
import type { RailSpace } from './rail.js';
import type { FeedEvent, Message, Person } from './shapes.js';
import { nameOfSpace, railSpaces, spaceNamed } from './spaces.js';
import type { Stream } from './stream.js';
import { Refusal, Webex, reasonOf } from './webex.js';

/** Everything on the page that depends on who one is and which space is open. */
export class Chat {
  readonly #title = part('title', HTMLHeadingElement);
  readonly #subtitle = part('subtitle', HTMLParagraphElement);
  readonly #addBot = part('add-bot', HTMLButtonElement);
  readonly #help = part('help', HTMLButtonElement);
  readonly #problem = part('problem', HTMLParagraphElement);
  readonly #announcer = part('announcer', HTMLParagraphElement);
  readonly #unread = new Set<string>();
  #me: Person;
  #webex: Webex;
  #spaces: RailSpace[] = [];
  #open: Conversation | undefined;
  #stopListening: () => void = () => undefined;
  /** Events are followed one after the other, so that a later state never loses to an earlier one. */
  #queue: Promise<void> = Promise.resolve();

  constructor(
    readonly people: readonly Person[],
    readonly selection: Selection,
    readonly stream: Stream,
    readonly composer: Composer,
    me: Person,
  ) {
    this.#me = me;
    this.#webex = new Webex(me.token);
    this.#addBot.addEventListener('click', () => void this.#attempt(() => this.#bringBot()));
    this.#help.addEventListener('click', () => {
      const isGroup = this.#open?.space.type === 'group';
      void this.send(isGroup ? `@${this.bots[0]?.displayName ?? ''} help` : 'help');
    });
  }

  get bots(): Person[] {
    return this.people.filter((person) => person.isBot);
  }

  get webex(): Webex {
    return this.#webex;
  }

  /** Becomes this person: their spaces, their token, their live feed. */
  async become(person: Person, space = 'direct'): Promise<void> {
    this.#stopListening();
    this.#open?.close();
    this.#open = undefined;
    this.stream.clear();
    this.#unread.clear();
    this.#me = person;
    const webex = new Webex(person.token);
    this.#webex = webex;
    this.selection.person = person.email;
    // The consent page offers them first.
    document.cookie = `sandbox-person=${encodeURIComponent(person.email)}; path=/v1/authorize; SameSite=Lax`;
    this.showPeople();
    // The line first: what comes while the spaces are fetched is followed after that, and told.
    const line = listen(
      person.token,
      () => this.#next(webex, () => this.#catchUp()),
      (event) => this.#next(webex, () => this.#follow(event)),
    );
    this.#stopListening = line.stop;
    this.#next(webex, async () => {
      await line.stands;
      if (this.#webex !== webex) return;
      const spaces = await this.#fetchSpaces();
      if (this.#webex !== webex) return;
      this.#spaces = spaces;
      const chosen = spaceNamed(spaces, space);
      if (chosen) await this.enter(chosen);
    });
    await this.#queue;
  }

  /** Opens a space: its messages, and whom one can mention there. */
  async enter(space: RailSpace): Promise<void> {
    this.#open?.close();
    const open = new Conversation(space, this.#me, this.#webex, this.stream, (message, changed) =>
      this.#announce(message, changed),
    );
    this.#open = open;
    this.#unread.delete(space.key);
    this.selection.space = nameOfSpace(this.#spaces, space);
    this.keepAddress();
    this.#title.textContent = space.title;
    this.#subtitle.textContent = space.hint;
    this.composer.ready([], `Message ${space.title}`);
    this.#showSpaces();
    await this.#attempt(async () => {
      await Promise.all([open.load(), this.#fetchMembers(open)]);
    });
  }

  /** Sends what was typed to the open space. */
  async send(typed: string): Promise<void> {
    // Whoever has just become somebody else writes to the space that is about to open.
    if (!this.#open) await this.#queue;
    const open = this.#open;
    if (!open) return;
    await open.send(typed);
    if (open.space.key !== open.roomId && open.roomId !== undefined) await this.#refreshSpaces();
  }

  /** Makes a group space, with the bot in it or not, and opens it. */
  async createSpace(title: string, withBot: boolean): Promise<void> {
    const { id } = await this.#webex.createSpace(title);
    const bot = this.bots[0];
    if (withBot && bot) await this.#webex.addMember(id, bot.email);
    this.#spaces = await this.#fetchSpaces();
    const created = this.#spaces.find((space) => space.key === id);
    if (created) await this.enter(created);
    this.composer.focus();
  }

  /** Goes where a link of Webex's own leads, when this person can see it. */
  async follow(link: DeepLink): Promise<void> {
    this.#spaces = await this.#fetchSpaces();
    const name =
      'email' in link ? this.people.find((one) => one.email === link.email)?.displayName : '';
    const target = this.#spaces.find((space) =>
      'email' in link
        ? space.type === 'direct' && space.title === name
        : uuidInside(space.key) === link.space || space.key === link.space,
    );
    if (target) await this.enter(target);
    else this.#tell('That space is not among yours.');
  }

  keepAddress(): void {
    history.replaceState(null, '', writeSelection(this.selection));
  }

  /** Shows who one can be, as far as is known now. */
  showPeople(): void {
    const humans = this.people.filter((person) => !person.isBot);
    showPeople(part('people', HTMLUListElement), humans, this.#me, (person) => {
      void this.become(person, this.selection.space === 'group' ? 'group' : 'direct');
    });
  }

  #showSpaces(): void {
    const open = this.#open?.space.key ?? '';
    showSpaces(part('spaces', HTMLUListElement), this.#spaces, open, this.#unread, (space) => {
      void this.enter(space).then(() => this.composer.focus());
    });
  }

  async #fetchSpaces(): Promise<RailSpace[]> {
    return railSpaces(await this.#webex.spaces(), this.bots);
  }

  async #fetchMembers(open: Conversation): Promise<void> {
    this.#addBot.hidden = true;
    this.#help.hidden = !open.space.isBot;
    if (open.space.type === 'direct') return;
    const members = await this.#webex.members(open.space.key);
    if (this.#open !== open) return;
    open.members = members.filter((member) => member.personEmail !== this.#me.email);
    this.#subtitle.textContent = members.map((member) => member.personDisplayName).join(', ');
    const hasBot = members.some((member) => member.personEmail === this.bots[0]?.email);
    this.#addBot.hidden = hasBot;
    this.#help.hidden = !hasBot;
    this.composer.ready(open.members, `Message ${open.space.title} (@ to mention)`);
  }

  async #bringBot(): Promise<void> {
    const bot = this.bots[0];
    if (!this.#open || !bot) return;
    await this.#webex.addMember(this.#open.space.key, bot.email);
    await this.#fetchMembers(this.#open);
    this.composer.focus();
  }

  /** Spaces came or went. A 1:1 that did not exist a moment ago takes the place of its stand-in. */
  async #refreshSpaces(): Promise<void> {
    const webex = this.#webex;
    const spaces = await this.#fetchSpaces();
    if (this.#webex !== webex) return;
    this.#spaces = spaces;
    const open = this.#open;
    if (!open || spaces.some((space) => space.key === open.space.key)) {
      this.#showSpaces();
      return;
    }
    const { isBot, title } = open.space;
    const successor = spaces.find((space) => isBot && space.isBot && space.title === title);
    if (successor) {
      open.becomes(successor);
      this.#unread.delete(successor.key);
      this.#showSpaces();
      await open.load();
    } else if (spaces[0]) await this.enter(spaces[0]);
  }

  /** Does this after all that came before it, unless one is somebody else by then. */
  #next(webex: Webex, act: () => Promise<void>): void {
    const before = this.#queue.catch(() => undefined);
    this.#queue = before.then(async () => {
      if (this.#webex === webex) await this.#attempt(act);
    });
  }

  /** The line stands anew: what was missed meanwhile is fetched, a 1:1 that did not exist among it. */
  async #catchUp(): Promise<void> {
    await this.#refreshSpaces();
    await this.#open?.load();
  }

  async #follow(event: FeedEvent): Promise<void> {
    const open = this.#open;
    if (event.resource === 'rooms' || event.resource === 'memberships') {
      await this.#refreshSpaces();
      const now = this.#open;
      if (event.roomId !== undefined && now?.space.key === event.roomId)
        await this.#fetchMembers(now);
    } else if (event.resource !== 'messages' || event.roomId === undefined) return;
    else if (event.roomId === open?.roomId) await open.follow(event);
    else if (event.event === 'created') {
      this.#unread.add(event.roomId);
      if (event.message && event.message.personEmail !== this.#me.email) {
        this.#announce(event.message, false);
      }
      await this.#refreshSpaces();
    }
  }

  #announce(message: Message, changed: boolean): void {
    const who = this.people.find((person) => person.email === message.personEmail)?.displayName;
    const words = message.text.slice(0, 300);
    this.#announcer.textContent = `${who ?? message.personEmail}${changed ? ' changed a message' : ''}: ${words}`;
  }

  /** Does something; what Webex refuses is shown, and anything else is a defect of the page. */
  async #attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.#problem.hidden = true;
    } catch (error) {
      // Gone, or not ours any more, before it could be fetched: there is nothing to show.
      if (error instanceof Refusal && error.status === 404) return;
      this.#tell(reasonOf(error));
      if (!(error instanceof Refusal)) throw error;
    }
  }

  #tell(words: string): void {
    this.#problem.textContent = words;
    this.#problem.hidden = false;
  }
}
